"""How a figure came about: one click away from wherever it is shown."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..addresses import provenance_address
from ..models import Measure, Observation
from ..selectors.aggregates import EVER
from ..selectors.indicators import public_indicators
from ..selectors.provenance import provenance_of


@require_safe
def show_provenance(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """The figures or events behind a measure's figure from ``?from=`` to ``?to=`` (days; without them, ever)."""
    indicator = get_object_or_404(public_indicators(), code=code)
    shown: Measure = get_object_or_404(indicator.measures.select_related("unit"), code=measure)
    shown.indicator = indicator
    start, end = _day(request, "from", EVER[0]), _day(request, "to", EVER[1])
    context = {
        "indicator": indicator,
        "measure": shown,
        "provenance": provenance_of(shown, start, end),
        "is_ever": (start, end) == EVER,
    }
    return render(request, "results/provenance.html", context)


@require_safe
def find_provenance(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page of one recorded figure, from places that know its key only."""
    public = public_indicators().values("pk")
    figure = get_object_or_404(Observation.objects.select_related("measure__indicator"), pk=pk, measure__indicator__in=public)
    return HttpResponseRedirect(provenance_address(figure))


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    """A day from the address, or what there is otherwise; an address that cannot be read has no page."""
    written = request.GET.get(name)
    if not written:
        return otherwise
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Http404 from error

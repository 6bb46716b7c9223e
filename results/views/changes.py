"""What changed since the last meeting."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import pgettext

from ..exhibits import Exhibit
from ..models import ReportingCycle
from ..selectors.changes import (
    Span,
    added_and_retired,
    before,
    country_changes,
    new_figures,
    restatements_since,
    told_cycles,
    told_entries,
    usual_span,
    with_the_figures_before,
    with_the_texts_before,
)
from ..selectors.changes_sheet import changes_sheet
from ..selectors.cycles import latest_cycle
from .downloads import framed, give
from .keeping import keep_while_unchanged

PER_PAGE = 40
NO_CYCLE = "start"  # in an address: there is no earlier cycle


@keep_while_unchanged
def show_changes(request: HttpRequest) -> HttpResponse:
    """From the cycle in ``?from=`` to the one in ``?to=``; else the usual two. ``?page=`` turns figures and texts together."""
    cycles = told_cycles()
    span = _span(request, cycles)
    context: dict[str, object] = {"cycles": cycles, "span": span, "latest": latest_cycle()}
    if span:
        figures = Paginator(new_figures(span), PER_PAGE).get_page(request.GET.get("page"))
        entries = Paginator(told_entries(span), PER_PAGE).get_page(request.GET.get("page"))
        turned = max(figures, entries, key=lambda page: page.paginator.count)
        beyond_figures = turned.number > figures.paginator.num_pages
        beyond_texts = turned.number > entries.paginator.num_pages
        added, retired = added_and_retired(span)
        context |= {
            "page_obj": turned,
            "figures": [] if beyond_figures else with_the_figures_before(list(figures), span),
            "texts": [] if beyond_texts else with_the_texts_before(list(entries), span),
            "figure_count": figures.paginator.count,
            "text_count": entries.paginator.count,
            "countries": country_changes(span),
            "restatements": restatements_since(span),
            "added": added,
            "retired": retired,
            "frame": framed(_exhibit(span), _address(span)),
        }
    return render(request, "results/changes.html", context)


def give_changes(request: HttpRequest, earlier: str, later: str, ending: str) -> HttpResponse:
    """All that changed as a file."""
    to = get_object_or_404(ReportingCycle.objects.select_related("meeting"), slug=later)
    since = None if earlier == NO_CYCLE else get_object_or_404(ReportingCycle.objects.select_related("meeting"), slug=earlier)
    return give(request, ending, lambda: _exhibit(Span(since, to)))


def _span(request: HttpRequest, cycles: list[ReportingCycle]) -> Span | None:
    if not (to := request.GET.get("to")):
        return usual_span(cycles)
    by_slug = {cycle.slug: cycle for cycle in cycles}
    if to not in by_slug:
        raise Http404
    later = by_slug[to]
    since = request.GET.get("from")
    if since and since not in by_slug:
        raise Http404
    return Span(by_slug[since] if since else before(later, cycles), later)


def _address(span: Span) -> str:
    earlier = span.earlier.slug if span.earlier else NO_CYCLE
    return reverse("results:changes_file", args=[earlier, span.later.slug, "csv"]).removesuffix(".csv")


def _exhibit(span: Span) -> Exhibit:
    return Exhibit(pgettext("between meetings", "What changed"), lambda: changes_sheet(span))

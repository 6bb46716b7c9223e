from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from .. import rules
from ..filters import FILTERS
from ..models import Event, FundingOpportunity
from ..selectors import catalogue, details, funding
from ..selectors.attendance import attendance_tables

PER_PAGE = 20


@require_safe
def list_entries(request: HttpRequest, kind: str) -> HttpResponse:
    """The published entries of one kind, narrowed down by what the address asks for."""
    model = catalogue.KINDS[kind]
    entries = catalogue.published(model).prefetch_related("countries", "themes")
    filters = FILTERS[model](request.GET, queryset=entries, request=request)
    filters.offer_years()
    # A filter that cannot be read finds nothing, and says so beside its field: better than a list that ignores it.
    found = filters.qs if filters.is_valid() else entries.none()
    context = {
        "kind": kind,
        "name": model._meta.verbose_name_plural,
        "kinds": catalogue.names(),
        "form": filters.form,
        "narrowed": any(filters.form.cleaned_data.values()) or not filters.is_valid(),
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "has_samples": found.samples().exists(),
    }
    if model is FundingOpportunity:
        grants = funding.awards().filter(opportunity__in=found.order_by().values("pk"))
        context |= {"grants": grants, "award_totals": funding.totals(grants)}
    return render(request, [f"knowledge/list_{kind}.html", "knowledge/list.html"], context)


@require_safe
def show_entry(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """One entry with all that is known of it; whoever may change it sees it before it is published."""
    model = catalogue.KINDS[kind]
    entries = details.of(model)
    if not rules.may_preview(request.user, model):
        entries = entries.published()
    entry = get_object_or_404(entries, slug=slug)
    context = {"kind": kind, "name": model._meta.verbose_name_plural, "entry": entry}
    if model is Event:
        context["attendance_tables"] = attendance_tables(entry.attendance.all())
    if model is FundingOpportunity:
        context["award_totals"] = funding.totals(entry.awards.all())
    response = render(request, f"knowledge/entry_{kind}.html", context)
    if not entry.is_published:
        add_never_cache_headers(response)
    return response

"""The register: every activity of every public plan, to narrow down, to sort and to take away."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from base.sheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

from ..filters import RegisterFilter
from ..forms.saved_view import SavedViewForm
from ..selectors.activities import as_rows, public_activities
from ..selectors.register import clean_query, counts_of, register_sheet, sorts_of, views_for

PER_PAGE = 50


@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    """The activities that the address asks for, with how many there are in each state."""
    filters = RegisterFilter(request.GET, queryset=public_activities(), request=request)
    # A filter that cannot be read finds nothing, and says so beside its field: better than a list that ignores it.
    found = filters.qs if filters.is_valid() else public_activities().none()
    query = clean_query(request.GET.urlencode())
    context = {
        "form": filters.form,
        "narrowed": bool(query) or not filters.is_valid(),
        "query": query,
        "counts": counts_of(found),
        "sorts": sorts_of(request.GET.get("sort", "")),
        "page_obj": Paginator(as_rows(found), PER_PAGE).get_page(request.GET.get("page")),
    }
    if request.user.is_authenticated:
        context |= {"views": views_for(request.user), "view_form": SavedViewForm(initial={"query": query}, owner=request.user)}
    response = render(request, "workplans/register.html", context)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response


@require_safe
def give_register(request: HttpRequest, ending: str) -> HttpResponse:
    """The same activities as a file, one per row. Not found: a filter that cannot be read gives a file without rows."""
    filters = RegisterFilter(request.GET, queryset=public_activities(), request=request)
    found = filters.qs if filters.is_valid() else public_activities().none()
    sheet = register_sheet(as_rows(found))
    body, content_type = (write_csv(sheet), CSV_TYPE) if ending == "csv" else (write_xlsx(sheet), XLSX_TYPE)
    disposition = content_disposition_header(True, f"{sheet.name}.{ending}")
    return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": disposition})

"""What a plan's numbers add up to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from base.sheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

from ..models import WorkPlan
from ..selectors.counts import counts_of
from ..selectors.counts_sheet import counts_sheet
from ..selectors.plans import public_plans
from ..selectors.words import words_of


@require_safe
def show_counts(request: HttpRequest, slug: str) -> HttpResponse:
    """Planned and delivered: against the targets, and by area, period and organisation."""
    plan: WorkPlan = get_object_or_404(public_plans(), slug=slug)
    return render(request, "workplans/counts.html", {"plan": plan, "called": words_of(plan), "counts": counts_of(plan)})


@require_safe
def give_counts(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same sums as a file."""
    plan: WorkPlan = get_object_or_404(WorkPlan.objects.public(), slug=slug)
    sheet = counts_sheet(plan, counts_of(plan))
    body, content_type = (write_csv(sheet), CSV_TYPE) if ending == "csv" else (write_xlsx(sheet), XLSX_TYPE)
    disposition = content_disposition_header(True, f"{sheet.name}.{ending}")
    return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": disposition})

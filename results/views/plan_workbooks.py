"""The workbook of a work plan: taken from here and brought in here; what it changes is shown as for a cycle's."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.sheets import XLSX_TYPE
from base.workbooks.problems import WorkbookError
from base.workbooks.writing import write_book
from workplans.models import WorkPlan
from workplans.rules import PAST, may_take_workbook
from workplans.workbooks.plan_kind import PlanWorkbook

from ..models import WorkbookImport
from ..services.workbooks import receive_plan_workbook


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_plan_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Download the workbook of a plan; a POST brings one in."""
    plan = _plan(request, slug)
    error = ""
    if request.method == "POST":
        try:
            if (file := request.FILES.get("file")) is None:
                raise WorkbookError(_("Choose a file."))
            received = receive_plan_workbook(file=file, plan=plan, by=request.user)
        except WorkbookError as refused:
            error = str(refused)
        else:
            return redirect("results:workbook_import", pk=received.pk)
    context = {
        "plan": plan,
        "error": error,
        "is_over": plan.state in PAST,
        "may_import": plan.state not in PAST and PlanWorkbook().may_import(request.user),
        "waiting": WorkbookImport.objects.filter(kind=PlanWorkbook.name, uploaded_by=request.user, applied_at=None),
    }
    return render(request, "results/plan_workbook.html", context, status=422 if error else 200)


@never_cache
@login_required
@require_safe
def give_plan_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook as a file."""
    plan = _plan(request, slug)
    content = write_book(PlanWorkbook().book({"plan": plan.slug}, request.user))
    headers = {"Content-Disposition": f'attachment; filename="{plan.slug}.xlsx"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX_TYPE, headers=headers)


def _plan(request: HttpRequest, slug: str) -> WorkPlan:
    if not may_take_workbook(request.user):
        raise PermissionDenied
    return get_object_or_404(WorkPlan, slug=slug)

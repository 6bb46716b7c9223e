"""The workbook of a cycle, taken and brought in here; and what a workbook of any kind changes, looked at before it is written."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.sheets import XLSX_TYPE
from base.workbooks.importing import Moved, Preview
from base.workbooks.problems import WorkbookError
from base.workbooks.writing import write_book
from knowledge.models import Country, Theme
from workplans.models import WorkPlan

from .. import rules
from ..models import Framework, ReportingCycle, WorkbookImport
from ..selectors.board import cycles_for_board, themes_of_indicators
from ..services import workbooks
from ..workbooks.cycle_kind import CycleWorkbook

MOST_SHOWN = 300  # problems or changes on one page; a larger workbook is told by its number


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what the workbook holds and download it; a POST brings one in."""
    cycle = _cycle(request, slug)
    error = ""
    if request.method == "POST":
        if not request.user.has_perm("results.add_workbookimport"):
            raise PermissionDenied
        try:
            if (file := request.FILES.get("file")) is None:
                raise WorkbookError(_("Choose a file."))
            received = workbooks.receive_workbook(file=file, cycle=cycle, by=request.user)
        except WorkbookError as refused:
            error = str(refused)
        else:
            return redirect("results:workbook_import", pk=received.pk)
    context = {
        "cycle": cycle,
        "error": error,
        "may_import": cycle.is_open and request.user.has_perm("results.add_workbookimport"),
        "waiting": WorkbookImport.objects.filter(cycle=cycle, uploaded_by=request.user, applied_at=None),
        **_choices(request, cycle),
    }
    return render(request, "results/workbook.html", context, status=422 if error else 200)


@never_cache
@login_required
@require_safe
def give_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook as a file, for the scope that was chosen."""
    cycle = _cycle(request, slug)
    kind = CycleWorkbook()
    asked = {"cycle": cycle.slug, **{name: request.GET.get(name, "") for name in ("country", "framework", "theme")}}
    try:
        scope = kind.check(asked, request.user)
        content = write_book(kind.book(scope, request.user))
    except WorkbookError as error:
        raise Http404(str(error)) from error
    name = "-".join((cycle.slug, *(value.lower() for key, value in scope.items() if key != "cycle")))
    return HttpResponse(
        content,
        content_type=XLSX_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"', "X-Content-Type-Options": "nosniff"},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_import(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a workbook would change, cell by cell; a POST writes it, shows it again, or takes it away."""
    received = get_object_or_404(WorkbookImport.objects.select_related("cycle"), pk=pk, uploaded_by=request.user)
    plan = workbooks.plan_of(received)
    action = request.POST.get("action", "")
    taking = frozenset(request.POST.getlist("take"))
    if action == "discard" and received.applied_at is None:
        workbooks.discard_workbook(received=received)
        messages.info(request, _("The workbook was taken away. Nothing was changed."))
        return redirect(_page_of(received, plan))
    status = 200
    preview, refusal = None, ""
    try:
        if received.applied_at is not None:
            pass
        elif action == "confirm":
            preview = workbooks.confirm_workbook(
                received=received, by=request.user, taking=taking, seen=request.POST.get("seen", "")
            )
            if not preview.problems:
                _tell(request, preview)
                return redirect("results:workbook_import", pk=received.pk)
            status = 422
        else:
            preview = workbooks.preview_workbook(received=received, by=request.user, taking=taking)
    except Moved as moved:
        refusal, preview, status = str(moved), workbooks.preview_workbook(received=received, by=request.user, taking=taking), 409
    except WorkbookError as error:
        refusal, status = str(error), 422
    context = {
        "received": received,
        "cycle": received.cycle,
        "plan": plan,
        "page_url": _page_of(received, plan),
        "preview": preview,
        "refusal": refusal,
        "most": MOST_SHOWN,
    }
    return render(request, "results/workbook_import.html", context, status=status)


def _page_of(received: WorkbookImport, plan: WorkPlan | None) -> str:
    """The page that a workbook is taken from."""
    if received.cycle:
        return reverse("results:workbook", args=[received.cycle.slug])
    return reverse("plan_workbook", args=[plan.slug]) if plan else reverse("workplans:index")


def _tell(request: HttpRequest, preview: Preview) -> None:
    count = len(preview.written)
    done = ngettext("%(count)d cell was changed.", "%(count)d cells were changed.", count) % {"count": count}
    kept = _("Nothing was changed: what is stored stays.")
    messages.success(request, done if count else kept)
    for warning in preview.warnings:
        messages.warning(request, warning)


def _cycle(request: HttpRequest, slug: str) -> ReportingCycle:
    if not rules.may_see_board(request.user):
        raise PermissionDenied
    return get_object_or_404(cycles_for_board(), slug=slug)


def _choices(request: HttpRequest, cycle: ReportingCycle) -> dict[str, object]:
    """What the workbook can be narrowed to: what is in the cycle. A focal point has nothing to choose."""
    if not rules.speaks_for_every_country(request.user):
        return {"own_country": request.user.country}
    themes = {theme.pk for theme in themes_of_indicators(cycle).values()} | set(
        cycle.country_progress.values_list("theme_id", flat=True)
    )
    told = Country.objects.filter(entries__cycle=cycle) | Country.objects.filter(progress__cycle=cycle)
    return {
        "countries": told.distinct().order_by("order", "iso3"),
        "frameworks": Framework.objects.filter(cycles=cycle),
        "themes": Theme.objects.filter(pk__in=themes),
    }

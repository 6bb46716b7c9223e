"""A workbook that somebody brings in: kept while its preview is read, then written whole or taken away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from base.uploads import sha256_of
from base.workbooks.importing import Preview, look, take_over
from base.workbooks.problems import WorkbookError
from base.workbooks.reading import ReadBook, read_book
from workplans.models import WorkPlan
from workplans.workbooks.plan_kind import PlanWorkbook

from ..models import ReportingCycle, WorkbookImport
from ..workbooks.cycle_kind import CycleWorkbook

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def receive_workbook(*, file: File, cycle: ReportingCycle, by: User) -> WorkbookImport:
    """Keep an uploaded workbook of this cycle until somebody looked at its preview. Raises ``WorkbookError``."""
    if not by.has_perm("results.add_workbookimport"):
        raise PermissionDenied(_("You may not bring in this workbook."))
    read = read_book(file)
    if read.kind != CycleWorkbook.name:
        raise WorkbookError(_("This workbook is not that of a reporting cycle."))
    if (named := read.scope.get("cycle", "")) != cycle.slug:
        other = ReportingCycle.objects.filter(slug=named).first()
        raise WorkbookError(_("This workbook belongs to another reporting cycle: %(cycle)s.") % {"cycle": other or named})
    return _keep(file, WorkbookImport(kind=read.kind, cycle=cycle, uploaded_by=by))


@transaction.atomic
def receive_plan_workbook(*, file: File, plan: WorkPlan, by: User) -> WorkbookImport:
    """The same for a workbook of a work plan. Raises ``WorkbookError``."""
    if not PlanWorkbook().may_import(by):
        raise PermissionDenied(_("You may not bring in this workbook."))
    read = read_book(file)
    if read.kind != PlanWorkbook.name:
        raise WorkbookError(_("This workbook is not that of a work plan."))
    if (named := read.scope.get("plan", "")) != plan.slug:
        other = WorkPlan.objects.filter(slug=named).first()
        raise WorkbookError(_("This workbook belongs to another work plan: %(plan)s.") % {"plan": other or named})
    return _keep(file, WorkbookImport(kind=read.kind, uploaded_by=by))


def plan_of(received: WorkbookImport) -> WorkPlan | None:
    """The work plan that a kept workbook says it is of; ``None`` for other kinds, and where its file is gone."""
    if received.kind != PlanWorkbook.name:
        return None
    try:
        return WorkPlan.objects.filter(slug=_read(received).scope.get("plan", "")).first()
    except WorkbookError:
        return None


def preview_workbook(*, received: WorkbookImport, by: User, taking: Collection[str] = ()) -> Preview:
    """What the kept workbook would do now; nothing is written."""
    return look(_read(received), by=by, taking=taking)


@transaction.atomic
def confirm_workbook(*, received: WorkbookImport, by: User, taking: Collection[str], seen: str) -> Preview:
    """Write the kept workbook as its preview ``seen`` showed it. Nothing is written where it comes back with problems.

    Raises ``importing.Moved`` when what is stored changed since, and ``WorkbookError`` when it was written already.
    """
    locked = WorkbookImport.objects.select_for_update(of=("self",)).get(pk=received.pk)
    if locked.applied_at is not None:
        raise WorkbookError(_("This workbook was written already."))
    preview = take_over(_read(locked), by=by, taking=taking, seen=seen)
    if not preview.problems:
        locked.applied_at, locked.changed = timezone.now(), len(preview.written)
        locked.save(update_fields=["applied_at", "changed"])
    return preview


def discard_workbook(*, received: WorkbookImport) -> None:
    """Take a kept workbook away; what it was to change stays as it is."""
    file = received.file
    received.delete()
    file.delete(save=False)


def _keep(file: File, received: WorkbookImport) -> WorkbookImport:
    _forget_old(received.uploaded_by)
    file.seek(0)
    received.sha256 = sha256_of(file)
    received.file.save(f"{received.pk}.xlsx", file, save=False)
    received.full_clean()
    received.save()
    return received


def _forget_old(by: User) -> None:
    """Take away what the person brought in long ago and never confirmed: nobody waits for it any more."""
    long_ago = timezone.now() - KEPT_FOR
    for received in WorkbookImport.objects.filter(uploaded_by=by, applied_at=None, uploaded_at__lt=long_ago):
        discard_workbook(received=received)


def _read(received: WorkbookImport) -> ReadBook:
    try:
        with received.file.open("rb") as file:
            return read_book(file)
    except FileNotFoundError as error:
        raise WorkbookError(_("The file is no longer there. Bring it in again.")) from error

"""The workbook of a work plan: every part of it, to change and to add to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.history import last_change_of
from base.text import Text, text_of
from base.workbooks.comparing import RowChange
from base.workbooks.kinds import WorkbookKind, Written
from base.workbooks.problems import WorkbookError
from base.workbooks.shapes import Book, Row, in_both

from .. import rules
from ..models import WorkPlan
from .lists import Lists
from .parts import PARTS
from .sheets import sheet_of
from .writing import write_rows

ADVICE = (
    gettext_lazy("Each sheet holds one kind of part of the plan, each row one part. Parts name each other by their numbers."),
    gettext_lazy("Fill in or change the light yellow cells; the grey ones are locked: they name the part."),
    gettext_lazy("Where a cell has a list, choose one of its lines. The red corner of a heading hides what the column means."),
    gettext_lazy("A new part is written into one of the empty rows below: first the columns that name it, then the others."),
    gettext_lazy("Nothing is deleted by a workbook: a row that is left out is asked for again. An empty cell empties the field."),
    gettext_lazy("Write titles in both languages. An organisation may be written by any of its names."),
    gettext_lazy("When you change the state of an activity, give the day and, where needed, the reason beside it."),
    gettext_lazy(
        "Save the file as .xlsx and bring it in on the page you took it from. Before anything is written you see every change."
    ),
    gettext_lazy("What you do not touch stays as it is in the portal, even when somebody else changes it meanwhile."),
)


class PlanWorkbook(WorkbookKind):
    """A row per part of one plan. Whoever brings it in is the author of what it changes."""

    name = "workplan"
    options = ("plan",)
    needed = ("plan",)
    needs_person = True

    @property
    def title(self) -> Text:
        return in_both(gettext_lazy("work plan"))

    def may_import(self, by: AbstractBaseUser | None) -> bool:
        steps = [f"workplans.{action}_{part.model._meta.model_name}" for part in PARTS for action in ("add", "change")]
        return by is not None and rules.may_take_workbook(by) and by.has_perms(steps)

    def check(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> dict[str, str]:
        if by is not None and not rules.may_take_workbook(by):
            raise PermissionDenied(_("You may not see this workbook."))
        if not (slug := scope.get("plan", "")):
            raise WorkbookError(_("Say which work plan."))
        if not WorkPlan.objects.filter(slug=slug).exists():
            raise WorkbookError(_("There is no %(what)s “%(name)s”.") % {"what": WorkPlan._meta.verbose_name, "name": slug})
        return {"plan": slug}

    def book(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> Book:
        plan = WorkPlan.objects.get(slug=scope["plan"])
        lists, may_write = Lists(), plan.state not in rules.PAST
        return Book(
            kind=self.name,
            scope=dict(scope),
            title=text_of(plan, "title"),
            advice=[in_both(line) for line in ADVICE],
            sheets=[sheet_of(part, plan, lists, may_write=may_write) for part in PARTS],
        )

    def hold(self, scope: Mapping[str, str]) -> None:
        """Lock the plan, then its parts, in the same order for everybody."""
        plan = WorkPlan.objects.select_for_update(no_key=True).get(slug=scope["plan"])
        for part in PARTS:
            parts = part.model.objects.select_for_update(of=("self",), no_key=True).filter(**{part.plan_path: plan})
            list(parts.order_by("pk").values_list("pk"))

    def last_change(self, row: Row) -> str:
        return last_change_of(row.about)

    def write(self, scope: Mapping[str, str], changes: Sequence[RowChange], by: AbstractBaseUser | None) -> Written:
        return write_rows(changes, WorkPlan.objects.get(slug=scope["plan"]), by)

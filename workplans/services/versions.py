"""The next version of a plan: an amendment of the one in force, or the plan of the next period that continues it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User

from .. import models, rules
from ..enums import BudgetKind, DeliverableState, PlanState, TaskState
from ..models import Activity, Deliverable, Task, WorkPlan
from ..models.activity import OVER
from .copying import Copies

LONGEST_SLUG = WorkPlan._meta.get_field("slug").max_length


@dataclass(frozen=True, slots=True)
class Shift:
    """From a day of one period to that of the next: by whole months where both begin on the same day of a month, else by days."""

    months: int
    days: int

    @classmethod
    def between(cls, start: date, other: date) -> Shift:
        """The shift from one first day to another."""
        if start.day == other.day:
            return cls(months=(other.year - start.year) * 12 + other.month - start.month, days=0)
        return cls(months=0, days=(other - start).days)

    def __call__(self, day: date | None) -> date | None:
        """The day that stands for ``day``; the last of a month where that has no such day."""
        if day is None:
            return None
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=self.days)


def next_period(plan: WorkPlan) -> tuple[date, date]:
    """The period of the same length that begins when the plan's ends."""
    start = plan.period_end + timedelta(days=1)
    return start, Shift.between(plan.period_start, start)(start) - timedelta(days=1)


@transaction.atomic
def copy_plan(
    *,
    plan: WorkPlan,
    by: User,
    as_amendment: bool,
    period: tuple[date, date] | None = None,
    slug: str | None = None,
    move_dates: bool = True,
) -> WorkPlan:
    """Make a draft that is a copy of a plan: its areas, objectives, activities, targets and deliverables with their parts.

    An amendment holds all of them as they are. A plan of the next period (that of ``period``, else the one of the same length
    that follows) leaves out what is over: activities done or dropped, tasks, what was delivered and spent, the meetings and
    documents of the past; its dates move along unless ``move_dates`` is false. What was delivered, decided, evaluated and
    found stays with the plan in which it was. Each copy knows what it was ``carried_from``.

    The number of statements does not depend on how much there is. Raises ``PermissionDenied`` when ``workplans/rules.py``
    says no, ``ValidationError`` when such a copy is being prepared or the address name is taken.
    """
    plan = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not rules.may_copy(by, plan, as_amendment=as_amendment):
        raise PermissionDenied(_("You may not copy this plan in its state “%(state)s”.") % {"state": plan.get_state_display()})
    period = period or ((plan.period_start, plan.period_end) if as_amendment else next_period(plan))
    _refuse_twice(plan, as_amendment, period)
    shift = Shift.between(plan.period_start, period[0]) if move_dates else Shift(0, 0)

    def begin_anew(new: WorkPlan) -> None:
        new.previous_id, new.version = plan.pk, plan.version + 1 if as_amendment else 1
        new.period_start, new.period_end = period
        new.slug = slug or _free_slug(plan, new)
        new.state, new.adopted_on, new.adopted_at_id = PlanState.DRAFT, None, None
        new.change_note_en = new.change_note_zh_hans = ""
        new.full_clean()

    copies = Copies(by)
    copies.add(WorkPlan, [plan], begin_anew)
    _copy_parts(copies, plan, None if as_amendment else shift)
    return copies.of(plan)


def _refuse_twice(plan: WorkPlan, as_amendment: bool, period: tuple[date, date]) -> None:
    others = plan.successors.filter(version=plan.version + 1, state=PlanState.DRAFT) if as_amendment else None
    if others is None:
        others = plan.successors.filter(version=1, period_start__lte=period[1], period_end__gte=period[0])
    if other := others.first():
        raise ValidationError(_("There is such a copy of this plan already: “%(plan)s”.") % {"plan": other}, code="twice")


def _free_slug(plan: WorkPlan, new: WorkPlan) -> str:
    """An address name that nobody has: years in it move with the period, and a number tells versions apart."""
    base = re.sub(r"-v\d+$", "", plan.slug)
    if new.version > 1:
        base = f"{base[: LONGEST_SLUG - 8]}-v{new.version}"
    else:
        years = new.period_start.year - plan.period_start.year
        base = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", lambda year: str(int(year[0]) + years), base)
        base = base if base != plan.slug else f"{base[: LONGEST_SLUG - 8]}-{new.period_start.year}"
    taken = set(WorkPlan.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for number in range(1, len(taken) + 2) if (name := base if number == 1 else f"{base}-{number}") not in taken)


def _copy_parts(copies: Copies, plan: WorkPlan, shift: Shift | None) -> None:
    """The parts of a plan in the order in which they need each other; ``shift`` is ``None`` for an amendment, which keeps all."""
    continues = shift is not None
    of_plan = {"plan": plan}
    of_activity, of_deliverable = {"activity__plan": plan}, {"deliverable__plan": plan}
    activities, tasks = plan.activities.all(), Task.objects.filter(**of_activity)
    budget, deliverables = models.BudgetLine.objects.filter(**of_activity), plan.deliverables.all()
    if continues:
        activities, tasks = activities.exclude(state__in=OVER), tasks.filter(state=TaskState.OPEN)
        budget = budget.exclude(kind=BudgetKind.SPENT)
        deliverables = deliverables.exclude(state=DeliverableState.DELIVERED)
    for model in (models.Area, models.Target, models.Objective):
        copies.add(model, model.objects.filter(**of_plan))
    copies.add(Activity, activities, _moved(shift, "starts_on", "ends_on") if continues else None)
    for model in (models.Involvement, models.Output, models.Quantity):
        copies.add(model, model.objects.filter(**of_activity))
    copies.add(Task, tasks, _moved(shift, "due_on") if continues else None)
    copies.add(models.BudgetLine, budget)
    copies.add(Deliverable, deliverables, _promised_anew(shift) if continues else None)
    copies.add(models.DeliverablePart, models.DeliverablePart.objects.filter(**of_deliverable))
    for links in (Deliverable.activities.through, Deliverable.outputs.through):
        copies.add(links, links.objects.filter(**of_deliverable))
    if not continues:
        for links, of_it in (
            (WorkPlan.documents.through, {"workplan": plan}),
            (Activity.events.through, of_activity),
            (Activity.documents.through, of_activity),
        ):
            copies.add(links, links.objects.filter(**of_it))


def _moved(shift: Shift, *fields: str) -> Callable[[models.Activity], None]:
    def move(new: Activity | Task) -> None:
        for field in fields:
            setattr(new, field, shift(getattr(new, field)))

    return move


def _promised_anew(shift: Shift) -> Callable[[Deliverable], None]:
    def promise(new: Deliverable) -> None:
        due = shift(date(new.due_year, new.due_quarter * 3 - 2, 1))
        new.due_year, new.due_quarter = due.year, (due.month + 2) // 3
        new.meeting_id = None
        if new.state == DeliverableState.DEFERRED:
            new.state = DeliverableState.PLANNED

    return promise

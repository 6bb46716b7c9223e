"""When a cycle's work is due, counted back from its meeting. Nothing is stored: a meeting that moves takes its deadlines along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from base.dates import MONTHS_IN, Precision
from base.working_days import WorkingDays
from knowledge.models import Event

from ..enums import ReportingStep
from ..models import ReportingCycle, WorkCalendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a step must be done: by the end of ``due_on``.

    ``is_provisional``: the meeting's day is not known yet, only its month or so. ``reason`` says why somebody moved it.
    """

    step: ReportingStep
    due_on: date
    is_provisional: bool = False
    reason: str = ""

    @property
    def is_moved(self) -> bool:
        return bool(self.reason)

    def days_left(self, at: date | None = None) -> int:
        """Days of the calendar until it is due: 0 on the last day, negative when it has passed."""
        return (self.due_on - (at or timezone.localdate())).days

    def is_overdue(self, at: date | None = None) -> bool:
        return self.days_left(at) < 0


def working_days_of(calendar: WorkCalendar | None) -> WorkingDays:
    """The working days of a calendar; without one, every day is worked."""
    if calendar is None:
        return WorkingDays()
    return WorkingDays(frozenset(calendar.weekend), {special.day: special.is_working for special in calendar.days.all()})


def meeting_day(meeting: Event) -> date | None:
    """The first day on which the meeting may begin, at the precision known; ``None`` when nothing is known."""
    if meeting.starts_on is None or meeting.precision == Precision.UNKNOWN:
        return None
    if (length := MONTHS_IN.get(meeting.precision)) is None:
        return meeting.starts_on
    first_month = (meeting.starts_on.month - 1) // length * length + 1
    return meeting.starts_on.replace(month=first_month, day=1)


def deadlines_of(cycle: ReportingCycle) -> list[Deadline]:
    """The deadlines of a cycle in the order of its steps; a step that has neither a rule nor a day of its own is left out.

    Reads ``cycle.meeting``, ``cycle.calendar``, ``calendar.deadline_rules``, ``calendar.days`` and ``cycle.deadline_changes``.
    """
    moved = {change.step: change for change in cycle.deadline_changes.all()}
    start = meeting_day(cycle.meeting)
    provisional = cycle.meeting.precision != Precision.DAY
    working_days = working_days_of(cycle.calendar)
    rules = {rule.step: rule.working_days for rule in cycle.calendar.deadline_rules.all()} if cycle.calendar else {}
    found = []
    for step in ReportingStep:
        if change := moved.get(step):
            found.append(Deadline(step, change.due_on, reason=change.reason))
        elif start and step in rules:
            found.append(Deadline(step, working_days.before(start, rules[step]), is_provisional=provisional))
    return found


def deadline_of(cycle: ReportingCycle, step: ReportingStep) -> Deadline | None:
    """The deadline of one step."""
    return next((deadline for deadline in deadlines_of(cycle) if deadline.step == step), None)

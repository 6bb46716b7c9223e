"""Reminding people of what they owe: once seven and once two working days before a deadline, then every week after it.

However often it runs, and however many run it side by side, a person gets one e-mail a day that lists everything: a
notice's key is the day. A day on which nothing ran is caught up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .. import rules
from ..enums import EntryState, NoticeKind
from ..models import Notice, ReportingCycle
from ..selectors.board import Row, cycles_for_board, rows_of
from ..selectors.deadlines import Deadline, WorkingDays, working_days_of
from .notices import address_of, tell

BEFORE = (7, 2)  # working days
AGAIN_AFTER = timedelta(days=7)
REMINDERS = (NoticeKind.DUE_SOON, NoticeKind.OVERDUE)


@dataclass
class Owed:
    """What one person owes, and the most urgent cycle of it."""

    person: User
    cycle: ReportingCycle
    due: list[Row] = field(default_factory=list)
    overdue: list[Row] = field(default_factory=list)
    is_time: bool = False


@transaction.atomic
def remind(*, at: date | None = None) -> int:
    """Make the reminders of the day for every open cycle, and the reviewers' digest; says how many e-mails."""
    today = at or timezone.localdate()
    cycles = list(cycles_for_board().filter(is_open=True, opened_at__isnull=False))
    told = _last_told(cycles)
    owed: dict[int, Owed] = {}
    rows = {cycle.pk: rows_of(cycle) for cycle in cycles}
    for cycle in cycles:
        _gather(cycle, rows[cycle.pk], today, owed, told)
    sent = _send((each for each in owed.values() if each.is_time), today)
    return sent + sum(_digest(cycle, rows[cycle.pk], today) for cycle in cycles)


@transaction.atomic
def remind_now(*, cycle: ReportingCycle, by: User, at: date | None = None) -> int:
    """Remind everybody who owes something in one cycle, whatever day it is; whoever had today's e-mail gets no second one."""
    if not rules.may_remind(by, cycle):
        raise PermissionDenied(_("You may not remind people."))
    today = at or timezone.localdate()
    cycle = cycles_for_board().get(pk=cycle.pk)
    owed: dict[int, Owed] = {}
    _gather(cycle, rows_of(cycle), today, owed, {})
    return _send(owed.values(), today)


def _gather(cycle: ReportingCycle, rows: list[Row], today: date, owed: dict[int, Owed], told: dict[tuple[int, int], date]) -> None:
    working_days = working_days_of(cycle.calendar)
    for row in rows:
        for person in row.people:
            theirs = owed.setdefault(person.pk, Owed(person, cycle))
            late = row.is_overdue(today)
            (theirs.overdue if late else theirs.due).append(row)
            if row.deadline and _is_time(row.deadline, working_days, today, told.get((person.pk, cycle.pk))):
                theirs.is_time = True
                theirs.cycle = cycle if late else theirs.cycle


def _is_time(deadline: Deadline, working_days: WorkingDays, today: date, last: date | None) -> bool:
    """Whether a reminder is due today: a threshold has passed since the last one, or a week over the deadline."""
    if deadline.is_overdue(today):
        return last is None or last <= deadline.due_on or today - last >= AGAIN_AFTER
    passed = [day for n in BEFORE if (day := working_days.before(deadline.due_on, n)) <= today]
    return bool(passed) and (last is None or last < max(passed))


def _last_told(cycles: list[ReportingCycle]) -> dict[tuple[int, int], date]:
    """The day of the last reminder to each person about each cycle."""
    found: dict[tuple[int, int], date] = {}
    notices = Notice.objects.filter(kind__in=REMINDERS).order_by("key").values_list("recipient", "key", "facts")
    known = {cycle.pk for cycle in cycles}
    for person, key, facts in notices:
        for cycle in known & set(facts.get("cycles", ())):
            found[person, cycle] = date.fromisoformat(key)
    return found


def _send(owed: Iterable[Owed], today: date) -> int:
    sent = 0
    for theirs in owed:
        if not theirs.due and not theirs.overdue:
            continue
        kind = NoticeKind.OVERDUE if theirs.overdue else NoticeKind.DUE_SOON
        key = today.isoformat()
        if Notice.objects.filter(recipient=theirs.person, kind__in=REMINDERS, key=key).exists():
            continue
        rows = (*theirs.due, *theirs.overdue)
        facts = {
            "due": [address_of(row.record) for row in theirs.due],
            "overdue": [address_of(row.record) for row in theirs.overdue],
            "cycles": sorted({row.record.cycle_id for row in rows}),
        }
        sent += tell(kind, theirs.person, theirs.cycle, key, facts) is not None
    return sent


def _digest(cycle: ReportingCycle, rows: list[Row], today: date) -> int:
    """What was submitted since the last digest, to each reviewer who may decide on it."""
    waiting = [row for row in rows if row.state == EntryState.SUBMITTED]
    if not waiting:
        return 0
    last: dict[int, datetime] = dict(
        Notice.objects.filter(kind=NoticeKind.SUBMITTED, cycle=cycle)
        .values_list("recipient")
        .annotate(last=Max("made_at"))
        .values_list("recipient", "last")
    )
    reviewers = {person.pk: person for row in waiting for person in row.people}
    sent = 0
    for person in reviewers.values():
        theirs = [row for row in waiting if person in row.people]
        since = last.get(person.pk)
        if since is None or any(row.record.submitted_at and row.record.submitted_at > since for row in theirs):
            facts = {"records": [address_of(row.record) for row in theirs]}
            sent += tell(NoticeKind.SUBMITTED, person, cycle, f"{cycle.slug}:{today.isoformat()}", facts) is not None
    return sent

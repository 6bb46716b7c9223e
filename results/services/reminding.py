"""What is owed in reporting cycles, for the daily reminder (``accounts/services/reminding.py``), and the reviewers' digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Notice, User
from accounts.services.reminding import Owed, remind_of

from .. import rules
from ..enums import EntryState, NoticeKind
from ..models import ReportingCycle
from ..selectors.board import Row, cycles_for_board, rows_of
from ..selectors.deadlines import working_days_of
from .notices import address_of, tell


def owed(today: date) -> Iterator[Owed]:
    """What is owed in every open cycle."""
    for cycle in _open_cycles():
        yield from _owed_in(cycle)


@transaction.atomic
def remind_now(*, cycle: ReportingCycle, by: User, at: date | None = None) -> int:
    """Remind everybody who owes something in one cycle, whatever day it is; whoever had today's e-mail gets no second one."""
    if not rules.may_remind(by, cycle):
        raise PermissionDenied(_("You may not remind people."))
    return remind_of(_owed_in(cycles_for_board().get(pk=cycle.pk)), at=at)


def digest(today: date) -> int:
    """Tell the reviewers of every open cycle what was submitted; says how many e-mails."""
    return sum(_digest(cycle, today) for cycle in _open_cycles())


def _open_cycles() -> list[ReportingCycle]:
    return list(cycles_for_board().filter(is_open=True, opened_at__isnull=False))


def _owed_in(cycle: ReportingCycle) -> Iterator[Owed]:
    working_days = working_days_of(cycle.calendar)
    for row in rows_of(cycle):
        for person in row.people:
            yield Owed(person, row.record, row.deadline and row.deadline.due_on, working_days)


def _digest(cycle: ReportingCycle, today: date) -> int:
    """What was submitted since the last digest, to each reviewer who may decide on it."""
    waiting = [row for row in rows_of(cycle) if row.state == EntryState.SUBMITTED]
    if not waiting:
        return 0
    last: dict[int, datetime] = dict(
        Notice.objects.filter(kind=NoticeKind.SUBMITTED, facts__cycle=cycle.pk)
        .values_list("recipient")
        .annotate(last=Max("made_at"))
        .values_list("recipient", "last")
    )
    reviewers = {person.pk: person for row in waiting for person in row.people}
    sent = 0
    for person in reviewers.values():
        theirs: list[Row] = [row for row in waiting if person in row.people]
        since = last.get(person.pk)
        if since is None or any(row.record.submitted_at and row.record.submitted_at > since for row in theirs):
            facts = {"records": [address_of(row.record) for row in theirs]}
            sent += tell(NoticeKind.SUBMITTED, person, cycle, f"{cycle.slug}:{today.isoformat()}", facts) is not None
    return sent

"""Reminding people of what they owe: once seven and once two working days before it is due, then every week after that.

Each room names what is owed in it with a ``Source``. A person gets one e-mail a day that lists everything, from every
room, however often this runs and however many run it side by side: a notice's key is the day. A day on which nothing ran
is caught up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.utils import timezone

from base.working_days import MONDAY_TO_FRIDAY, WorkingDays

from ..enums import ReminderKind
from ..letters import Item, Letter, NothingToSay, compose
from ..models import Notice, User
from .outbox import tell

BEFORE = (7, 2)  # working days
AGAIN_AFTER = timedelta(days=7)
REMEMBERED = timedelta(days=60)  # an older e-mail decides nothing: it lies before the thresholds of whatever is not due yet

Reference = tuple[str, int]  # how a source names a record: its model's name and its key


@dataclass(frozen=True, slots=True)
class Owed:
    """A record for which something is owed by one person. Without a day it is told with the rest, never by itself.

    ``working_days`` are those in which the days before ``due_on`` are counted.
    """

    person: User
    record: models.Model
    due_on: date | None
    working_days: WorkingDays = MONDAY_TO_FRIDAY

    @property
    def reference(self) -> tuple[str, str, int]:
        """How facts name the record: room, model, key."""
        return self.record._meta.app_label, self.record._meta.model_name, self.record.pk

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today

    def is_time(self, today: date, last: date | None) -> bool:
        """Whether to remind today: a threshold has passed since the reminder of day ``last``, or a week over the due day."""
        if self.due_on is None:
            return False
        if self.is_overdue(today):
            return last is None or last <= self.due_on or today - last >= AGAIN_AFTER
        passed = [day for n in BEFORE if (day := self.working_days.before(self.due_on, n)) <= today]
        return bool(passed) and (last is None or last < max(passed))


def _no_digest(today: date) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Source:
    """What is owed in one room. ``room`` is the label of its app, in which the records are.

    ``owed(today)`` finds it. ``items(references, reader)`` says it in the active language when the e-mail is written, and
    leaves out what is gone or no longer the reader's. ``digest(today)`` makes what other e-mails the room has in the
    morning, such as what awaits review, and says how many.
    """

    room: str
    owed: Callable[[date], Iterable[Owed]]
    items: Callable[[Iterable[Reference], User], list[Item]]
    digest: Callable[[date], int] = _no_digest


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Have what is owed in a room told in the daily e-mail. Rooms call this when they start (``AppConfig.ready``)."""
    _sources[source.room] = source


@transaction.atomic
def remind(*, at: date | None = None) -> int:
    """Make the reminders of the day and the rooms' digests; says how many e-mails."""
    today = at or timezone.localdate()
    told = _last_told(today)
    due_today = [
        theirs
        for theirs in _by_person(owed for source in _sources.values() for owed in source.owed(today))
        if any(each.is_time(today, told.get((each.person.pk, each.reference))) for each in theirs)
    ]
    return _send(due_today, today) + sum(source.digest(today) for source in _sources.values())


@transaction.atomic
def remind_of(owed: Iterable[Owed], *, at: date | None = None) -> int:
    """Remind people of what is given, whatever day it is; whoever had today's e-mail gets no second one."""
    return _send(_by_person(owed), at or timezone.localdate())


def _by_person(owed: Iterable[Owed]) -> list[list[Owed]]:
    found: dict[int, list[Owed]] = {}
    for each in owed:
        found.setdefault(each.person.pk, []).append(each)
    return list(found.values())


def _last_told(today: date) -> dict[tuple[int, tuple[str, str, int]], date]:
    """The day of the last reminder to each person that lists a record."""
    found = {}
    reminders = Notice.objects.filter(kind__in=ReminderKind.values, key__gte=(today - REMEMBERED).isoformat()).order_by("key")
    for person, key, facts in reminders.values_list("recipient", "key", "facts"):
        for reference in (*facts.get("due", ()), *facts.get("overdue", ())):
            found[person, tuple(reference)] = date.fromisoformat(key)
    return found


def _send(owed: Iterable[list[Owed]], today: date) -> int:
    """One e-mail to each person, unless they had one of either kind today."""
    key = today.isoformat()
    had_one = set(Notice.objects.filter(kind__in=ReminderKind.values, key=key).values_list("recipient", flat=True))
    sent = 0
    for theirs in owed:
        person = theirs[0].person
        if person.pk in had_one:
            continue
        theirs = sorted(theirs, key=lambda each: each.due_on or date.max)
        overdue = list(dict.fromkeys(each.reference for each in theirs if each.is_overdue(today)))
        due = list(dict.fromkeys(each.reference for each in theirs if not each.is_overdue(today)))
        kind = ReminderKind.OVERDUE if overdue else ReminderKind.DUE_SOON
        sent += tell(kind, person, key, {"due": due, "overdue": overdue}) is not None
    return sent


def write_reminder(notice: Notice) -> Letter:
    """The daily e-mail, about what its reader still may see. Raises ``NothingToSay``."""
    overdue, due = (_items(notice.facts.get(name, ()), notice.recipient) for name in ("overdue", "due"))
    if not overdue and not due:
        raise NothingToSay(f"notice {notice.pk}: its records are gone")
    pages = list(dict.fromkeys(item.belongs_to for item in (*overdue, *due)))
    return compose("accounts/mail/reminder", {"overdue": overdue, "due": due, "pages": pages})


def _items(named: Iterable[tuple[str, str, int]], reader: User) -> list[Item]:
    by_room: dict[str, list[Reference]] = {}
    for room, model, pk in named:
        by_room.setdefault(room, []).append((model, pk))
    found = [item for room, references in by_room.items() if room in _sources for item in _sources[room].items(references, reader)]
    return sorted(found, key=lambda item: item.due_on or date.max)

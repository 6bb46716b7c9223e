"""The daily reminder lists what is owed in every room, in one e-mail; each room says its own part when it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from accounts.letters import Item, Page
from accounts.models import Notice, User
from accounts.services import outbox, reminding
from accounts.services.reminding import Owed, Reference, Source, register_source, remind, remind_of, write_reminder
from knowledge.models import Event
from tests import people
from tests.cycle.mail import MailServer, subject_of, text_of

pytestmark = pytest.mark.django_db
DUE = date(2031, 8, 14)  # a Thursday
ROOM = "knowledge"  # stands for any room: its events are what is owed


class Room:
    """A room in which events are to be prepared by their day."""

    def __init__(self) -> None:
        self.owed_by: list[tuple[User, Event, date | None]] = []
        self.hidden: set[int] = set()
        self.digests = 0

    def owed(self, today: date) -> Iterator[Owed]:
        return (Owed(person, event, day) for person, event, day in self.owed_by)

    def items(self, references: Iterable[Reference], reader: User) -> list[Item]:
        days = {event.pk: day for _, event, day in self.owed_by}
        shown = Event.objects.filter(pk__in=[pk for _, pk in references]).exclude(pk__in=self.hidden)
        return [Item(each.title, f"/en/events/{each.pk}/", days[each.pk], Page("All events", "/en/events/")) for each in shown]

    def digest(self, today: date) -> int:
        return self.digests


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    made = Room()
    monkeypatch.setattr(reminding, "_sources", {})
    register_source(Source(ROOM, owed=made.owed, items=made.items, digest=made.digest))
    return made


@pytest.fixture
def owner() -> User:
    return people.editor(email="owner@example.org")


@pytest.fixture
def events() -> list[Event]:
    return list(Event.objects.order_by("pk")[:3])


def test_the_days_of_monday_to_friday_are_counted(room: Room, owner: User, events: list[Event]) -> None:
    room.owed_by = [(owner, events[0], DUE)]
    days = [date(2031, 7, 28) + timedelta(days=n) for n in range(40)]
    assert [day for day in days if remind(at=day)] == [
        date(2031, 8, 5),  # seven working days before
        date(2031, 8, 12),
        date(2031, 8, 15),
        date(2031, 8, 22),
        date(2031, 8, 29),
        date(2031, 9, 5),
    ]


def test_one_e_mail_lists_all_of_it_by_its_day(room: Room, owner: User, events: list[Event], mail: MailServer) -> None:
    later, overdue, someday = events
    room.owed_by = [(owner, someday, None), (owner, later, DUE + timedelta(days=30)), (owner, overdue, DUE), (owner, overdue, DUE)]
    assert remind(at=DUE + timedelta(days=1)) == 1
    notice = Notice.objects.get()
    assert (notice.kind, notice.key) == ("overdue", "2031-08-15")
    assert notice.facts == {
        "overdue": [[ROOM, "event", overdue.pk]],
        "due": [[ROOM, "event", each.pk] for each in (later, someday)],
    }
    assert outbox.sweep() == 1
    [message] = mail.to("owner@example.org")
    assert subject_of(message) == "Overdue: All events"
    text = text_of(message).replace("\r\n", "\n")
    order = [f"/en/events/{each.pk}/\n" for each in (overdue, later, someday)]
    assert sorted(order, key=text.index) == order
    assert text.index("14 August 2031") < text.index("This is due later:") < text.index("13 September 2031")
    assert text.count("https://portal.example.org/en/events/\n") == 1


def test_what_has_no_day_reminds_nobody_by_itself_but_at_a_press(room: Room, owner: User, events: list[Event]) -> None:
    room.owed_by = [(owner, events[0], None)]
    assert remind(at=DUE) == 0
    assert [remind_of(room.owed(DUE), at=DUE), remind_of(room.owed(DUE), at=DUE)] == [1, 0]


def test_what_its_reader_may_no_longer_see_is_left_out(room: Room, owner: User, events: list[Event], mail: MailServer) -> None:
    room.owed_by = [(owner, each, DUE) for each in events]
    room.hidden = {events[0].pk}
    remind(at=DUE)
    assert outbox.sweep() == 1
    text = text_of(mail.received[0])
    assert [f"/en/events/{each.pk}/" in text for each in events] == [False, True, True]
    room.hidden = {each.pk for each in events}
    remind(at=DUE + timedelta(days=1))
    assert outbox.sweep() == 0
    assert "NothingToSay" in Notice.objects.get(sent_at=None).error


def test_something_new_is_told_though_an_older_thing_was_told_yesterday(room: Room, owner: User, events: list[Event]) -> None:
    room.owed_by = [(owner, events[0], DUE)]
    assert remind(at=DUE + timedelta(days=1)) == 1
    assert remind(at=DUE + timedelta(days=2)) == 0
    room.owed_by += [(owner, events[1], DUE)]
    assert [remind(at=DUE + timedelta(days=3)), remind(at=DUE + timedelta(days=4))] == [1, 0]


def test_two_rooms_share_the_e_mail_and_the_digests_come_beside(
    room: Room, owner: User, events: list[Event], mail: MailServer
) -> None:
    room.owed_by, room.digests = [(owner, events[0], DUE)], 2
    theirs = Page("Plan", "/en/plan/")
    other = Source(
        "accounts",  # a user stands for any record of another room
        owed=lambda today: [Owed(owner, owner, DUE)],
        items=lambda references, reader: [Item("Write the plan", "/en/plan/1/", DUE, theirs) for _ in references],
    )
    register_source(other)
    assert remind(at=DUE) == 1 + 2
    assert outbox.sweep() == 1
    text = text_of(mail.received[0])
    assert f"- {events[0].title} (All events) – due on 14 August 2031" in text
    assert "- Write the plan (Plan) – due on 14 August 2031" in text
    assert text.index("All items at a glance:") < text.index("- Plan")
    with override("zh-hans"):
        assert "- Write the plan（Plan） – 2031年8月14日截止" in write_reminder(Notice.objects.get()).text

"""Reminders: who gets one, on which day, and never two on the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from accounts.enums import ReminderKind
from accounts.models import Notice, User
from accounts.services import outbox
from accounts.services.reminding import remind
from base.text import CHINESE
from results.enums import EntryState, NoticeKind
from results.models import ProgressEntry, ReportingCycle
from results.services import reviewing
from results.services.reminding import remind_now
from tests import people
from tests.cycle import builders
from tests.cycle.mail import MailServer, subject_of, text_of

pytestmark = pytest.mark.django_db
DUE = date(2031, 8, 14)  # a Thursday; the deadline for input of the tests' cycle


@pytest.fixture
def cycle() -> ReportingCycle:
    ReportingCycle.objects.update(is_open=False)  # the loaded ones
    made = builders.cycle()
    ReportingCycle.objects.filter(pk=made.pk).update(opened_at="2031-05-01T08:00:00Z")
    return ReportingCycle.objects.get(pk=made.pk)


@pytest.fixture
def owner() -> User:
    return people.editor(email="owner@example.org")


@pytest.fixture
def entry(cycle: ReportingCycle, owner: User) -> ProgressEntry:
    record = builders.entry(cycle)
    ProgressEntry.objects.filter(pk=record.pk).update(assignee=owner)
    return record


def _days_told(owner: User, first: date, last: date) -> list[tuple[str, date]]:
    """Run the reminders every day and look on which ones the person got an e-mail."""
    told = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        with time_machine.travel(f"{day}T09:00:00Z", tick=False):
            remind()
            told += [(kind, day) for kind in Notice.objects.filter(recipient=owner, key=str(day)).values_list("kind", flat=True)]
    return told


def test_seven_and_two_working_days_before_then_every_week_after(entry: ProgressEntry, owner: User) -> None:
    assert _days_told(owner, date(2031, 7, 28), date(2031, 8, 31)) == [
        ("due_soon", date(2031, 8, 5)),  # seven working days before the 14th
        ("due_soon", date(2031, 8, 12)),
        ("overdue", date(2031, 8, 15)),
        ("overdue", date(2031, 8, 22)),
        ("overdue", date(2031, 8, 29)),
    ]


def test_a_day_on_which_nothing_ran_is_caught_up(entry: ProgressEntry, owner: User) -> None:
    assert remind(at=date(2031, 8, 7)) == 1
    assert remind(at=date(2031, 8, 8)) == 0


def test_the_second_run_of_a_day_tells_nobody_again(entry: ProgressEntry) -> None:
    assert [remind(at=DUE), remind(at=DUE)] == [1, 0]


def test_one_e_mail_lists_everything_of_all_cycles(
    cycle: ReportingCycle, entry: ProgressEntry, owner: User, mail: MailServer
) -> None:
    other = builders.cycle(meeting_on=date(2031, 10, 30))
    ReportingCycle.objects.filter(pk=other.pk).update(opened_at="2031-05-01T08:00:00Z")
    later = builders.entry(other)
    ProgressEntry.objects.filter(pk=later.pk).update(assignee=owner)
    owner.language = CHINESE
    owner.save()

    assert remind(at=DUE + timedelta(days=1)) == 1
    assert outbox.sweep() == 1

    [message] = mail.to("owner@example.org")
    text = text_of(message)
    assert subject_of(message) == f"已逾期：{cycle.title_zh_hans}"
    assert (
        text.index(f"/zh-hans/results/entries/{entry.pk}/") < text.index("以下事项尚未到期") < text.index(f"/entries/{later.pk}/")
    )
    assert "2031年8月14日截止" in text


def test_what_is_done_or_closed_or_not_opened_reminds_nobody(cycle: ReportingCycle, entry: ProgressEntry) -> None:
    ProgressEntry.objects.filter(pk=entry.pk).update(state=EntryState.APPROVED)
    assert remind(at=DUE) == 0
    ProgressEntry.objects.filter(pk=entry.pk).update(state=EntryState.DRAFT)
    ReportingCycle.objects.filter(pk=cycle.pk).update(is_open=False)
    assert remind(at=DUE) == 0
    ReportingCycle.objects.filter(pk=cycle.pk).update(is_open=True, opened_at=None)
    assert remind(at=DUE) == 0


def test_reviewers_get_a_digest_of_what_was_submitted_and_not_their_own(cycle: ReportingCycle, mail: MailServer) -> None:
    reviewer = people.reviewer(email="reviewer@example.org")
    both = people.person(people.EDITOR, people.REVIEWER, email="both@example.org")
    editor = people.editor(email="editor@example.org")
    day = date(2031, 7, 1)
    with time_machine.travel(f"{day}T08:00:00Z", tick=False):
        reviewing.submit(entry=builders.entry(cycle, author=editor), by=editor)
        reviewing.submit(entry=builders.entry(cycle, author=both), by=both)
    with time_machine.travel(f"{day}T09:00:00Z", tick=False):
        assert remind() == 2
    told = {notice.recipient: len(notice.facts["records"]) for notice in Notice.objects.filter(kind=NoticeKind.SUBMITTED)}
    assert told == {reviewer: 2, both: 1}
    with time_machine.travel("2031-07-02T09:00:00Z", tick=False):
        assert remind() == 0  # nothing new
        reviewing.submit(entry=builders.entry(cycle, author=editor), by=editor)
    with time_machine.travel("2031-07-03T09:00:00Z", tick=False):
        assert remind() == 2
        outbox.sweep()
    assert [subject_of(message) for message in mail.to("reviewer@example.org")] == [f"Awaiting review: {cycle}"] * 2


def test_everybody_is_reminded_at_a_press_but_not_twice_a_day(cycle: ReportingCycle, entry: ProgressEntry, owner: User) -> None:
    early = date(2031, 6, 2)
    assert remind_now(cycle=cycle, by=people.editor(), at=early) == 1
    assert remind_now(cycle=cycle, by=people.editor(), at=early) == 0
    assert Notice.objects.get(recipient=owner).kind == ReminderKind.DUE_SOON
    for stranger in (people.reviewer(), people.focal_point(), people.person()):
        with pytest.raises(PermissionDenied):
            remind_now(cycle=cycle, by=stranger, at=early)


def test_the_command_makes_the_reminders_of_the_day(entry: ProgressEntry, capsys: pytest.CaptureFixture) -> None:
    with time_machine.travel("2031-08-14T09:00:00Z", tick=False):
        call_command("send_reminders")
    assert "1 e-mails are on their way." in capsys.readouterr().out


def test_the_number_of_queries_does_not_grow_with_what_is_owed(
    cycle: ReportingCycle, entry: ProgressEntry, owner: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(10):
        record = builders.entry(cycle)
        ProgressEntry.objects.filter(pk=record.pk).update(assignee=owner)
    with django_assert_max_num_queries(40):  # what plans ask for the same e-mail is among them
        assert remind(at=DUE) == 1

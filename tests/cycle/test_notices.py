"""E-mails: queued with what they tell of, sent once, in the reader's language, by a real mail server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Notice
from accounts.models.notice import TRIES
from accounts.services import outbox
from base.text import CHINESE, ENGLISH
from results.enums import EntryState, NoticeKind
from results.models import ProgressEntry
from results.services import deciding, notices, reviewing
from tests import people
from tests.cycle import builders
from tests.cycle.mail import MailServer, html_of, subject_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    country = builders.members(1)[0]
    focal = people.focal_point(country=country, email="focal@example.org", language=ENGLISH)
    cycle = builders.cycle()
    record = builders.entry(cycle, about=builders.indicator(cycle), country=country, author=focal)
    return reviewing.submit(entry=record, by=focal)


def test_a_returned_entry_is_told_in_english_with_the_note_and_a_link(entry: ProgressEntry, mail: MailServer) -> None:
    reviewing.return_(entry=entry, by=people.reviewer(), note="Which <list>?")
    assert outbox.sweep() == 1

    [message] = mail.to("focal@example.org")
    assert subject_of(message) == f"Returned to you: {entry.indicator} · {entry.country}"
    assert message["From"] == "portal@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "A reviewer returned what you wrote, with this note:\n\nWhich <list>?" in text_of(message).replace("\r\n", "\n")
    assert f"https://portal.example.org/en/results/entries/{entry.pk}/" in text_of(message)
    assert "Which &lt;list&gt;?" in html_of(message)
    assert f'href="https://portal.example.org/en/results/entries/{entry.pk}/"' in html_of(message)


def test_the_same_in_chinese_for_who_prefers_it(entry: ProgressEntry, mail: MailServer) -> None:
    entry.author.language = CHINESE
    entry.author.save()
    reviewing.return_(entry=entry, by=people.reviewer(), note="请注明来源。")
    outbox.sweep()
    [message] = mail.to("focal@example.org")
    assert subject_of(message).startswith("已退回：")
    assert "请注明来源。" in text_of(message)
    assert f"/zh-hans/results/entries/{entry.pk}/" in text_of(message)
    assert '<html lang="zh-Hans">' in html_of(message)
    assert "Returned" not in text_of(message)


def test_an_approval_is_told_and_many_at_once_in_one_e_mail(entry: ProgressEntry, mail: MailServer) -> None:
    author = people.editor(email="editor@example.org")
    theirs = [
        builders.entry(entry.cycle, about=builders.indicator(entry.cycle), author=author, state=EntryState.SUBMITTED)
        for _ in range(3)
    ]
    outcome = deciding.approve_many(records=[entry, *theirs], by=people.reviewer())
    assert (len(outcome.done), outcome.refused) == (4, [])
    assert outbox.sweep() == 2
    assert len(mail.to("focal@example.org")) == 1
    [message] = mail.to("editor@example.org")
    assert text_of(message).count("/results/entries/") == 3
    assert subject_of(message) == f"Approved: several entries of {entry.cycle}"


def test_nobody_is_told_the_same_twice(entry: ProgressEntry, mail: MailServer) -> None:
    told = [
        notices.tell(NoticeKind.APPROVED, entry.author, entry.cycle, "k", {"records": [notices.address_of(entry)]})
        for _ in range(2)
    ]
    assert [notice is None for notice in told] == [False, True]
    assert outbox.sweep() == 1
    assert (outbox.sweep(), outbox.send(told[0].pk), len(mail.received)) == (0, False, 1)


def test_nobody_without_an_address_or_an_active_account_is_written_to(entry: ProgressEntry) -> None:
    for person in (people.editor(), people.editor(email="gone@example.org", is_active=False)):
        assert notices.tell(NoticeKind.APPROVED, person, entry.cycle, "k") is None
    assert not Notice.objects.filter(kind=NoticeKind.APPROVED).exists()


def test_a_mail_that_fails_is_tried_again_later_and_later_at_most_five_times(entry: ProgressEntry, mail: MailServer) -> None:
    mail.refuses = True
    reviewing.return_(entry=entry, by=people.reviewer(), note="No.")
    notice = Notice.objects.get(kind=NoticeKind.RETURNED)
    now = timezone.now()
    waits = []
    for _ in range(TRIES):
        assert outbox.sweep(at=now) == 0
        notice.refresh_from_db()
        assert "451" in notice.error
        waits.append(notice.next_try_at - now)
        assert outbox.sweep(at=now + timedelta(minutes=1)) == 0  # too early: no try is used up
        now = notice.next_try_at
    assert waits == list(outbox.DELAYS) == sorted(waits)
    assert (notice.tries, outbox.sweep(at=now), mail.received) == (TRIES, 0, [])


def test_after_a_failure_it_still_arrives_once(entry: ProgressEntry, mail: MailServer) -> None:
    mail.refuses = True
    reviewing.return_(entry=entry, by=people.reviewer(), note="No.")
    outbox.sweep()
    mail.refuses = False
    later = timezone.now() + timedelta(minutes=5)
    assert (outbox.sweep(at=later), outbox.sweep(at=later), len(mail.received)) == (1, 0, 1)
    notice = Notice.objects.get(kind=NoticeKind.RETURNED)
    assert (notice.tries, notice.error, notice.sent_at is not None) == (2, "", True)


def test_an_approval_that_is_rolled_back_tells_nobody(entry: ProgressEntry) -> None:
    with transaction.atomic():
        reviewing.approve(entry=entry, by=people.reviewer())
        transaction.set_rollback(True)
    assert not Notice.objects.filter(kind=NoticeKind.APPROVED).exists()


def test_what_is_no_longer_the_readers_is_not_told(entry: ProgressEntry, mail: MailServer) -> None:
    reviewing.return_(entry=entry, by=people.reviewer(), note="No.")
    entry.author.country = builders.members(2)[1]
    entry.author.save()
    assert outbox.sweep() == 0
    assert "NothingToSay" in Notice.objects.get(kind=NoticeKind.RETURNED).error
    assert mail.received == []


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_sends(mail: MailServer) -> None:
    author = people.editor(email="editor@example.org")
    cycle = builders.cycle()
    record = builders.entry(cycle, author=author, state=EntryState.APPROVED)
    facts = {"records": [notices.address_of(record)]}
    made = [Notice.objects.create(kind="approved", recipient=author, key=str(n), facts=facts) for n in range(5)]

    def work(_: int) -> int:
        try:
            return outbox.sweep()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        sent = sum(workers.map(work, range(6)))
    assert (sent, len(mail.received)) == (5, 5)
    assert {message["Message-ID"] for message in mail.received} == {f"<notice-{each.pk}@portal.example.org>" for each in made}

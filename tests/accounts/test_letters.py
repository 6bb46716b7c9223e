"""The registry of letters: each kind has one writer and a name; what nobody writes is not sent and says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import gettext_lazy, override

from accounts import letters
from accounts.letters import Letter, Page
from accounts.models import Notice
from accounts.services import outbox
from tests import people
from tests.cycle.mail import MailServer, html_of, subject_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Iterator[str]:
    letters.register("greeting", _greet, gettext_lazy("a deadline is near"))
    yield "greeting"
    del letters._kinds["greeting"]


def _greet(notice: Notice) -> Letter:
    return Letter(f"Good morning, {notice.facts['name']}", f"See {Page('', '/en/').url}\n", "<p>See the portal</p>")


def test_a_room_writes_its_own_kind(kind: str, mail: MailServer) -> None:
    notice = outbox.tell(kind, people.editor(email="editor@example.org"), "k", {"name": "Aigerim"})
    assert outbox.sweep() == 1
    [message] = mail.to("editor@example.org")
    assert subject_of(message) == "Good morning, Aigerim"
    assert (text_of(message).strip(), html_of(message).strip()) == ("See https://portal.example.org/en/", "<p>See the portal</p>")
    assert str(notice) == f"{notice.recipient} · a deadline is near"
    with override("zh-hans"):
        assert str(notice) == f"{notice.recipient} · 截止日期临近"


def test_a_kind_has_one_writer(kind: str) -> None:
    letters.register(kind, _greet, "again")  # a room that starts twice
    with pytest.raises(ValueError, match="'greeting' have a writer already"):
        letters.register(kind, lambda notice: _greet(notice), "another room's")


def test_what_nobody_writes_stays_with_its_reason(mail: MailServer) -> None:
    notice = outbox.tell("of_a_room_that_is_gone", people.editor(email="editor@example.org"), "k")
    assert outbox.sweep() == 0
    notice.refresh_from_db()
    assert notice.error == "LookupError: nobody writes e-mails of the kind 'of_a_room_that_is_gone'"
    assert (notice.kind_label, mail.received) == ("of_a_room_that_is_gone", [])

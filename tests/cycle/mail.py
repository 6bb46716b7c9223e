"""A real mail server on a free port that keeps what it is sent, and can refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Condition

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services import free_port


@dataclass
class MailServer:
    """What arrived, in order. While ``refuses`` is set, nothing is taken."""

    port: int
    received: list[EmailMessage] = field(default_factory=list)
    refuses: bool = False
    news: Condition = field(default_factory=Condition)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuses:
            return "451 try later"
        with self.news:
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.news.notify_all()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.received if message["To"] == address]

    def wait_for(self, found: Callable[[], EmailMessage | None], seconds: float = 60) -> EmailMessage:
        """What ``found`` returns, as soon as it is something; looked for again whenever an e-mail arrives."""
        with self.news:
            assert self.news.wait_for(found, seconds), f"it did not arrive among {[subject_of(each) for each in self.received]}"
            return found()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """The server, until the end of the block."""
    kept = MailServer(free_port())
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


def subject_of(message: EmailMessage) -> str:
    """In one line, however the header was folded."""
    return " ".join(message["Subject"].split())


def text_of(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def html_of(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()

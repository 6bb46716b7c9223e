"""The whole way of an e-mail: approved in the portal, queued in Redis, sent by a Celery worker through a mail server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import connection

from tests.cycle.mail import MailServer, mail_server, subject_of, text_of
from tests.services import Portal

SETTING_UP = """
from accounts.models import User
from results.models import ReportingCycle
from results.services.cycles import open_cycle
User.objects.filter(username="focal").update(language="{language}", email="{language}@example.org")
cycle = ReportingCycle.objects.get(slug="som-2024-05")
open_cycle(cycle=cycle, by=User.objects.get(username="editor"))
cycle.country_progress.filter(country__isnull=False, author=None).delete()
"""


def _until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_was_queued_in_the_readers_language(tmp_path: Path) -> None:
    with mail_server() as mail:
        name = connection.settings_dict["NAME"]
        surroundings = {
            **os.environ,
            "DATABASE_URL": os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + name,
            "PORTAL_VAR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "carec_portal.settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
            "SITE_URL": "https://portal.example.org",
        }
        portal = Portal("", tmp_path, surroundings, 0)
        portal.manage("create_demo_users")
        portal.start_worker()
        try:
            for language, subject in (("en", "To be written: "), ("zh-hans", "待填报：")):
                portal.manage("shell", "-v", "0", "-c", SETTING_UP.format(language=language))
                [message] = _arrived(mail, f"{language}@example.org")
                assert subject_of(message).startswith(subject)
                assert f"https://portal.example.org/{language}/results/country-progress/" in text_of(message)
            _sent_once(portal, mail)
        finally:
            portal.worker.stop()


def _arrived(mail: MailServer, address: str) -> list[EmailMessage]:
    """What was sent to an address, once something was."""
    _until(lambda: bool(mail.to(address)))
    return mail.to(address)


def _sent_once(portal: Portal, mail: MailServer) -> None:
    """The sweeper finds nothing that is left, however often it is called."""
    before = len(mail.received)
    for _ in range(2):
        portal.manage("shell", "-v", "0", "-c", "from accounts.tasks import sweep_notices; sweep_notices.delay()")
    assert _until(lambda: portal.worker.output().count("sweep_notices") >= 4)
    assert len(mail.received) == before

"""A mail server in place of the portal's folder of e-mails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.cycle.mail import MailServer, mail_server


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailServer]:
    """Where the portal's e-mails arrive."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.SITE_URL = "https://portal.example.org"
        settings.DEFAULT_FROM_EMAIL = "portal@example.org"
        yield server

"""Reading pages as people and as their browsers do."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import strip_tags

# Playwright keeps its event loop in the thread of the tests, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

TAGS = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-quic"]}


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings: object) -> None:
    """Tests do not collect the static files, so pages name them without the fingerprints of a collection."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def read(client: Client) -> Callable[[str], str]:
    """The text of a page that answers 200, without its tags and with single spaces."""

    def text_of(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return " ".join(strip_tags(TAGS.sub("", response.content.decode())).split())

    return text_of

"""Reading pages as people and as their browsers do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import strip_tags

TAGS = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)


@pytest.fixture
def read(client: Client) -> Callable[[str], str]:
    """The text of a page that answers 200, without its tags and with single spaces."""

    def text_of(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return " ".join(strip_tags(TAGS.sub("", response.content.decode())).split())

    return text_of

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _uploads_go_away(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """An answer leaves its language behind; each test starts in English."""
    with translation.override("en"):
        yield

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Settings, tmp_path: Path) -> None:
    """Static files by their plain names, without gathering them first; uploads in a folder that goes away."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """An answer leaves its language behind; each test starts in English."""
    with translation.override("en"):
        yield

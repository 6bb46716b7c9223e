"""What every test stands on: a real PostgreSQL with the portal's content loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django import Settings
from pytest_django.plugin import blocking_manager_key

from tests import database
from tests.services import redis_apart

NAME = "test_portal"  # what the names of our databases begin with

# The workers of one run each take a Redis database of their own, so that none draws the other's reports.
if (worker := os.environ.get("PYTEST_XDIST_WORKER", "")) and (redis := os.environ.get("REDIS_URL")):
    os.environ["REDIS_URL"] = redis_apart(redis, int(worker.removeprefix("gw")))

# The browser's driver keeps an event loop in this thread; the tests themselves stay synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """Every test with a database sees all the content and the roles, and changes nothing for the next one.

    Several runs side by side, and the workers of one run, each have a database of their own.
    """
    parts = (NAME, os.environ.get("PYTEST_DB_SUFFIX"), os.environ.get("PYTEST_XDIST_WORKER"))
    name = "_".join(part for part in parts if part)
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        database.copy_pattern(name)
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = before
        database.drop(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test with transactions of its own leaves an empty database: the next one finds all the content again."""
    yield
    mark, name = item.get_closest_marker("django_db"), connection.settings_dict["NAME"]
    if mark and mark.kwargs.get("transaction") and name.startswith(NAME):  # after the last test the database is gone
        with item.config.stash[blocking_manager_key].unblock():
            connection.close()
            database.copy_pattern(name)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, which talks to nobody outside."""
    quiet = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": quiet}


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Settings, tmp_path: Path) -> None:
    """Static files by their plain names, without gathering them first; uploads in a folder that goes away."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page leaves its language behind; each test starts in English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Pages that one test made are not given again to the next."""
    cache.clear()

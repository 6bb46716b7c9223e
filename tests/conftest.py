"""What every test stands on: a real PostgreSQL with the portal's content loaded once."""

from __future__ import annotations

import os

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Several runs side by side each take a database of their own."""
    from django.conf import settings

    if suffix := os.environ.get("PYTEST_DB_SUFFIX"):
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_portal_{suffix}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Every test with a database sees all the content and the roles, and changes nothing for the next one."""
    with django_db_blocker.unblock():
        call_command("load_content", samples=True, verbosity=0)
        call_command("sync_roles", verbosity=0)

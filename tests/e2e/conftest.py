"""A whole portal of real parts: PostgreSQL, Redis, gunicorn, a Celery worker, and a browser in front of it."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import environ
import psycopg2
import pytest
from playwright.sync_api import Page, expect
from psycopg2 import sql

from tests.services import Portal, running_portal

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct-horse-7"
expect.set_options(timeout=20_000)  # milliseconds; the machine may be busy


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """A database of its own, dropped at the end."""
    server = os.environ["DATABASE_URL"]
    parts = environ.Env.db_url_config(server)
    name = f"portal_{uuid.uuid4().hex[:8]}"
    admin = psycopg2.connect(
        host=parts["HOST"], port=parts["PORT"] or 5432, user=parts["USER"], password=parts["PASSWORD"], dbname="postgres"
    )
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield server.rsplit("/", 1)[0] + "/" + name
    with admin.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    admin.close()


@pytest.fixture(scope="session")
def portal(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal as people meet it, with content, roles and demo accounts."""
    var = tmp_path_factory.mktemp("var")
    surroundings = {
        "DATABASE_URL": database_url,
        "REDIS_URL": os.environ["REDIS_URL"],
        "PORTAL_VAR": str(var),
        "SECRET_KEY": "a-key-for-tests-only-" + uuid.uuid4().hex,
        "DEMO_PASSWORD": PASSWORD,
        "DEBUG": "0",
    }
    for command in (["migrate"], ["load_content", "--samples"], ["create_demo_users"], ["collectstatic", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *command, "-v", "0"], cwd=ROOT, env={**os.environ, **surroundings}, check=True)
    with running_portal(**{key.lower(): value for key, value in surroundings.items()}) as started:
        yield started


@pytest.fixture
def visit(page: Page, portal: Portal) -> Page:
    """The browser at the portal's door; any error in a page's script fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(20_000)
    page.goto(portal.url + "/en/")
    yield page
    assert errors == []


@pytest.fixture
def sign_in(visit: Page, portal: Portal):
    """Signs in as one of the demo accounts."""

    def as_(username: str) -> Page:
        visit.goto(portal.url + "/en/account/login/")
        visit.fill("input[name=username]", username)
        visit.fill("input[name=password]", PASSWORD)
        visit.locator("main form button[type=submit], main form input[type=submit]").click()
        expect(visit.locator("input[name=password]")).to_have_count(0)
        return visit

    return as_

"""A whole portal of real parts: PostgreSQL, Redis, gunicorn, a Celery worker, a mail server, and a browser in front of it."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import database
from tests.cycle.mail import MailServer, mail_server
from tests.services import Portal, redis_apart, running_portal

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct-horse-7"
expect.set_options(timeout=20_000)  # milliseconds; the machine may be busy


@pytest.fixture(scope="module")
def database_url(django_db_blocker: object) -> Iterator[str]:
    """A database of its own with all the content for each file of walks: what one publishes, another does not find."""
    name = f"portal_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        database.copy_pattern(name)
    yield os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + name
    with django_db_blocker.unblock():
        database.drop(name)


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """The mail server to which the portal hands its e-mails."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def portal(database_url: str, post: MailServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal as people meet it, with content, roles, demo accounts and what ``preparing`` adds."""
    var = tmp_path_factory.mktemp("var")
    surroundings = {
        "DATABASE_URL": database_url,
        # It runs as long as the tests do: in the queue of the others its worker would take what is theirs.
        "REDIS_URL": redis_apart(os.environ["REDIS_URL"], 8),
        "PORTAL_VAR": str(var),
        "SECRET_KEY": "a-key-for-tests-only-" + uuid.uuid4().hex,
        "DEMO_PASSWORD": PASSWORD,
        "DEBUG": "0",
        "EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
    }
    prepare = [sys.executable, "manage.py", "shell", "-v", "0", "-c", "from tests.e2e.preparing import prepare; prepare()"]
    subprocess.run(prepare, cwd=ROOT, env={**os.environ, **surroundings}, check=True)
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


@pytest.fixture(scope="module")
def signed_in() -> dict[str, dict]:
    """The cookies of those who signed in already, by account."""
    return {}


@pytest.fixture
def enter(browser: Browser, portal: Portal, signed_in: dict[str, dict]) -> Iterator[Callable[[str], Page]]:
    """A browser of its own for each person, several at once; without an account, for somebody whom nobody knows."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def as_(username: str = "") -> Page:
        context = browser.new_context(base_url=portal.url, storage_state=signed_in.get(username), reduced_motion="reduce")
        opened.append(context)
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = context.new_page()
        if username and username not in signed_in:
            page.goto("/en/account/login/")
            page.fill("input[name=username]", username)
            page.fill("input[name=password]", PASSWORD)
            page.locator("main form button[type=submit], main form input[type=submit]").click()
            expect(page.locator("input[name=password]")).to_have_count(0)
            signed_in[username] = context.storage_state()
        return page

    yield as_
    for context in opened:
        context.close()
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

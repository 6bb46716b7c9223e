"""The admin in a browser: no finding of axe (WCAG 2.2 AA) by day, enough contrast by night, no page wider than a phone."""

from __future__ import annotations

from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from knowledge.models import Document, Event, Organisation, OrganisationMerge
from knowledge.services import merging
from results.enums import EntryState
from results.models import Indicator, Measure, ProgressEntry, ProgressReport
from tests import people
from tests.admin.posting import address_of
from tests.knowledge import builders as catalogue
from tests.pages.browsing import HOST, connect
from tests.results import builders

pytestmark = pytest.mark.django_db
PAGES = ("sign-in", "desk", "list", "event", "document", "indicator", "figures", "entry", "history", "report", "user")
PAGES += ("organisation", "to-merge", "merged")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _addresses() -> dict[str, str]:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED)
    return {
        "sign-in": "/admin/login/",
        "desk": "/admin/",
        "list": "/admin/knowledge/event/",
        "event": address_of(Event.objects.filter(hosts__isnull=False).first()),
        "document": address_of(Document.objects.first()),
        "indicator": address_of(Indicator.objects.first()),
        "figures": address_of(Measure.objects.filter(observations__isnull=False).first()),
        "entry": address_of(entry),
        "history": address_of(ProgressEntry.objects.get(pk=entry.pk), "history"),
        "report": address_of(ProgressReport.objects.first()),
        "user": address_of(people.editor()),
        "organisation": address_of(Organisation.objects.get(slug="adb")),
        "to-merge": "/admin/knowledge/organisation/merge/?" + "&".join(f"of={each.pk}" for each in Organisation.objects.all()[:3]),
        "merged": address_of(_merge()),
    }


def _merge() -> OrganisationMerge:
    merged = catalogue.organisation(name_zh_hans="测试机构")
    catalogue.document(publisher=merged)
    return merging.merge(kept=Organisation.objects.get(slug="adb"), merged=merged, by=people.editor())


def _show(page: Page, client: Client, address: str) -> None:
    """Open a page of somebody signed in: it is fetched here, where the test's transaction is, and shown in the browser."""
    response = client.get(address)
    assert response.status_code == 200
    connect(page, Client())
    page.route(HOST + address, lambda route: route.fulfill(body=response.content, content_type=response["Content-Type"]))
    page.goto(HOST + address)


def _findings(page: Page, rules: list[str]) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules}).response
    assert found["passes"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize(("name", "language"), list(zip(PAGES, cycle(["en", "zh-hans"]), strict=False)))
def test_everyone_can_use_the_page(page: Page, client: Client, name: str, language: str) -> None:
    if name != "sign-in":
        client.force_login(people.person(people.ADMINISTRATOR, people.REVIEWER))
    client.cookies["django_language"] = language

    page.set_viewport_size({"width": 1280, "height": 4000})  # all of it in sight: nothing is behind the row of buttons
    _show(page, client, _addresses()[name])

    assert _findings(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert _findings(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_nothing_is_asked_of_other_servers(page: Page, client: Client) -> None:
    client.force_login(people.editor())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for address in (_addresses()[name] for name in ("event", "figures", "entry")):
        _show(page, client, address)

    assert asked
    assert [url for url in asked if not url.startswith((HOST, "data:"))] == []

"""The board and the pages of entries in a browser: axe finds nothing, by day and by night, and none is wider than a phone."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from knowledge.models import Country
from results.enums import Detail, EntryState
from results.models import ReportingCycle
from results.services import reviewing
from results.services.cycles import open_cycle
from tests import people
from tests.cycle import builders
from tests.pages import builders as pages
from tests.pages.browsing import HOST, connect
from tests.pages.test_accessibility import STANDARDS, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> ReportingCycle:
    made = builders.cycle()
    indicator = builders.indicator(made, by_country=True, by_sex=True)
    measure = indicator.measures.get()
    measure.detail = Detail.FULL
    measure.save()
    pages.observation(measure, year=2029, value=4321)
    open_cycle(cycle=made, by=people.editor())
    return made


def _check(page: Page, client: Client, address: str) -> None:
    """Fetched here, where the test's transaction is, and shown in the browser; all of it in sight, nothing behind the buttons."""
    response = client.get(address)
    assert response.status_code == 200
    page.set_viewport_size({"width": 1280, "height": 6000})
    path = address.partition("?")[0]
    page.route(HOST + path, lambda route: route.fulfill(body=response.content, content_type=response["Content-Type"]))
    page.goto(HOST + path)
    assert page.locator("h1").count() == 1
    assert findings(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(page, ["color-contrast"]) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 6000})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everyone_can_use_the_pages(page: Page, client: Client, cycle: ReportingCycle, language: str) -> None:
    connect(page, Client())
    country = Country.objects.filter(is_member=True).first()
    editor, focal = people.editor(), people.focal_point(country=country)
    entry = cycle.entries.get(country=country)
    entry.narrative_en, entry.narrative_zh_hans = "230 people.", "230人。"
    base = f"/{language}/results"
    for person in (editor, focal):
        client.force_login(person)
        _check(page, client, f"{base}/cycles/{cycle.slug}/")
        _check(page, client, f"{base}/entries/{entry.pk}/")
    _check(page, client, f"{base}/country-progress/{cycle.country_progress.filter(country=country).first().pk}/")
    _check(page, client, f"{base}/cycles/")
    entry = reviewing.submit(entry=reviewing.record(entry=entry, by=focal), by=focal)
    assert entry.state == EntryState.SUBMITTED
    client.force_login(people.reviewer())
    _check(page, client, f"{base}/cycles/{cycle.slug}/?group=pillar")
    _check(page, client, f"{base}/entries/{entry.pk}/")

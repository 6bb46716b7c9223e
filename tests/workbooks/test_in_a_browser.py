"""The workbook's pages in a browser: no finding of axe, by day and by night, none wider than a phone."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from base.history import save_as
from tests.cycle import builders
from tests.pages.browsing import HOST, connect
from tests.pages.test_accessibility import STANDARDS, findings
from tests.people import editor
from tests.workbooks.filling import FIGURES, PROGRESS, Filled, export

pytestmark = pytest.mark.django_db


def check(page: Page, client: Client, address: str) -> None:
    """Fetched here, where the test's transaction is, and shown in the browser; all of it in sight."""
    response = client.get(address)
    assert response.status_code == 200
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 4000})
    page.route(HOST + address, lambda route: route.fulfill(body=response.content, content_type=response["Content-Type"]))
    page.goto(HOST + address)
    assert findings(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 320, "height": 4000})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everyone_can_read_the_pages(page: Page, client: Client, language: str) -> None:
    by = editor()
    client.force_login(by)
    connect(page, Client())
    entry = builders.entry(builders.cycle())
    key = f"{entry.indicator.code}|"
    filled = Filled(export(cycle=entry.cycle.slug, by=by))
    filled.fill(PROGRESS, key, narrative_en="Mine." * 60, narrative_zh_hans="我的。" * 90)
    entry.narrative_en = "Theirs."
    save_as(entry, by=editor(), reason="record")
    address = f"/{language}/results/cycles/{entry.cycle.slug}/workbook/"
    pages = [address]
    for value in (7, "many"):
        filled.fill(FIGURES, filled.keys(FIGURES)[0], value=value)
        pages.append(client.post(address, {"file": SimpleUploadedFile("filled.xlsx", filled.bytes())}).url)
    for each in pages:
        check(page, client, each)
    found = page.locator("main").inner_text()
    assert "many" in found

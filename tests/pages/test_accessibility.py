"""Each page in a browser: no finding of axe (WCAG 2.2 AA) by day, enough contrast by night, no page wider than a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from tests.pages.browsing import HOST, connect

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "results/",
    "results/?by=sector",
    "results/?by=rating&rating=none",
    "results/matrix/",
    "results/changes/",
    "results/health-results-framework/",
    "results/prf/?theme=cluster-3",
    "results/indicators/HRF-03/",
    "results/indicators/TRP-OC-1/",
    "workplans/",
    "workplans/health-2024/",
    "workplans/health-2024/activities/5.1/",
    "workplans/health-2024/deliverables/4/",
    "workplans/sample-projects/",
    "workplans/sample-projects/activities/4/",
    "workplans/register/",
    "workplans/register/?state=intended&party=nobody",
    "workplans/owed/",
    "workplans/countries/kaz/",
    "knowledge/",
    "knowledge/events/",
    "knowledge/events/wgh-5-2023/",
    "knowledge/trainings/",
    "knowledge/funding/",
    "knowledge/countries/",
    "knowledge/countries/kaz/",
    "knowledge/bodies/",
    "knowledge/glossary/",
    "search/?q=Almaty",
    "reports/",
    "account/login/",
    "no-such-page/",
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def reader(page: Page, client: Client) -> Page:
    """A browser on the portal."""
    connect(page, client)
    return page


def findings(page: Page, rules: list[str]) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules}).response
    assert found["passes"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", PAGES)
def test_everyone_can_read_the_page(reader: Page, language: str, path: str) -> None:
    reader.goto(f"{HOST}/{language}/{path}")
    assert findings(reader, STANDARDS) == []
    reader.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(reader, ["color-contrast"]) == []
    reader.set_viewport_size({"width": 320, "height": 640})
    assert reader.evaluate("document.documentElement.scrollWidth") == 320


def test_the_first_tab_stop_leads_to_the_content(reader: Page) -> None:
    reader.goto(f"{HOST}/en/results/")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Skip to the content"
    reader.keyboard.press("Enter")
    assert reader.evaluate("document.activeElement.id") == "content"

"""A page in a browser, and what axe and a phone find wrong with it."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from tests.pages.browsing import HOST, connect
from tests.pages.test_accessibility import findings

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def show(page: Page, response: HttpResponse) -> None:
    """Show what was fetched in the test, where its transaction is; static files come from their folders."""
    assert response.status_code == 200
    connect(page, Client())
    page.route(f"{HOST}/page/", lambda route: route.fulfill(body=response.content, content_type=response["Content-Type"]))
    page.goto(f"{HOST}/page/")


def faults(page: Page, *, phone: int) -> list[str]:
    """What is wrong by day and by night, and on a phone of so many pixels."""
    found = findings(page, STANDARDS)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += findings(page, ["color-contrast"])
    page.set_viewport_size({"width": phone, "height": 844})
    width = page.evaluate("document.documentElement.scrollWidth")
    return found if width == phone else [*found, f"{width} pixels wide"]

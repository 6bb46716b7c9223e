"""The board and the notes in a browser: no finding of axe, enough contrast by night, and room on a small phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from knowledge.models import Country, EventHost
from tests import people
from tests.admin.posting import address_of
from tests.knowledge import builders
from tests.pages.browsing import HOST, connect
from tests.parity.stories import stale_event

pytestmark = pytest.mark.django_db
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _findings(page: Page, rules: list[str]) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules}).response
    assert found["passes"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ["board", "form"])
def test_everyone_can_use_the_page(page: Page, client: Client, name: str, language: str) -> None:
    made = stale_event()
    host = EventHost.objects.create(event=made, role_en="Host", role_zh_hans="主办方", country=Country.objects.first())
    host.role_en = "Co-host"
    host.save()
    builders.document(title_zh_hans="")
    client.force_login(people.administrator())
    client.cookies["django_language"] = language
    address = {"board": "/admin/parity/", "form": address_of(made)}[name]
    response = client.get(address)

    page.set_viewport_size({"width": 1280, "height": 4000})
    connect(page, Client())
    page.route(HOST + address, lambda route: route.fulfill(body=response.content, content_type=response["Content-Type"]))
    page.goto(HOST + address)
    for closed in page.locator(".parity-rows details").all():
        closed.locator("summary").click()

    assert page.locator(".parity-note ins").count() >= 2
    assert _findings(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert _findings(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360

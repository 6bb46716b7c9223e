"""What only those who sign in see of the pages of plans, in a browser: no finding of axe, no page wider than a phone."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import people
from tests.pages import builders
from tests.pages.browsing import HOST, connect
from tests.pages.test_accessibility import STANDARDS, findings
from tests.workplans import plans
from workplans.models import Activity, SavedView

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", ["register/?state=intended", "register/views/", "owed/", "activity"])
def test_everyone_can_read_the_page(page: Page, client: Client, path: str, language: str) -> None:
    late: Activity = plans.fill(plans.project(plans.area(builders.plan()), starts_on="2020-01-01", precision="day"))
    editor = people.editor(language=language)
    SavedView.objects.create(owner=editor, name="Late", query="state=intended")
    SavedView.objects.create(owner=people.reviewer(), name="Shared", query="overdue=yes", is_shared=True)
    client.force_login(editor)
    shown = f"{late.plan.slug}/activities/{late.code}/" if path == "activity" else path
    answer = client.get(f"/{language}/workplans/{shown}")  # here, where the test's transaction is; the browser has another
    assert answer.status_code == 200
    connect(page, Client())
    address = f"{HOST}/{language}/workplans/{shown.partition('?')[0]}"
    page.route(address, lambda route: route.fulfill(body=answer.content, content_type=answer["Content-Type"]))
    page.goto(address)
    assert page.locator("h1").count() == 1
    for folded in page.locator("main summary").all():
        folded.click()
    assert findings(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320

"""Timeline and calendar in a browser: for everyone, on a phone, by keyboard, and on paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.pages import builders
from tests.pages.browsing import HOST, connect
from tests.pages.test_accessibility import STANDARDS, findings
from tests.workplans import plans
from workplans.models import Task, WorkPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> WorkPlan:
    """Forty activities in every state over three years."""
    made = builders.plan()
    made.period_end = date(2033, 12, 31)
    made.save()
    area = plans.area(made)
    for number in range(40):
        state = ("intended", "committed", "under_way", "done", "dropped")[number % 5]
        activity = plans.project(
            area, f"Course {number:02} for laboratories", precision="quarter", state=state, starts_on=date(2031, 1 + number % 12, 1)
        )
        Task.objects.create(
            activity=activity, number=1, kind="milestone", title_en="Agreed", title_zh_hans="商定", due_on=date(2031, 6, 3)
        )
    plans.project(area, precision="unknown")
    return made


def show(page: Page, client: Client, address: str) -> None:
    """Fetched here, where the test's transaction is, and shown in the browser."""
    connect(page, client)
    response = client.get(address)
    assert response.status_code == 200
    path = HOST + address.partition("?")[0]
    page.route(path, lambda route: route.fulfill(body=response.content, content_type=response["Content-Type"]))
    page.goto(path)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", ["{slug}/timeline/", "timeline/", "calendar/?month=2031-06"])
def test_everyone_can_read_the_page(page: Page, client: Client, plan: WorkPlan, language: str, path: str) -> None:
    show(page, client, f"/{language}/workplans/{path.format(slug=plan.slug)}")
    assert findings(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_a_phone_the_line_is_moved_by_keyboard_within_its_own_frame(page: Page, client: Client, plan: WorkPlan) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    show(page, client, f"/en/workplans/{plan.slug}/timeline/")
    frame = page.get_by_role("region", name="Activities by quarter")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.timeline-scroll').scrollLeft > 0")


def test_on_a_phone_the_month_is_a_list(page: Page, client: Client, plan: WorkPlan) -> None:
    show(page, client, "/en/workplans/calendar/?month=2031-06")
    assert page.locator(".month-grid").is_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.locator(".month-grid").is_visible()
    assert page.locator("#day-2031-06-03").is_visible()


def test_on_paper_it_lies_across_with_heads_on_every_page_and_whole_rows(page: Page, client: Client, plan: WorkPlan) -> None:
    show(page, client, f"/en/workplans/{plan.slug}/timeline/")
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = ["".join(sheet.extract_text().split()) for sheet in paper.pages]  # a reader of PDF sees blanks within words
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert width > height
    with_rows = [text for text in texts if "Course" in text]
    assert len(with_rows) >= 3
    for text in with_rows:
        assert text.count("Dates") == 1
        assert "2031" in text
        for number in range(40):
            row = f"Course{number:02}forlaboratories◆Milestone·Agreed"
            assert (f"Course{number:02}" in text) == (text.count(row) == 1)
    assert sum(f"Course{number:02}" in text for text in with_rows for number in range(40)) == 40

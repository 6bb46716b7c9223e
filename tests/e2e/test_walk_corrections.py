"""A published figure turns out wrong: it is corrected with a reason, and everybody sees what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.walking import look

Enter = Callable[[str], Page]
REPORT = "/en/reports/health-som-2024/"
REASON_EN, REASON_ZH = "A sixth meeting was left out.", "漏计一次会议。"


def test_the_correction_of_a_published_figure_is_a_restatement(enter: Enter) -> None:
    editor, reviewer, stranger = enter("second"), enter("reviewer"), enter("")
    edition = publish_an_edition(editor, reviewer)
    correct(editor)
    for language, reason in (("en", REASON_EN), ("zh-hans", REASON_ZH)):
        for address in ("/results/indicators/HRF-02/", edition):
            stranger.goto(f"/{language}{address}")
            told = stranger.locator("main tr", has_text=reason)
            expect(told.locator("del")).to_have_text("5")
            expect(told.get_by_role("cell", name="6", exact=True)).to_be_visible()
            look(stranger, f"restated-{'edition' if 'editions' in address else 'indicator'}-{language}")


def publish_an_edition(editor: Page, reviewer: Page) -> str:
    """Drawn by the editor, let out by the reviewer; its address without the language."""
    editor.goto(REPORT)
    editor.locator("button[name=language][value=en]").click()
    expect(editor.get_by_role("link", name="Download PDF")).to_be_visible(timeout=90_000)
    address = re.sub(r"^https?://[^/]+/en", "", editor.url)
    reviewer.goto(f"/en{address}")
    reviewer.get_by_role("button", name="Publish this edition").click()
    expect(reviewer.locator("main")).to_contain_text("published")
    return address


def correct(page: Page) -> None:
    """Refused without a reason in both languages; what was typed stays."""
    page.goto("/admin/results/observation/?q=HRF-02")
    page.locator("#result_list tbody tr", has_text="Meetings of the Working Group").filter(has_text="progress").locator(
        "th a"
    ).click()
    page.fill("#id_value", "6")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".errorlist", has_text="Say in both languages why it is corrected").first).to_be_visible()
    expect(page.locator("#id_value")).to_have_value("6")
    look(page, "correction-refused")
    page.fill("#id_correction_reason_en", REASON_EN)
    page.fill("#id_correction_reason_zh_hans", REASON_ZH)
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()

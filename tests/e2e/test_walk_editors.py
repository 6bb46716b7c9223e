"""What helps and what holds editors: two who save the same, translations out of date, numbers, terms, live figures, ratings."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.walking import look

Enter = Callable[[str], Page]
BOARD = "/en/results/cycles/som-2024-05/"


def open_entry(page: Page, code: str) -> str:
    """The region's entry of an indicator, found on the board; its address."""
    page.goto(BOARD)
    row = page.locator("#board-form tbody tr", has_text=code).filter(has_text="the region")
    address = row.locator("th a").get_attribute("href")
    page.goto(address)
    return address


def find(page: Page, kind: str, words: str) -> str:
    """A record at the secretariat desk, found by its list; its address."""
    page.goto(f"/admin/{kind}/?q={words}")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("input[name=_continue]")).to_be_visible()
    return page.url


def test_two_people_write_the_same_entry(enter: Enter) -> None:
    first, second = enter("li"), enter("second")
    address = open_entry(first, "HRF-05")
    second.goto(address)
    first.fill("#id_narrative_en", "What the first wrote.")
    first.fill("#id_rating_reason_en", "Only the first wrote a reason.")
    first.locator("button[name=action][value=save]").click()
    expect(first.locator(".messages")).to_contain_text("Saved.")

    second.fill("#id_narrative_en", "What the second wrote.")
    second.locator("button[name=action][value=save]").click()
    conflict = second.locator(".conflict")
    narrative = conflict.locator("tbody tr", has_text="What the first wrote.")
    expect(narrative).to_contain_text("What the second wrote.")
    expect(narrative).to_contain_text("both of you")
    expect(conflict.locator("tbody tr", has_text="Only the first wrote a reason.")).to_contain_text("they alone")
    expect(conflict).to_contain_text("saved by li")
    expect(second.locator("#id_narrative_en")).to_have_value("What the second wrote.")
    expect(second.locator("#id_rating_reason_en")).to_have_value("Only the first wrote a reason.")
    look(second, "conflict-entry")

    second.get_by_role("button", name="Save mine over theirs").click()
    expect(second.locator(".messages")).to_contain_text("Saved.")
    first.goto(address)
    expect(first.locator("#id_narrative_en")).to_have_value("What the second wrote.")
    expect(first.locator("#id_rating_reason_en")).to_have_value("Only the first wrote a reason.")


def test_two_people_save_the_same_record_at_the_desk(enter: Enter) -> None:
    first, second = enter("li"), enter("second")
    address = find(first, "knowledge/event", "cybersecurity-webinar-2024")
    second.goto(address)
    first.fill("#id_place_en", "Room of the first")
    first.locator("input[name=_continue]").click()
    expect(first.locator(".messagelist .success").first).to_be_visible()

    second.fill("#id_place_en", "Room of the second")
    second.locator("input[name=_continue]").click()
    row = second.locator(".conflict tbody tr", has_text="Room of the first")
    expect(row).to_contain_text("Room of the second")
    expect(second.locator("#id_place_en")).to_have_value("Room of the second")
    look(second, "conflict-desk")

    second.get_by_role("button", name="Save mine over theirs").click()
    expect(second.locator(".messagelist .success").first).to_be_visible()
    first.goto(address)
    expect(first.locator("#id_place_en")).to_have_value("Room of the second")


def test_a_translation_falls_behind_and_is_checked(enter: Enter) -> None:
    page = enter("second")
    address = find(page, "results/indicator", "HRF-08")
    chinese = page.locator("#id_name_zh_hans")
    chinese.fill(chinese.input_value() + "（含边境地区）")
    page.locator("input[name=_continue]").click()
    note = page.locator(".parity-note", has_text="边境地区")
    expect(note).to_contain_text("out of date")
    expect(note.locator("ins")).to_contain_text("含边境地区")
    look(page, "parity-form")

    page.goto("/admin/parity/?language=en&state=stale")
    row = page.locator(".parity-rows > *", has_text="HRF-08")
    expect(row).to_contain_text("English out of date")
    look(page, "parity-board")

    page.goto(address)
    page.get_by_role("button", name=re.compile("^Translation checked")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("Translation checked")
    expect(page.locator(".parity-note ins")).to_have_count(0)
    page.goto("/admin/parity/?language=en&state=stale")
    expect(page.locator(".parity-rows > *", has_text="HRF-08")).to_have_count(0)


def test_numbers_terms_and_live_figures_are_looked_after(enter: Enter) -> None:
    page = enter("second")
    open_entry(page, "HRF-07")
    english = page.locator("#id_narrative_en")
    english.fill("The study covers 13 districts of each participating country.")
    page.fill("#id_narrative_zh_hans", "研究涵盖各成员国的12个区。")
    page.locator("button[name=action][value=save]").click()
    warnings = page.locator(".messages .alert--warning")
    numbers = warnings.filter(has_text="13")
    expect(numbers).to_contain_text("12")
    expect(warnings.filter(has_text="participating country")).to_be_visible()
    look(page, "entry-warnings")

    english.fill("")
    english.press_sequentially("So far {{ HRF-03:")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    look(page, "entry-suggesting")
    english.press("ArrowDown")
    english.press("ArrowUp")
    english.press("Enter")  # the measure; then its periods are offered
    expect(english).to_have_value("So far {{ HRF-03:participations@")
    expect(options.first).to_contain_text("2024")
    english.press("Enter")
    expect(english).to_have_value(re.compile(r"^So far \{\{ HRF-03:participations@[\w.-]+ \}\}\s*$"))
    page.get_by_role("button", name=re.compile(r"^Preview: .*English")).click()
    expect(page.locator(".live-preview:visible")).to_contain_text(re.compile(r"^So far [\d,]+"))
    look(page, "entry-preview")

    english.fill("There were {{ HRF-03:no-such-measure@2024 }} of them.")
    page.locator("button[name=action][value=save]").click()
    expect(page.locator(".errorlist")).to_contain_text("no-such-measure")
    expect(english).to_have_value("There were {{ HRF-03:no-such-measure@2024 }} of them.")
    look(page, "entry-refused")


def test_another_rating_than_the_proposed_one_needs_a_reason(enter: Enter) -> None:
    writer, reviewer, stranger = enter("second"), enter("reviewer"), enter("")
    address = open_entry(writer, "HRF-06")
    writer.locator(".entry-figures tbody tr", has_text="Regional procurement mechanisms").locator(".figure-input").fill("1")
    writer.fill("#id_narrative_en", "A first mechanism is at work.")
    writer.fill("#id_narrative_zh_hans", "首个机制已开始运行。")
    writer.locator("#id_rating").select_option(label="on track")
    writer.locator("button[name=action][value=submit]").click()
    expect(writer.locator(".messages .alert--error")).to_contain_text("off track")
    expect(writer.locator("#id_rating option:checked")).to_have_text("on track")
    look(writer, "rating-refused")

    writer.fill("#id_rating_reason_en", "Three more are agreed.")
    writer.fill("#id_rating_reason_zh_hans", "另有三个机制已商定。")
    writer.locator("button[name=action][value=submit]").click()
    expect(writer.locator(".messages")).to_contain_text("Submitted for review.")

    reviewer.goto(address)
    expect(reviewer.locator("main")).to_contain_text("off track")
    look(reviewer, "rating-review")
    reviewer.get_by_role("button", name="Approve").click()
    expect(reviewer.locator(".messages")).to_contain_text("Approved.")
    for language, given, proposed, reason in (
        ("en", "on track", "off track", "Three more are agreed."),
        ("zh-hans", "按计划推进", "偏离目标", "另有三个机制已商定。"),
    ):
        stranger.goto(f"/{language}/results/indicators/HRF-06/")
        told = stranger.locator("main .rating").first
        for words in (given, proposed, reason):
            expect(told).to_contain_text(words)
        look(stranger, f"rating-{language}")

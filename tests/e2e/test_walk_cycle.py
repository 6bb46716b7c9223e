"""A reporting cycle as its people meet it: opened, written, returned, corrected, approved, seen by everyone, published."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.cycle.mail import MailServer, subject_of, text_of
from tests.e2e.walking import look

BOARD = "results/cycles/walk/"
INDICATOR = "results/indicators/HRF-04/"
FIRST_EN, FIRST_ZH = "Two laboratories exchange 40 reports a month.", "两家实验室每月交换40份报告。"
EN, ZH = "Three laboratories exchange 45 reports a month.", "三家实验室每月交换45份报告。"
SUMMARY_EN, SUMMARY_ZH = "The sentinel network now covers 12 districts.", "哨点监测网络现已覆盖12个区。"
Enter = Callable[[str], Page]


def test_a_cycle_from_its_opening_to_its_publication(enter: Enter, post: MailServer, tmp_path: Path) -> None:
    editor, focal, reviewer, stranger = (enter(name) for name in ("li", "aigul", "reviewer", ""))
    open_the_cycle(editor)
    see_who_owes_what(editor)

    entry, progress = see_the_own_rows(focal)
    write(focal, entry, tmp_path)
    nobody_else_sees(stranger, entry)

    send_back(reviewer, entry, "Name the source of the 40 reports.")
    letter = arrived(post, "aigul@example.org", "退回")
    assert "Name the source of the 40 reports." in text_of(letter)
    follow_the_letter(focal, letter, entry)
    correct(focal)
    write_country_progress(focal, progress)

    approve_both(reviewer)
    for language, text, summary in (("en", EN, SUMMARY_EN), ("zh-hans", ZH, SUMMARY_ZH)):
        everybody_sees(stranger, language, text, summary)
    publish(reviewer, entry)


def open_the_cycle(page: Page) -> None:
    """At the secretariat desk, in Chinese: what, when, for which meeting; then its entries."""
    page.goto("/admin/results/reportingcycle/add/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    page.fill("#id_title_en", "Health, meeting of the walk")
    page.fill("#id_title_zh_hans", "卫生部门，走查会议")
    pick(page, "meeting", "走查高级官员会议")
    pick(page, "sector", "卫生")
    page.fill("#id_period_start", "2024-07-01")
    page.fill("#id_period_end", "2025-06-30")
    page.fill("#id_slug", "walk")
    page.locator("#id_frameworks label").first.click()
    page.locator("#id_calendar").select_option(label="秘书处工作日")
    look(page, "cycle-add")
    page.locator("input[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.locator("form[action*='/step/open/'] button").click()
    expect(page.locator(".messagelist .success")).to_contain_text("已开启")
    look(page, "cycle-opened")


def pick(page: Page, field: str, words: str) -> None:
    """Choose in a field that searches while one types."""
    page.locator(f".select2-selection:has(#select2-id_{field}-container)").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=re.compile(f"^{words}$")).click()


def see_who_owes_what(page: Page) -> None:
    """The board: four deadlines, and a row for each indicator and country."""
    for language in ("zh-hans", "en"):
        page.goto(f"/{language}/{BOARD}")
        expect(page.locator("ol.deadlines > li")).to_have_count(4)
        expect(page.locator("#board-form tbody tr", has_text="HRF-04")).to_have_count(12)  # the region and eleven countries
        look(page, f"board-editor-{language}")
    expect(page.locator(".board-group", has_text="aigul").first).to_be_visible()


def see_the_own_rows(page: Page) -> tuple[str, str]:
    """The focal point finds what is asked of the own country alone; the addresses of the indicator and of a theme."""
    page.goto("/zh-hans/results/cycles/")
    page.get_by_role("link", name="卫生部门，走查会议").click()
    rows = page.locator("#board-form tbody tr")
    expect(rows.filter(has_text="HRF-")).to_have_count(2)
    assert {row.locator("td[data-label]").first.inner_text() for row in rows.all()} == {"吉尔吉斯共和国"}
    look(page, "board-focal")
    entry = rows.filter(has_text="HRF-04").locator("th a").get_attribute("href")
    return entry, rows.locator("a[href*='/country-progress/']").first.get_attribute("href")


def write(page: Page, entry: str, folder: Path) -> None:
    """Text in both languages, a figure, an evidence file; then to the reviewers."""
    page.goto(entry)
    look(page, "entry-empty")
    page.fill("#id_narrative_zh_hans", FIRST_ZH)
    page.fill("#id_narrative_en", FIRST_EN)
    figure(page).fill("1")
    evidence = folder / "protocol.pdf"
    evidence.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page.get_by_text("添加附件").click()
    page.set_input_files("#id_file-file", evidence)
    page.fill("#id_file-title_zh_hans", "交换协议")
    page.fill("#id_file-title_en", "Protocol of the exchange")
    page.locator("button[name=action][value=submit]").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")
    expect(page.get_by_role("link", name="交换协议")).to_be_visible()
    look(page, "entry-submitted")


def figure(page: Page) -> Locator:
    return page.locator(".entry-figures tbody tr", has_text="已交换数据的国家").locator("input.figure-input")


def nobody_else_sees(page: Page, entry: str) -> None:
    """A draft is nowhere: not on its page, not on the indicator's, not in the matrix, nor in the interface for programs."""
    page.goto(entry)
    expect(page.locator("input[name=password]")).to_be_visible()
    for address in (f"/en/{INDICATOR}", "/en/results/matrix/", "/en/results/changes/", "/api/v1/progress/?indicator=HRF-04"):
        answer = page.request.get(address)
        assert answer.ok, address
        assert FIRST_EN not in answer.text(), address
        assert FIRST_ZH not in answer.text(), address


def send_back(page: Page, entry: str, note: str) -> None:
    page.goto(entry.replace("/zh-hans/", "/en/"))
    expect(page.locator("main")).to_contain_text(FIRST_ZH)
    look(page, "entry-review")
    page.fill("#return-note", note)
    page.get_by_role("button", name="Return to the author").click()
    expect(page.locator(".messages")).to_contain_text("Returned to the author.")


def arrived(post: MailServer, address: str, subject: str) -> EmailMessage:
    """The e-mail to ``address`` with these words in its subject, once the worker has sent it."""
    return post.wait_for(lambda: next((each for each in post.to(address) if subject in subject_of(each)), None))


def follow_the_letter(page: Page, letter: EmailMessage, entry: str) -> None:
    """Its link leads to the entry, in the reader's language, with the reviewer's note on it."""
    link = next(each for each in re.findall(r"https?://\S+", text_of(letter)) if "/entries/" in each)
    assert link.endswith(entry)
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".alert--warning", has_text="Name the source of the 40 reports.")).to_be_visible()
    look(page, "entry-returned")


def correct(page: Page) -> None:
    expect(figure(page)).to_have_value("1")
    page.fill("#id_narrative_zh_hans", ZH)
    page.fill("#id_narrative_en", EN)
    page.locator("button[name=action][value=submit]").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")


def write_country_progress(page: Page, progress: str) -> None:
    page.goto(progress)
    page.fill("#id_summary_zh_hans", SUMMARY_ZH)
    page.fill("#id_summary_en", SUMMARY_EN)
    look(page, "country-progress")
    page.locator("button[name=action][value=submit]").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")


def approve_both(page: Page) -> None:
    """Several at once, on the board."""
    page.goto(f"/en/{BOARD}?state=submitted")
    ticks = page.locator("#board-form input[name=record]")
    expect(ticks).to_have_count(2)
    for tick in ticks.all():
        tick.check()
    look(page, "board-reviewer")
    page.locator("#board-form button[value=approve]").click()
    expect(page.locator(".messages")).to_contain_text("Approved: HRF-04 (Kyrgyz Republic)")
    look(page, "board-approved")


def everybody_sees(page: Page, language: str, text: str, summary: str) -> None:
    page.goto(f"/{language}/{INDICATOR}")
    expect(page.locator("main")).to_contain_text(text)
    expect(page.get_by_role("main")).not_to_contain_text(FIRST_EN)
    look(page, f"indicator-{language}")
    expect(page.locator(".tile", has_text="KGZ").locator(".tile-figure")).to_have_text("1")
    page.goto(f"/{language}/results/matrix/?cycle=walk")
    expect(page.locator("main")).to_contain_text(summary)
    look(page, f"matrix-{language}")
    page.goto(f"/{language}/results/changes/?from=som-2024-05&to=walk")
    expect(page.locator("#texts ~ .entries")).to_contain_text(text)
    expect(page.locator("main a[href*='results/matrix/?cycle=walk#']")).to_have_count(1)
    look(page, f"changes-{language}")


def publish(page: Page, entry: str) -> None:
    page.goto(entry.replace("/zh-hans/", "/en/"))
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messages")).to_contain_text("Published.")
    expect(page.locator(".page-head .meta")).to_contain_text("published")

"""The cycle as a workbook: a focal point takes the own country's, fills it in away from the portal, and brings it in again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.walking import look
from tests.workbooks.filling import PROGRESS, Filled

Enter = Callable[[str], Page]
CYCLE = "results/cycles/som-2024-05/"
EN, ZH = "Written in the workbook.", "写于工作簿。"


def test_a_workbook_out_and_in_again(enter: Enter, tmp_path: Path) -> None:
    page = enter("aigul")
    page.goto(f"/zh-hans/{CYCLE}")
    page.locator(f"a[href$='/{CYCLE}workbook/']").click()
    look(page, "workbook")
    path = tmp_path / "cycle.xlsx"
    with page.expect_download() as download:
        page.locator("form.workbook-scope button").click()
    download.value.save_as(path)
    filled = Filled(path.read_bytes())
    assert {key.split("|")[1] for key in filled.keys(PROGRESS)} == {"KGZ"}
    filled.fill(PROGRESS, "HRF-04|KGZ", narrative_en=EN, narrative_zh_hans=ZH)
    path.write_bytes(filled.bytes())

    bring_in(page, path)
    changes = page.locator(".workbook-changes tbody tr")
    expect(changes).to_have_count(2)
    expect(changes.filter(has_text=EN)).to_contain_text("HRF-04")
    look(page, "workbook-preview")
    page.locator("button[name=action][value=confirm]").click()
    expect(page.locator(".alert--success").first).to_contain_text("2")
    look(page, "workbook-written")

    bring_in(page, path)
    expect(page.locator(".workbook-changes, .workbook-problems")).to_have_count(0)
    expect(page.locator("button[value=confirm]")).to_have_count(0)
    expect(page.locator("main .empty")).to_be_visible()
    look(page, "workbook-again")

    page.goto(f"/zh-hans/{CYCLE}")
    page.locator("#board-form tbody tr", has_text="HRF-04").locator("th a").click()
    expect(page.locator("#id_narrative_en")).to_have_value(EN)
    expect(page.locator("#id_narrative_zh_hans")).to_have_value(ZH)


def bring_in(page: Page, path: Path) -> None:
    page.goto(f"/zh-hans/{CYCLE}workbook/")
    page.set_input_files("input[name=file]", path)
    page.locator("form[enctype] button").click()
    page.wait_for_url("**/results/workbooks/**")

"""The main job, end to end: an editor changes and draws, a reviewer lets out, an official downloads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.reading import text_of_pdf
from tests.reports.reading import squeezed
from tests.services import Portal

REPORT = "/reports/health-som-2024/"
NEW_ENGLISH = "CAREC health webinars recorded 231 participations, 188 of them individual health workers, 58% women."
NEW_CHINESE = "CAREC卫生网络研讨会共有231人次参加，其中个人参与者（卫生工作者）188人，女性占58%。"


def render(page: Page, portal: Portal, language: str) -> None:
    page.goto(portal.url + "/en" + REPORT)
    page.locator(f"button[name=language][value={language}]").click()
    expect(page).to_have_url(re.compile(r"/reports/editions/[0-9a-f-]{36}/$"))


def wait_and_download(page: Page, folder: Path) -> Path:
    link = page.get_by_role("link", name="Download PDF")
    expect(link).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def open_entry(page: Page, portal: Portal, code: str) -> None:
    page.goto(f"{portal.url}/admin/results/progressentry/?q={code}")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("#id_narrative_en")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en", "bilingual"])
def test_an_editor_draws_each_edition(sign_in, portal: Portal, tmp_path: Path, language: str) -> None:
    page = sign_in("editor")
    render(page, portal, language)
    pdf = wait_and_download(page, tmp_path)
    text, solid = text_of_pdf(pdf), squeezed(text_of_pdf(pdf))
    for figure in ("230", "187", "58%"):
        assert figure in text
    if language != "zh-hans":
        assert "27 million" in text
        assert "19 million" in text
    if language != "en":
        assert "2700万美元" in solid
        assert "1900万美元" in solid


def test_from_the_editors_change_to_the_officials_download(sign_in, portal: Portal, tmp_path: Path) -> None:
    page = sign_in("editor")
    page.set_viewport_size({"width": 1280, "height": 900})
    open_entry(page, portal, "HRF-03")
    page.fill("#id_narrative_en", NEW_ENGLISH)
    page.fill("#id_narrative_zh_hans", NEW_CHINESE)
    page.locator("input[name=_step_submit]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()

    # What was approved stays public until the new text is approved.
    page.goto(portal.url + "/en/results/indicators/HRF-03/")
    expect(page.locator("main")).to_contain_text("230 participations")
    expect(page.locator("main")).not_to_contain_text("231 participations")

    # The editor sees the change in a draft, and may not let it out.
    render(page, portal, "bilingual")
    draft = wait_and_download(page, tmp_path)
    assert NEW_CHINESE in squeezed(text_of_pdf(draft))
    assert squeezed(NEW_ENGLISH) in squeezed(text_of_pdf(draft))
    expect(page.get_by_role("button", name="Publish this edition")).to_have_count(0)
    draft_page = page.url
    page.locator("form[action*=logout] button").first.click(force=True)

    # Nobody outside sees the draft.
    assert page.goto(draft_page).status == 404
    assert page.request.get(draft_page + "download/").status == 404

    # The reviewer approves, draws and publishes.
    page = sign_in("reviewer")
    open_entry_read_only(page, portal, "HRF-03")
    page.locator("form[action*='/step/approve/'] button").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    render(page, portal, "en")
    wait_and_download(page, tmp_path)
    page.get_by_role("button", name="Publish this edition").click()
    expect(page.locator("main")).to_contain_text("published")
    page.locator("form[action*=logout] button").first.click(force=True)

    # An official, whom nobody knows, downloads it.
    page.goto(portal.url + "/en" + REPORT)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download PDF")).first.click()
    download.value.save_as(tmp_path / "official.pdf")
    assert NEW_ENGLISH in text_of_pdf(tmp_path / "official.pdf")


def open_entry_read_only(page: Page, portal: Portal, code: str) -> None:
    page.goto(f"{portal.url}/admin/results/progressentry/?q={code}")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("form[action*='/step/approve/'] button")).to_be_visible()


def test_two_presses_make_one_job(sign_in, portal: Portal) -> None:
    page = sign_in("editor")
    page.goto(portal.url + "/en" + REPORT)
    token = page.locator("form[action$='/render/'] input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    address = portal.url + "/en" + REPORT + "render/"
    press = {
        "form": {"csrfmiddlewaretoken": token, "language": "zh-hans"},
        "headers": {"Referer": portal.url + "/en" + REPORT},
        "max_redirects": 0,
    }
    portal.worker.stop()
    try:
        first = page.request.post(address, **press).headers["location"]
        second = page.request.post(address, **press).headers["location"]
    finally:
        portal.start_worker()
    assert first == second
    page.goto(portal.url + first)
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=90_000)


def test_the_page_shows_the_stages_while_the_worker_draws(sign_in, portal: Portal) -> None:
    page = sign_in("editor")
    portal.worker.stop()
    try:
        render(page, portal, "en")
        expect(page.locator("[data-stage-name]")).to_have_text("Waiting")
    finally:
        portal.start_worker()
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=90_000)

"""A walk through the portal for each kind of user, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.services import Portal


def test_an_official_browses_in_both_languages(visit: Page, portal: Portal) -> None:
    visit.get_by_role("navigation").get_by_role("link", name="Results", exact=True).first.click()
    expect(visit.locator("h1")).to_be_visible()
    visit.goto(portal.url + "/en/results/indicators/HRF-03/?from=walk")
    expect(visit.locator("main")).to_contain_text("187")
    visit.get_by_role("link", name=re.compile("中文")).first.click()
    expect(visit).to_have_url(portal.url + "/zh-hans/results/indicators/HRF-03/?from=walk")
    expect(visit.locator("html")).to_have_attribute("lang", re.compile("zh", re.IGNORECASE))
    expect(visit.locator("main")).to_contain_text("230人次")


def test_a_focal_point_reads_and_writes_for_one_country_only(sign_in, portal: Portal) -> None:
    page = sign_in("focal")
    page.goto(portal.url + "/en/knowledge/events/")
    expect(page.locator("main")).to_contain_text("Fifth meeting")
    page.goto(portal.url + "/en/knowledge/trainings/")
    expect(page.locator("main")).to_contain_text("Sample")
    page.goto(portal.url + "/en/search/?q=Almaty")
    expect(page.locator("main")).to_contain_text("Almaty")

    page.goto(portal.url + "/admin/results/countryprogress/")
    expect(page.locator("#changelist")).to_be_visible()
    own = page.locator("#result_list tbody tr")
    countries = {row.inner_text() for row in own.all()}
    page.goto(portal.url + "/admin/results/countryprogress/add/")
    expect(page.locator("#id_summary_en")).to_be_visible()
    assert page.request.get(portal.url + "/admin/accounts/user/").status == 403
    assert all("Georgia" not in row for row in countries)


def test_an_administrator_manages_people(sign_in, portal: Portal) -> None:
    page = sign_in("admin")
    page.goto(portal.url + "/admin/accounts/user/?q=editor")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("#id_username")).to_have_value("editor")
    page.goto(portal.url + "/admin/")
    expect(page.locator("#content, main").first).to_be_visible()


def test_the_admin_speaks_chinese(sign_in, portal: Portal) -> None:
    page = sign_in("editor")  # whose preferred language is Chinese
    page.goto(portal.url + "/admin/")
    expect(page.locator("html")).to_have_attribute("lang", re.compile("zh", re.IGNORECASE))


def test_the_portal_works_on_a_phone(visit: Page, portal: Portal) -> None:
    visit.set_viewport_size({"width": 360, "height": 740})
    for address in ("/", "/results/", "/results/prf/", "/workplans/health-2024/", "/knowledge/", "/knowledge/events/", "/reports/"):
        for language in ("/en", "/zh-hans"):
            visit.goto(portal.url + language + address)
            width = visit.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, f"{language}{address} is {width} px wide"

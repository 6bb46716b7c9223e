"""What countries told of an indicator, on its page: texts and figures once they are approved, and nothing that is still written."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from knowledge.models import Country
from results.enums import EntryState
from results.models import ProgressEntry, ReportingCycle
from results.services import reviewing
from results.services.figures import FigureInput, record_figures
from tests import people
from tests.cycle import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def countries() -> list[Country]:
    return builders.members(3)


@pytest.fixture
def cycle() -> ReportingCycle:
    return builders.cycle()


def _told(cycle: ReportingCycle, country: Country, text: str, value: int, *, about: object = None) -> ProgressEntry:
    """A draft of the country: its text in both languages, and a figure."""
    entry = builders.entry(cycle, about=about or builders.indicator(cycle, by_country=True), country=country)
    return _write(entry, text, value)


def _write(entry: ProgressEntry, text: str, value: int) -> ProgressEntry:
    writer = people.focal_point(country=entry.country)
    entry.narrative_en, entry.narrative_zh_hans = f"{text} reports {value}.", f"{text}报告{value}。"
    reviewing.record(entry=entry, by=writer)
    told = FigureInput(measure=builders.measure_of(entry), value=Decimal(value))
    record_figures(entry=entry, figures=[told], by=writer)
    return entry


def _approved(entry: ProgressEntry) -> ProgressEntry:
    entry = reviewing.submit(entry=entry, by=entry.author)
    return reviewing.approve(entry=entry, by=people.reviewer())


def _section(client: Client, entry: ProgressEntry, language: str = "en") -> str:
    """The section of the page; empty where there is none."""
    page = _page(client, entry, language)
    found = re.search(r'<section [^>]*aria-labelledby="told-by-countries".*?</section>', page, re.S)
    return found[0] if found else ""


def _page(client: Client, entry: ProgressEntry, language: str = "en") -> str:
    response = client.get(f"/{language}/results/indicators/{entry.indicator.code}/")
    assert response.status_code == 200
    return response.content.decode()


def test_an_approved_text_and_its_figure_are_shown_and_a_draft_is_not(
    client: Client, cycle: ReportingCycle, countries: list[Country]
) -> None:
    approved = _approved(_told(cycle, countries[0], "Approved", 4711))
    draft = _told(cycle, countries[1], "Drafted", 8642, about=approved.indicator)
    submitted = _told(cycle, countries[2], "Submitted", 9753, about=approved.indicator)
    reviewing.submit(entry=submitted, by=submitted.author)
    assert draft.state == EntryState.DRAFT

    section, page = _section(client, approved), _page(client, approved)

    assert cycle.title in section
    assert re.findall(r"<h3[^>]*><a href=\"([^\"]+)\"", section) == [countries[0].get_absolute_url()]
    assert "Approved reports 4711." in section
    assert "4,711" in page  # in the table of countries
    for told in ("Drafted", "8642", "8,642", "Submitted reports", "9753", "9,753"):
        assert told not in page
    assert "Approved报告4711。" in _section(client, approved, "zh-hans")
    assert "Drafted" not in _page(client, approved, "zh-hans")


def test_while_a_newer_text_is_written_the_approved_one_stays(
    client: Client, cycle: ReportingCycle, countries: list[Country]
) -> None:
    entry = _approved(_told(cycle, countries[0], "First", 4711))
    _write(entry, "Second", 8642)
    page = _page(client, entry)
    assert "First reports 4711." in page
    assert "Second" not in page
    assert "8,642" not in page


def test_without_anything_approved_there_is_no_section(client: Client, cycle: ReportingCycle, countries: list[Country]) -> None:
    draft = _told(cycle, countries[0], "Drafted", 8642)
    assert _section(client, draft) == ""
    assert "8,642" not in _page(client, draft)


def test_the_latest_cycle_alone_is_shown_by_the_order_of_the_countries(
    client: Client, cycle: ReportingCycle, countries: list[Country]
) -> None:
    earlier = builders.cycle(year=2030, sector=cycle.sector)
    about = builders.indicator(cycle, by_country=True)
    for country, number in ((countries[1], 22), (countries[0], 11)):
        _approved(_told(earlier, country, "Earlier", 3, about=about))
        entry = _approved(_told(cycle, country, "Now", number, about=about))
    section = _section(client, entry)
    assert re.findall(r"(\w+) reports (\d+)", section) == [("Now", "11"), ("Now", "22")]

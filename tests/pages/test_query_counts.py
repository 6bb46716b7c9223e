"""A page asks the database the same number of questions however many rows it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Country, Organisation, Theme
from results.enums import EntryState
from results.models import Challenge, CountryProgress, Indicator, Observation, ProgressEntry
from tests.pages import builders
from tests.results import builders as progress
from workplans.models import Involvement

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions(client: Client) -> Callable[[str], int]:
    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return asked


def grow(framework: object, cycle: object) -> Indicator:
    top = builders.result(framework)
    indicator = builders.placed_indicator(builders.result(framework, parent=top))
    builders.observation(builders.measure(indicator), year=2032, value=5)
    ProgressEntry.objects.create(
        cycle=cycle, indicator=indicator, narrative_en="told", narrative_zh_hans="已述", state=EntryState.APPROVED
    )
    Challenge.objects.create(cycle=cycle, number=indicator.pk % 30000, title_en="Challenge", title_zh_hans="挑战")
    return indicator


@pytest.mark.parametrize("years", [[], [2031, 2032]], ids=["told per cycle", "progress years"])
def test_framework_page(questions: Callable[[str], int], years: list[int]) -> None:
    framework, cycle = builders.framework(years=years), progress.cycle()
    grow(framework, cycle)
    few = questions(framework.get_absolute_url())
    for _ in range(4):
        grow(framework, cycle)
    assert questions(framework.get_absolute_url()) == few


def test_indicator_page(questions: Callable[[str], int]) -> None:
    indicator = grow(builders.framework(), progress.cycle())
    first = indicator.measures.first().observations.first()
    first.events.add(builders.event())
    first.documents.add(builders.document())  # a kind of evidence that is not there at all is not asked for
    few = questions(indicator.get_absolute_url())
    for year in range(2033, 2037):
        figure = builders.observation(builders.measure(indicator), year=year, value=year)
        figure.events.add(builders.event())
        figure.documents.add(builders.document())
        builders.place(indicator, builders.result(builders.framework()))
        ProgressEntry.objects.create(
            cycle=progress.cycle(year=year),
            indicator=indicator,
            narrative_en="told",
            narrative_zh_hans="已述",
            state=EntryState.APPROVED,
        )
    assert questions(indicator.get_absolute_url()) == few


def test_results_index(questions: Callable[[str], int]) -> None:
    few = questions("/en/results/")
    for _ in range(3):
        builders.result(builders.framework())
    assert questions("/en/results/") == few


def test_indicator_page_with_countries_and_parts(questions: Callable[[str], int]) -> None:
    indicator = grow(builders.framework(), progress.cycle())
    measure = indicator.measures.first()
    countries = list(Country.objects.filter(is_member=True))

    def more(year: int, told: list[Country]) -> None:
        for country in told:
            figure = builders.observation(measure, year=year, value=year)
            Observation.objects.filter(pk=figure.pk).update(country=country)
        for sex in ("female", "male"):
            figure = builders.observation(measure, year=year, value=year)
            Observation.objects.filter(pk=figure.pk).update(sex=sex)

    more(2040, countries[:1])
    few = questions(indicator.get_absolute_url())
    for year in range(2041, 2045):
        more(year, countries)
    grow(builders.framework(), progress.cycle())  # what is kept of the page is out of date
    assert questions(indicator.get_absolute_url()) == few


@pytest.mark.parametrize("page", ["?by=pillar", "?by=sector", "?by=rating&rating=none"])
def test_results_overview(questions: Callable[[str], int], page: str) -> None:
    cycle = progress.cycle()
    grow(builders.framework(), cycle)
    few = questions(f"/en/results/{page}")
    for _ in range(4):
        grow(builders.framework(), cycle)
    assert questions(f"/en/results/{page}") == few


def test_matrix_and_changes(questions: Callable[[str], int]) -> None:
    sector = progress.theme()
    earlier, later = (progress.cycle(year=year, sector=sector) for year in (2031, 2032))
    framework = builders.framework()

    def more(country: Country) -> None:
        for cycle in (earlier, later):
            indicator = grow(framework, cycle)
            told = {"narrative_en": "told", "narrative_zh_hans": "已述", "state": EntryState.APPROVED}
            ProgressEntry.objects.get_or_create(cycle=earlier if cycle is later else later, indicator=indicator, defaults=told)
            summary = {"summary_en": "told", "summary_zh_hans": "已述", "state": EntryState.APPROVED}
            CountryProgress.objects.create(cycle=cycle, theme=Theme.objects.get(slug="pillar-1"), country=country, **summary)

    countries = list(Country.objects.filter(is_member=True))
    more(countries[0])
    few = questions("/en/results/matrix/"), questions("/en/results/changes/")
    for country in countries[1:5]:
        more(country)
    assert (questions("/en/results/matrix/"), questions("/en/results/changes/")) == few


def test_plan_page_and_index(questions: Callable[[str], int]) -> None:
    plan = builders.plan()
    first = builders.activity(plan)
    Involvement.objects.create(activity=first, country=Country.objects.first())
    Involvement.objects.create(activity=first, organisation=Organisation.objects.first())
    few, few_in_index = questions(plan.get_absolute_url()), questions("/en/workplans/")
    for _ in range(4):
        more = builders.activity(plan)
        for country, organisation in zip(Country.objects.all()[:3], Organisation.objects.all()[:3], strict=True):
            Involvement.objects.create(activity=more, country=country)
            Involvement.objects.create(activity=more, organisation=organisation)
        builders.plan()
    assert questions(plan.get_absolute_url()) == few
    assert questions("/en/workplans/") == few_in_index


def test_overview(questions: Callable[[str], int]) -> None:
    framework, cycle = builders.framework(), progress.cycle(year=2040)
    theme = progress.theme()
    under = builders.result(framework, theme=theme)
    told = {"narrative_en": "told", "narrative_zh_hans": "已述", "state": EntryState.APPROVED, "cycle": cycle}
    ProgressEntry.objects.create(indicator=builders.placed_indicator(under), **told)
    builders.activity(builders.plan())
    builders.event()
    few = questions("/en/")
    for _ in range(3):
        other = builders.result(framework, theme=progress.theme())
        ProgressEntry.objects.create(indicator=builders.placed_indicator(other), **told)
        builders.activity(builders.plan())
        builders.event()
    assert questions("/en/") == few

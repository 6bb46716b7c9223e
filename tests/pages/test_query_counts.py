"""A page asks the database the same number of questions however many rows it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Country, Organisation
from results.enums import EntryState
from results.models import Challenge, Indicator, ProgressEntry
from tests.pages import builders
from tests.results import builders as progress

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
    indicator.measures.first().observations.first().events.add(builders.event())
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


def test_plan_page_and_index(questions: Callable[[str], int]) -> None:
    plan = builders.plan()
    first = builders.activity(plan)
    first.countries.add(Country.objects.first())
    first.organisations.add(Organisation.objects.first())
    few, few_in_index = questions(plan.get_absolute_url()), questions("/en/workplans/")
    for _ in range(4):
        more = builders.activity(plan)
        more.countries.add(*Country.objects.all()[:3])
        more.organisations.add(*Organisation.objects.all()[:3])
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

"""Countries and pillars, and what changed from one meeting to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from knowledge.models import Country, Theme
from results.enums import EntryState, Rating, VersionState
from results.models import CountryProgress, FrameworkVersion, Observation, ProgressEntry, ReportingCycle
from results.selectors.changes import told_cycles, usual_span
from results.selectors.matrix import matrix_of
from tests.pages import builders
from tests.results import builders as progress

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


def test_the_real_matrix_counts_what_countries_told() -> None:
    matrix = matrix_of(ReportingCycle.objects.get(slug="som-2024-05"))
    assert [theme.slug for theme in matrix.themes] == [
        *("pillar-1", "pillar-2", "pillar-3", "pillar-4"),
        *("digital-health", "climate-and-health"),
    ]
    assert matrix.totals == [3, 5, 4, 0, 0, 0]
    assert (matrix.told, matrix.asked) == (12, 66)
    assert [(row.country.iso3, row.told) for row in matrix.countries if row.told] == [
        *(("AZE", 2), ("GEO", 3), ("KAZ", 1), ("KGZ", 1), ("PAK", 1), ("TJK", 2), ("UZB", 2)),
    ]
    assert matrix.rows[0].told == 6


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["12 of 66 told", "Region as a whole", "Countries that told"]), ("zh-hans", ["已报告12项，共66项", "整个区域"])],
)
def test_each_mark_leads_to_its_text(client: Client, read: Read, language: str, words: list[str]) -> None:
    text = read(f"/{language}/results/matrix/")
    assert [word for word in words if word not in text] == []
    html = client.get(f"/{language}/results/matrix/").content.decode()
    assert 'href="#pillar-1-geo"' in html
    assert '<li id="pillar-1-geo">' in html
    assert 'href="#pillar-4-geo"' not in html


def test_a_cycle_can_be_chosen_and_an_empty_one_says_so(read: Read, client: Client) -> None:
    empty = progress.cycle(year=2031)
    assert "Nothing has been approved for this cycle yet" in read("/en/results/matrix/")
    assert "12 of 66 told" in read("/en/results/matrix/?cycle=som-2024-05")
    assert f'<option value="{empty.slug}" selected>' in client.get("/en/results/matrix/").content.decode()
    assert client.get("/en/results/matrix/?cycle=none").status_code == 404


def test_the_first_cycle_stands_beside_the_baseline(read: Read) -> None:
    text = read("/en/results/changes/")
    assert "No earlier cycle is told" in text
    assert "not applicable 2017 · baseline 230 participations July 2023 – June 2024" in text
    assert "Told for the first time" in text
    assert "2020 – " not in text


@pytest.fixture
def cycles() -> tuple[ReportingCycle, ReportingCycle]:
    """Two cycles of one sector, later than any other, with meetings in the December of their years."""
    sector = progress.theme()
    made = tuple(progress.cycle(year=year, sector=sector) for year in (2030, 2031))
    for cycle in made:
        cycle.meeting.starts_on = date(cycle.period_end.year, 12, 1)
        cycle.meeting.save()
    return made


def test_figures_ratings_and_texts_stand_beside_the_cycle_before(cycles: tuple[ReportingCycle, ReportingCycle], read: Read) -> None:
    earlier, later = cycles
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    measure = indicator.measures.get()
    measure.observations.filter(period_end__year=2031).update(period_end=date(2031, 6, 30))
    builders.observation(measure, year=2029, value=1000)
    for cycle, text, rating in ((earlier, "in 3 towns", Rating.DELAYED), (later, "in 4 towns", Rating.ON_TRACK)):
        ProgressEntry.objects.create(
            cycle=cycle, indicator=indicator, narrative_en=text, narrative_zh_hans=text, rating=rating, state=EntryState.PUBLISHED
        )
    span = usual_span(told_cycles())
    assert (span.earlier, span.later) == (earlier, later)
    text = read("/en/results/changes/")
    assert "1,000 2029 1,234" in text
    assert "delayed → became on track" in text
    assert "taken out: 3" in text
    assert "put in: 4" in text


def test_a_countrys_figure_stands_beside_its_own_before(cycles: tuple[ReportingCycle, ReportingCycle], read: Read) -> None:
    georgia, pakistan = (Country.objects.get(iso3=code) for code in ("GEO", "PAK"))
    measure = builders.placed_indicator(builders.result(builders.framework())).measures.get()
    measure.observations.all().delete()
    for country, year, value in ((georgia, 2030, 5), (georgia, 2031, 7), (pakistan, 2031, 3)):
        figure = builders.observation(measure, year=year, value=value)
        Observation.objects.filter(pk=figure.pk).update(country=country, period_end=date(year, 6, 30))
    for cycle in cycles:
        ProgressEntry.objects.create(cycle=cycle, indicator=measure.indicator, narrative_en="Told.", state=EntryState.APPROVED)
    text = read("/en/results/changes/")
    assert "Georgia 5 H1 2030 7 H1 2031" in text
    assert "Pakistan –no figure 3 H1 2031" in text


def test_new_and_retired_indicators_and_countries_are_told(cycles: tuple[ReportingCycle, ReportingCycle], read: Read) -> None:
    earlier, later = cycles
    framework = builders.framework()
    new, old = (builders.placed_indicator(builders.result(framework)) for _ in range(2))
    version = FrameworkVersion.objects.create(
        framework=framework, number=2, state=VersionState.CONFIRMED, confirmed_on=date(2031, 3, 1)
    )
    new.placements.update(added_in=version)
    old.placements.update(retired_in=version, retirement_reason_en="No longer measured", retirement_reason_zh_hans="不再测量")
    told = {"summary_zh_hans": "已述", "state": EntryState.APPROVED, "theme": Theme.objects.get(slug="pillar-1")}
    country = Country.objects.get(iso3="MNG")
    CountryProgress.objects.create(cycle=earlier, country=country, summary_en="early words", **told)
    CountryProgress.objects.create(cycle=later, country=country, summary_en="late words", **told)
    text = read("/en/results/changes/")
    assert f"New {new.name_en}" in text
    assert f"Retired {old.name_en}" in text
    assert "No longer measured" in text
    assert "Mongolia · 1. Leadership and Human Resource Capacity new text" in text
    assert "early words" not in text


def test_drafts_change_nothing(cycles: tuple[ReportingCycle, ReportingCycle], read: Read) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    for cycle in cycles:
        ProgressEntry.objects.create(
            cycle=cycle, indicator=indicator, narrative_en="secret", narrative_zh_hans="秘密", state=EntryState.SUBMITTED
        )
    assert usual_span(told_cycles()).later.slug == "som-2024-05"
    assert "secret" not in read("/en/results/changes/")


def test_with_nothing_approved_the_page_helps_on(read: Read) -> None:
    ProgressEntry.objects.all().delete()
    CountryProgress.objects.all().delete()
    assert "When the entries of a cycle are approved" in read("/en/results/changes/")


def test_long_trees_fold_and_stay_open_without_scripts(client: Client) -> None:
    html = client.get("/en/results/prf/").content.decode()
    assert html.count('<details class="fold" open>') >= 5

"""From evidence to figure: a measure fed by events is added up from their attendance, and says how."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from knowledge.enums import PublicationState
from knowledge.models import Country
from results.enums import Detail, MeasureSource
from results.models import Measure
from results.selectors.aggregates import aggregate_of, aggregates_for
from results.selectors.computed import computed_figures
from tests.observations import builders
from tests.observations.builders import half

pytestmark = pytest.mark.django_db

YEAR = date(2031, 1, 1), date(2031, 12, 31)


@pytest.fixture
def measure() -> Measure:
    return builders.measure(unit="persons", by_sex=True, detail=Detail.FULL, source=MeasureSource.ATTENDANCE)


def held(measure: Measure, on: date | None, *counts: tuple[str | None, str, int], **more: object) -> None:
    event = builders.event(on=on, **more)
    measure.events.add(event)
    for country, sex, number in counts:
        builders.attendance(event, number, country=country, sex=sex)


def test_it_is_added_up_by_sex_and_country(measure: Measure) -> None:
    held(measure, date(2031, 3, 1), ("GEO", "female", 20), ("GEO", "male", 10), ("AZE", "female", 5))
    held(measure, date(2031, 9, 1), ("GEO", "unknown", 7))
    held(measure, date(2032, 3, 1), ("GEO", "female", 99))
    chosen = Measure.objects.filter(pk=measure.pk)
    assert aggregate_of(measure, *YEAR).value == 42
    assert aggregates_for(chosen, *YEAR, sex="female")[measure.pk].value == 25
    assert aggregates_for(chosen, *YEAR, country=Country.objects.get(iso3="GEO"))[measure.pk].value == 37
    assert aggregate_of(measure, date(2031, 1, 1), date(2031, 6, 30)).value == 35


def test_only_its_own_unit_and_kind_of_participant_count(measure: Measure) -> None:
    event = builders.event(on=date(2031, 3, 1))
    measure.events.add(event)
    builders.attendance(event, 230, unit="participations")
    builders.attendance(event, 180, kind="health_worker")
    builders.attendance(event, 7, kind="official")
    assert aggregate_of(measure, *YEAR).value == 187
    measure.participant_kind = "health_worker"
    measure.save()
    assert aggregate_of(measure, *YEAR).value == 180


def test_samples_drafts_and_strange_events_never_count(measure: Measure) -> None:
    held(measure, date(2031, 3, 1), ("GEO", "female", 20))
    held(measure, date(2031, 4, 1), ("GEO", "female", 100), is_sample=True)
    held(measure, date(2031, 5, 1), ("GEO", "female", 200), state=PublicationState.DRAFT)
    held(measure, None, ("GEO", "female", 400))
    builders.attendance(builders.event(on=date(2031, 6, 1)), 800)
    assert aggregate_of(measure, *YEAR).value == 20


def test_without_attendance_there_is_no_figure_and_no_0(measure: Measure) -> None:
    held(measure, date(2031, 3, 1))
    assert (aggregate_of(measure, *YEAR).value, aggregate_of(measure, *YEAR).state) == (None, "not_available")


def test_a_recorded_figure_stands_for_its_own_period_only(measure: Measure) -> None:
    held(measure, date(2031, 3, 1), ("GEO", "female", 20))
    held(measure, date(2031, 9, 1), ("GEO", "female", 7))
    builders.observation(measure, 187, **half(2031, 1))
    found = aggregate_of(measure, *YEAR)
    assert found.value == 194
    assert [(each.value, each.start.month) for each in found.data] == [(187, 1), (7, 9)]


def test_computed_figures_fill_the_periods_that_nobody_recorded(measure: Measure) -> None:
    held(measure, date(2031, 3, 1), ("GEO", "female", 20), ("AZE", "male", 5))
    held(measure, date(2032, 3, 1), ("GEO", "female", 3))
    recorded = builders.observation(measure, 187, **half(2031, 1))
    found = computed_figures([measure], told=[recorded])
    assert [(each.period_start.year, each.country and each.country.iso3, each.sex, each.value) for each in found] == [
        (2032, None, "", 3),
        (2032, None, "female", 3),
        (2032, "GEO", "", 3),
    ]
    assert {each.pk for each in found} == {None}
    assert [each.value for each in computed_figures([measure]) if not each.sex and not each.country] == [25, 3]


def _page(measure: Measure, client: Client, language: str = "en", days: str = "") -> str:
    address = f"/{language}/results/indicators/{measure.indicator.code}/measures/{measure.code}/provenance/{days}"
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_shows_both_figures_and_why(measure: Measure, client: Client) -> None:
    builders.publish(measure.indicator)
    held(measure, date(2031, 3, 1), ("GEO", "female", 20), ("GEO", "male", 12))
    held(measure, date(2031, 4, 1), ("GEO", "female", 100), is_sample=True)
    held(measure, date(2031, 5, 1))
    reason = {"override_reason_en": "The list is incomplete.", "override_reason_zh_hans": "名单不全。"}
    builders.observation(measure, 187, **half(2031, 1), **reason)
    page = _page(measure, client, days="?from=2031-01-01&to=2031-06-30")
    assert page.index("187 persons") < page.index("32 persons") < page.index("The list is incomplete.")
    assert "Linked events whose attendance is not recorded" in page
    assert page.index("Sample events, never part of a figure") < page.index(">100<")
    chinese = _page(measure, client, "zh-hans", "?from=2031-01-01&to=2031-06-30")
    assert chinese.index("187人") < chinese.index("32人") < chinese.index("名单不全。")


def test_a_page_for_a_figure_that_was_entered(client: Client) -> None:
    measure = builders.measure(periods="sum")
    builders.publish(measure.indicator)
    builders.observation(measure, 120, note_en="As printed.", note_zh_hans="照原文。", **half(2031, 1))
    builders.observation(measure, 110, **half(2031, 2))
    page = _page(measure, client)
    assert "Sum of 2 periods: 120 (H1 2031) + 110 (H2 2031) = 230." in page
    assert "As printed." in page


def test_the_page_is_as_public_as_the_indicator(measure: Measure, client: Client) -> None:
    figure = builders.observation(measure, 187, **half(2031, 1))
    address = f"/en/results/indicators/{measure.indicator.code}/measures/{measure.code}/provenance/"
    assert client.get(address).status_code == 404
    assert client.get(f"/en/results/figures/{figure.pk}/").status_code == 404
    builders.publish(measure.indicator)
    assert client.get(f"{address}?from=yesterday").status_code == 404
    response = client.get(f"/en/results/figures/{figure.pk}/")
    assert response["Location"] == f"{address}?from=2031-01-01&to=2031-06-30"


def test_each_figure_of_it_leads_there(measure: Measure, client: Client) -> None:
    builders.publish(measure.indicator)
    figure = builders.observation(measure, 187, **half(2031, 1))
    held(measure, date(2032, 3, 1), ("GEO", "female", 20))
    page = client.get(f"/en/results/indicators/{measure.indicator.code}/").content.decode()
    assert f'href="/en/results/figures/{figure.pk}/"' in page
    assert f"measures/{measure.code}/provenance/?from=2032-01-01&amp;to=2032-12-31" in page


def test_the_real_indicator_keeps_its_printed_figures(client: Client) -> None:
    """No attendance of the single webinars is at hand, so what was printed stands, and says so."""
    measures = Measure.objects.filter(indicator__code="HRF-03")
    days = date(2023, 7, 1), date(2024, 6, 30)
    told = {each.code: aggregates_for(measures, *days)[each.pk].value for each in measures}
    assert told == {"participations": 230, "persons": 187, "share-of-women": 58}
    page = client.get("/en/results/indicators/HRF-03/measures/persons/provenance/").content.decode()
    assert "no attendance list of the single webinars is at hand" in page

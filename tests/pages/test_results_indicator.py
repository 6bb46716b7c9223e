"""An indicator's page: targets, parts, countries on their tiles, and what was told cycle by cycle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from knowledge.models import Country, Theme
from results.enums import EntryState, ObservationKind, Rating, Sex
from results.models import (
    Category,
    Dimension,
    EvidenceFile,
    Indicator,
    IndicatorRelation,
    Observation,
    ProgressEntry,
    Restatement,
)
from results.selectors.beside import keys_beside
from results.selectors.charting import series_exhibit
from results.selectors.charting_countries import tiles_of
from results.selectors.charting_parts import parts_exhibit
from results.selectors.series import figures_of
from tests.pages import builders
from tests.results import builders as progress

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


@pytest.fixture
def indicator() -> Indicator:
    return builders.placed_indicator(builders.result(builders.framework()))


def figure(of: Indicator, *, year: int, value: int, **parts: object) -> Observation:
    return Observation.objects.create(
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        **{"measure": of.measures.first(), "kind": ObservationKind.ACTUAL, "value": value, **parts},
    )


def tell(of: Indicator, *, year: int, text: str, **fields: object) -> ProgressEntry:
    fields = {"state": EntryState.APPROVED, "cycle": progress.cycle(year=year), **fields}
    return ProgressEntry.objects.create(indicator=of, narrative_en=text, narrative_zh_hans=f"{text}。", **fields)


def test_the_chart_tells_baseline_progress_and_target(indicator: Indicator) -> None:
    figure(indicator, year=2035, value=2000, kind=ObservationKind.TARGET)
    shown = series_exhibit(indicator, figures_of(indicator).totals)
    assert shown.alternative.endswith("baseline 2020 7, 2031 1,234, 2035 target 2,000.")
    assert shown.note == "Hollow point: baseline. Short bar: target."
    values = shown.draw(640)["data"]["values"]
    assert [(each["year"], each["value"], each["baseline"], each["target"]) for each in values] == [
        (2020, 7.0, True, False),
        (2031, 1234.0, False, False),
        (2035, 2000.0, False, True),
    ]


def test_parts_are_stacked_by_sex_and_never_mixed_with_the_total(indicator: Indicator, client: Client) -> None:
    for sex, value in ((Sex.WOMEN, 700), (Sex.MEN, 534)):
        figure(indicator, year=2031, value=value, sex=sex)
    shown = parts_exhibit(indicator, figures_of(indicator).parts)
    assert shown.alternative == "Stacked bars. 2031: women 700, men 534"
    html = client.get(indicator.get_absolute_url()).content.decode()
    assert 'id="parts-caption"' in html
    assert f"{indicator.get_absolute_url()}parts.png" in html
    assert "parts.csv" not in client.get("/en/results/indicators/HRF-03/").content.decode()


def test_categories_are_parts_too(indicator: Indicator) -> None:
    dimension = Dimension.objects.create(slug="t-age", name_en="Age", name_zh_hans="年龄")
    for order, (code, value) in enumerate((("young", 3), ("old", 4))):
        category = Category.objects.create(dimension=dimension, code=code, name_en=code, name_zh_hans=code, order=order)
        figure(indicator, year=2031, value=value, category=category)
    assert parts_exhibit(indicator, figures_of(indicator).parts).alternative == "Stacked bars. 2031: young 3, old 4"


def test_what_hangs_on_an_indicator_is_found_with_that_indicator_alone(indicator: Indicator) -> None:
    other = builders.placed_indicator(builders.result(builders.framework()))
    assert keys_beside(other) == {}
    of_country = tell(indicator, year=2031, text="Told.", country=Country.objects.filter(is_member=True).first())
    shown = figure(indicator, year=2032, value=5)
    event, document, theme = builders.event(), builders.document(), Theme.objects.first()
    shown.events.add(event)
    shown.documents.add(document)
    indicator.cross_cutting.add(theme)
    files = [EvidenceFile.objects.create(title="List", **of) for of in ({"observation": shown}, {"entry": of_country})]
    corrected = [
        Restatement.objects.create(old={}, new={}, reason="Typing error", **of)
        for of in ({"observation": shown}, {"entry": of_country})
    ]
    relation = IndicatorRelation.objects.create(indicator=other, other=indicator, note="close")
    assert keys_beside(indicator) == {
        "events": {event.pk},
        "documents": {document.pk},
        "files": {each.pk for each in files},
        "restatements": {each.pk for each in corrected},
        "country entries": {of_country.pk},
        "relations": {relation.pk},
        "tags": {theme.pk},
    }
    assert keys_beside(other) == {"relations": {relation.pk}}


def test_a_baseline_stands_before_the_progress_of_its_year(indicator: Indicator) -> None:
    figure(indicator, year=2020, value=9)
    told = [(each.kind, each.value) for each in figures_of(indicator).totals]
    assert told == [(ObservationKind.BASELINE, 7), (ObservationKind.ACTUAL, 9), (ObservationKind.ACTUAL, 1234)]


def test_each_member_country_has_one_tile_of_its_own() -> None:
    places = list(Country.objects.filter(is_member=True).values_list("tile_row", "tile_column"))
    assert len(set(places)) == 11
    assert (None, None) not in places


def test_tiles_show_the_latest_figure_its_year_and_a_shade(indicator: Indicator, client: Client) -> None:
    first, second, third = Country.objects.filter(is_member=True)[:3]
    figure(indicator, year=2030, value=900, country=first)
    figure(indicator, year=2031, value=10, country=first)
    figure(indicator, year=2031, value=100, country=second)
    figure(indicator, year=2020, value=55, country=third, kind=ObservationKind.BASELINE)
    figures = figures_of(indicator)
    tiles = {tile.country: (tile.figure and tile.figure.value, tile.step, tile.is_baseline) for tile in tiles_of(figures.countries)}
    assert tiles[first] == (10, 0, False)
    assert tiles[second] == (100, 3, False)
    assert tiles[third] == (55, 2, True)
    assert sum(figure is None for figure, _step, _baseline in tiles.values()) == 8
    html = client.get(indicator.get_absolute_url()).content.decode()
    assert html.count('class="tile ') == 11
    assert html.count("tile--none") == 8
    assert client.get(f"{indicator.get_absolute_url()}countries.png").content.startswith(b"\x89PNG")


def test_the_map_shows_the_measure_that_was_asked_for(indicator: Indicator, client: Client, read: Read) -> None:
    other = builders.measure(indicator)
    country = Country.objects.filter(is_member=True).first()
    figure(indicator, year=2031, value=5, country=country)
    figure(indicator, year=2031, value=66, country=country, measure=other)
    address = f"{indicator.get_absolute_url()}?measure={other.code}"
    assert f"Latest figures by country: {other.name_en}" in read(address)
    assert b",66," in client.get(f"{indicator.get_absolute_url()}countries.csv?measure={other.code}").content


def test_old_years_of_countries_are_in_the_file_alone(indicator: Indicator, client: Client) -> None:
    country = Country.objects.filter(is_member=True).first()
    for year in (2021, 2025, 2026, 2031):
        figure(indicator, year=year, value=year * 1000, country=country)
    html = client.get(indicator.get_absolute_url()).content.decode()
    assert "2,026,000" in html
    assert "2,025,000" not in html
    assert b"2021000" in client.get(f"{indicator.get_absolute_url()}countries.csv").content


def test_a_rating_that_was_overridden_shows_both_and_the_reason(indicator: Indicator, read: Read) -> None:
    reason = {"rating_reason_en": "Two countries are late", "rating_reason_zh_hans": "两国滞后"}
    tell(indicator, year=2031, text="told", rating=Rating.DELAYED, proposed_rating=Rating.ON_TRACK, **reason)
    text = read(indicator.get_absolute_url())
    assert "delayed the figures proposed: on track Reason: Two countries are late" in text


def test_the_history_leads_to_what_moved_between_two_cycles(indicator: Indicator, read: Read, client: Client) -> None:
    old = tell(indicator, year=2030, text="We trained 187 people in two towns.", rating=Rating.DELAYED)
    new = tell(indicator, year=2031, text="We trained 230 people in two towns.", rating=Rating.ON_TRACK)
    address = f"{indicator.get_absolute_url()}texts/{old.cycle.slug}/{new.cycle.slug}/"
    assert address in client.get(indicator.get_absolute_url()).content.decode()
    text = read(address)
    assert "taken out: 187" in text
    assert "put in: 230" in text
    assert "delayed → became on track" in text


def test_a_text_that_nobody_approved_is_not_compared(indicator: Indicator, client: Client) -> None:
    old = tell(indicator, year=2030, text="told")
    new = tell(indicator, year=2031, text="secret", state=EntryState.SUBMITTED)
    assert client.get(f"{indicator.get_absolute_url()}texts/{old.cycle.slug}/{new.cycle.slug}/").status_code == 404

"""Where all indicators stand, on the real content and on ratings made for the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from results.enums import EntryState, Rating
from results.models import ProgressEntry
from results.selectors.summary import summarise
from tests.pages import builders
from tests.results import builders as progress

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


def rate(indicator: object, rating: Rating, *, state: EntryState = EntryState.APPROVED, year: int = 2031) -> ProgressEntry:
    return ProgressEntry.objects.create(
        cycle=progress.cycle(year=year),
        indicator=indicator,
        narrative_en="told",
        narrative_zh_hans="已述",
        rating=rating,
        state=state,
    )


def test_the_real_content_counts_each_indicator_once() -> None:
    summary = summarise("pillar")
    assert summary.everything.count == 39
    assert [(group.name.en[:2], group.count, group.with_figures) for group in summary.groups] == [
        ("1.", 2, 2),
        ("2.", 1, 1),
        ("3.", 2, 1),
        ("4.", 2, 1),
        ("Ge", 1, 1),
    ]
    sectors = {group.theme.slug: group.count for group in summarise("sector").groups}
    assert sectors["sector-agr"] == 4
    assert sectors["sector-hlt"] == 3
    assert sum(sectors.values()) == 31
    assert summarise("rating").everything.rated == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/results/", ["indicators tracked 39", "Nothing is rated yet", "31 further indicators", "June 2024", "9 of 9 entries"]),
        ("/zh-hans/results/?by=sector", ["按行业划分的指标", "交通运输", "尚无指标获得评级"]),
        ("/en/results/?by=rating&rating=delayed", ["Indicators rated “delayed”", "No indicator has this rating."]),
    ],
)
def test_the_page_says_where_they_stand(read: Read, address: str, words: list[str]) -> None:
    text = read(address)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("address", ["?by=colour", "?by=rating&rating=splendid"])
def test_what_is_no_way_to_group_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/results/{address}").status_code == 404


def test_the_last_approved_rating_of_the_latest_cycle_counts() -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework(), theme=progress.theme()))
    rate(indicator, Rating.ON_TRACK, year=2030)
    later = rate(indicator, Rating.DELAYED, year=2031)
    rate(indicator, Rating.ACHIEVED, state=EntryState.SUBMITTED, year=2032)
    later.rating, later.state = Rating.OFF_TRACK, EntryState.DRAFT
    later.save()
    counts = dict(summarise("rating").everything.by_rating)
    assert (counts[Rating.DELAYED], counts[Rating.ON_TRACK], counts[Rating.OFF_TRACK], counts[Rating.ACHIEVED]) == (1, 0, 0, 0)


def test_a_result_without_a_theme_counts_under_the_one_above_it() -> None:
    theme = progress.theme()
    top = builders.result(builders.framework(), theme=theme)
    builders.placed_indicator(builders.result(top.framework, parent=top))
    group = next(group for group in summarise("sector").groups if group.theme == theme)
    assert (group.count, group.with_figures) == (1, 1)


def test_an_indicator_is_listed_under_its_rating(read: Read) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    rate(indicator, Rating.DELAYED)
    assert indicator.name_en in read("/en/results/?by=rating&rating=delayed")
    assert indicator.name_en not in read("/en/results/?by=rating&rating=none")


def test_what_is_not_public_is_not_counted() -> None:
    builders.placed_indicator(builders.result(builders.framework(is_public=False), theme=progress.theme()))
    assert summarise("sector").everything.count == 39


def test_the_chart_says_in_words_what_it_shows(client: Client) -> None:
    html = client.get("/en/results/").content.decode()
    assert 'alt="Stacked bars. 1. Leadership and Human Resource Capacity: with figures 2;' in html
    assert "/en/results/overview/pillar.narrow-dark.svg" in html

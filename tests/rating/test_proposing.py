"""The rule of the proposed rating, case by case. ``docs/rating.md`` shows the same cases to people."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.enums import Direction, Operator, Rating
from results.rating import propose, weakest

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
SHARES = st.decimals(min_value=0, max_value=1, places=3)


def rate(baseline: object, target: object, actual: object, elapsed: object, way: str = UP, **signs: str) -> Rating:
    figures = {"baseline": baseline, "target": target, "actual": actual, "elapsed": elapsed}
    numbers = {name: None if value is None else Decimal(value) for name, value in figures.items()}
    return propose(**numbers, direction=way, **signs)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "elapsed", "expected"),
    [
        ("0", "100", "100", "0.5", Rating.ACHIEVED),
        ("0", "100", "140", "0.5", Rating.ACHIEVED),
        ("0", "100", "45", "0.5", Rating.ON_TRACK),
        ("0", "100", "44.99", "0.5", Rating.DELAYED),
        ("0", "100", "30", "0.5", Rating.DELAYED),
        ("0", "100", "29.99", "0.5", Rating.OFF_TRACK),
        ("0", "100", "-1", "0", Rating.OFF_TRACK),
        ("0", "100", "0", "0", Rating.ON_TRACK),
        ("0", "100", "99", "1", Rating.DELAYED),
        ("0", "100", "99", "1.4", Rating.DELAYED),
        ("0", "100", "59", "1", Rating.OFF_TRACK),
        ("-20", "-10", "-15", "0.5", Rating.ON_TRACK),
        ("-20", "10", "-12", "0.5", Rating.OFF_TRACK),
        ("10", "10", "10", "0.5", Rating.ON_TRACK),
        ("10", "10", "12", "1", Rating.ACHIEVED),
        ("10", "10", "9", "0.5", Rating.OFF_TRACK),
        ("12", "10", "11", "0.5", Rating.ON_TRACK),
    ],
)
def test_higher_is_better(baseline: str, target: str, actual: str, elapsed: str, expected: Rating) -> None:
    assert rate(baseline, target, actual, elapsed) == expected


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "elapsed", "expected"),
    [
        ("12", "6", "6", "0.5", Rating.ACHIEVED),
        ("12", "6", "9", "0.5", Rating.ON_TRACK),
        ("12", "6", "10", "0.5", Rating.DELAYED),
        ("12", "6", "11", "0.5", Rating.OFF_TRACK),
        ("12", "6", "13", "0.1", Rating.OFF_TRACK),
        ("6", "6", "5", "1", Rating.ACHIEVED),
        ("0", "-4", "-2", "0.5", Rating.ON_TRACK),
    ],
)
def test_lower_is_better(baseline: str, target: str, actual: str, elapsed: str, expected: Rating) -> None:
    assert rate(baseline, target, actual, elapsed, DOWN) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("50", Rating.ACHIEVED), ("40", Rating.ON_TRACK), ("60", Rating.ON_TRACK), ("75", Rating.OFF_TRACK), ("10", Rating.OFF_TRACK)],
)
def test_without_a_better_side_the_distance_counts_on_both_sides(actual: str, expected: Rating) -> None:
    assert rate("30", "50", actual, "0.5", NONE) == expected


@pytest.mark.parametrize("missing", range(4))
def test_nothing_is_proposed_where_something_is_missing(missing: int) -> None:
    figures: list[str | None] = ["0", "100", "100", "0.5"]
    figures[missing] = None
    assert rate(*figures) == Rating.NOT_RATED


def test_zero_is_a_figure_and_not_a_gap() -> None:
    assert rate("5", "0", "0", "0.5", DOWN) == Rating.ACHIEVED
    assert rate("0", "5", "0", "0.5", UP) == Rating.OFF_TRACK


def test_the_sign_of_the_target_says_where_it_is_reached() -> None:
    assert rate("1", "2", "3", "0.5", DOWN, target_operator=Operator.AT_LEAST) == Rating.ACHIEVED
    assert rate("9", "5", "4", "0.5", UP, target_operator=Operator.BELOW) == Rating.ACHIEVED
    assert rate("9", "5", "5", "0.5", UP, target_operator=Operator.BELOW) == Rating.ON_TRACK
    assert rate("9", "5", "5", "0.5", UP, target_operator=Operator.BELOW, actual_operator=Operator.BELOW) == Rating.ACHIEVED
    assert rate("5", "5", "5", "0.5", UP, target_operator=Operator.BELOW) == Rating.OFF_TRACK
    assert rate("1", "2", "2", "0.5", UP, target_operator=Operator.ABOUT) == Rating.ACHIEVED


def test_a_figure_known_on_one_side_only_counts_on_that_side() -> None:
    assert rate("0", "100", "100", "0.5", UP, actual_operator=Operator.AT_LEAST) == Rating.ACHIEVED
    assert rate("0", "100", "100", "0.5", UP, actual_operator=Operator.BELOW) == Rating.NOT_RATED
    assert rate("12", "6", "6", "0.5", DOWN, actual_operator=Operator.BELOW) == Rating.ACHIEVED
    assert rate("12", "6", "4", "0.5", DOWN, actual_operator=Operator.AT_LEAST) == Rating.NOT_RATED
    assert rate("0", "100", "50", "0.5", UP, actual_operator=Operator.ABOUT) == Rating.ON_TRACK


def test_the_weakest_measure_speaks_for_the_indicator() -> None:
    assert weakest([Rating.ACHIEVED, Rating.DELAYED, Rating.NOT_RATED]) == Rating.DELAYED
    assert weakest([Rating.NOT_RATED]) == weakest([]) == Rating.NOT_RATED


@given(baseline=NUMBERS, target=NUMBERS, actual=NUMBERS, elapsed=SHARES)
def test_down_is_the_mirror_of_up(baseline: Decimal, target: Decimal, actual: Decimal, elapsed: Decimal) -> None:
    up = propose(baseline=baseline, target=target, actual=actual, direction=UP, elapsed=elapsed)
    down = propose(baseline=-baseline, target=-target, actual=-actual, direction=DOWN, elapsed=elapsed)
    assert up == down != Rating.NOT_RATED


@given(baseline=NUMBERS, target=NUMBERS, actual=NUMBERS, elapsed=SHARES, more=st.decimals(min_value=0, max_value=99, places=1))
def test_a_better_figure_is_never_rated_worse(
    baseline: Decimal, target: Decimal, actual: Decimal, elapsed: Decimal, more: Decimal
) -> None:
    facts = {"baseline": baseline, "target": target, "direction": UP, "elapsed": elapsed}
    order = [Rating.OFF_TRACK, Rating.DELAYED, Rating.ON_TRACK, Rating.ACHIEVED]
    assert order.index(propose(actual=actual + more, **facts)) >= order.index(propose(actual=actual, **facts))


def test_the_document_shows_what_the_rule_does() -> None:
    document = (Path(__file__).parents[2] / "docs" / "rating.md").read_text(encoding="utf-8")
    number = r"(-?\d[\d.]*)"
    rows = re.findall(rf"^\| (up|down|none) \| {number} \| {number} \| {number} \| (\d+)% \| ([a-z ]+) \|$", document, re.M)
    assert len(rows) >= 8
    for way, baseline, target, actual, percent, expected in rows:
        rating = rate(baseline, target, actual, Decimal(percent) / 100, way)
        assert rating.label == expected, (way, baseline, target, actual, percent)

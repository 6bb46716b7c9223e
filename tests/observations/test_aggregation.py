"""How figures of several periods and countries become one: a worked example for every rule, and the awkward cases."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal

import pytest

from base.text import Text
from results import aggregation
from results.aggregation import Aggregate, Datum, aggregate
from results.enums import Aggregation, Operator, ValueState

GEORGIA = {"country": "GEO", "place": Text("格鲁吉亚", "Georgia")}
AZERBAIJAN = {"country": "AZE", "place": Text("阿塞拜疆", "Azerbaijan")}


def h1(value: object = None, year: int = 2024, **more: object) -> Datum:
    return Datum(date(year, 1, 1), date(year, 6, 30), _number(value), **more)


def h2(value: object = None, year: int = 2024, **more: object) -> Datum:
    return Datum(date(year, 7, 1), date(year, 12, 31), _number(value), **more)


def year(value: object = None, number: int = 2024, **more: object) -> Datum:
    return Datum(date(number, 1, 1), date(number, 12, 31), _number(value), **more)


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def share(numerator: int, denominator: int) -> dict[str, Decimal]:
    return {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}


def over_time(*data: Datum, rule: str) -> Aggregate:
    return aggregate(data, over_periods=rule, over_countries=None)


def left(found: Aggregate) -> list[tuple[str | None, str]]:
    return [(each.datum.country, str(each.why)) for each in found.all_left_out]


# One example for each rule, those of docs/aggregation.md -------------------------------------------------------------------


def test_sum_over_periods() -> None:
    found = over_time(h1(120), h2(110), rule="sum")
    assert found.value == 230
    assert found.explain("en") == "Sum of 2 periods: 120 (H1 2024) + 110 (H2 2024) = 230."
    assert found.explain("zh-hans") == "2个时期合计：120（2024年上半年）+110（2024年下半年）=230。"


def test_latest_over_periods() -> None:
    found = over_time(h1(5), h2(None, state=ValueState.NOT_AVAILABLE), rule="latest")
    assert (found.value, found.start) == (5, date(2024, 1, 1))
    assert found.explain("en") == ("Latest figure: 5 (H1 2024). Left out, because there is no figure: H2 2024 (not available).")


def test_mean_over_periods() -> None:
    assert over_time(h1(4), h2(7), rule="mean").value == Decimal("5.5")
    assert over_time(h1(1), h2(0), year(1, 2025), rule="mean").value == Decimal("0.666667")


def test_highest_over_periods() -> None:
    found = over_time(h1(9), h2(7), rule="highest")
    assert (found.value, found.end) == (9, date(2024, 6, 30))


def test_share_of_the_summed_parts() -> None:
    """Half of 6 and a quarter of 40 are 13 of 46, not 37.5%."""
    found = over_time(h1(50, **share(3, 6)), h2(25, **share(10, 40)), rule="weighted")
    assert (found.value, found.numerator, found.denominator) == (Decimal("28.260870"), 13, 46)
    assert found.explain("en") == "Share of the summed parts: (3 + 10) ÷ (6 + 40) = 28.2609; periods: H1 2024, H2 2024."


def test_a_ratio_is_not_multiplied_by_a_hundred() -> None:
    assert over_time(h1(0.5, per=1, **share(3, 6)), h2(1, per=1, **share(4, 4)), rule="weighted").value == Decimal("0.7")


def test_count_of_countries() -> None:
    data = [h1(1, **GEORGIA), h1(0, **AZERBAIJAN), h1(None, country="KAZ", state=ValueState.NOT_AVAILABLE)]
    found = aggregate(data, over_periods="latest", over_countries="countries")
    assert (found.value, found.operator) == (1, Operator.EQUAL)
    assert left(found) == [("KAZ", "no_figure")]
    assert found.explain("en").startswith("1 of the 2 countries with a figure: Georgia.")


def test_without_a_rule_nothing_is_added_up() -> None:
    found = over_time(h1(1), h2(2), rule="none")
    assert (found.value, found.state) == (None, ValueState.NOT_AVAILABLE)
    assert over_time(h1(1), h2(2), year(9), rule="none").value == 9  # the year's own figure
    assert over_time(h1(4), rule="none").value == 4
    regional = aggregate([h1(1, **GEORGIA)], over_periods="latest", over_countries="none")
    assert (regional.value, regional.country, regional.state) == (None, None, ValueState.NOT_AVAILABLE)


# Days are told once --------------------------------------------------------------------------------------------------------


def test_a_year_and_its_halves_are_counted_once() -> None:
    both = over_time(h1(120), h2(110), year(235), rule="sum")
    assert (both.value, left(both)) == (230, [(None, "overlap")])
    one = over_time(h1(120), year(235), rule="sum")
    assert (one.value, left(one)) == (235, [(None, "overlap")])


def test_halves_quarters_and_years_make_the_finest_whole() -> None:
    first = Datum(date(2024, 1, 1), date(2024, 3, 31), Decimal(10))
    second = Datum(date(2024, 4, 1), date(2024, 6, 30), Decimal(20))
    assert over_time(first, second, h1(35), h2(5), year(99), rule="sum").value == 35
    assert over_time(first, h1(35), h2(5), rule="sum").value == 40  # a quarter alone does not stand for the half


def test_periods_that_cross_are_not_added_up() -> None:
    crossing = Datum(date(2023, 7, 1), date(2024, 6, 30), Decimal(7))
    assert over_time(year(4, 2023), crossing, rule="sum").value == 7  # 366 days, leap year
    assert over_time(year(4, 2023), crossing, h1(5), rule="sum").value == 9


def test_a_figure_that_is_not_there_covers_nothing() -> None:
    found = over_time(h1(120), h2(110), year(None, state=ValueState.TO_BE_SET), rule="sum")
    assert found.value == 230


def test_latest_takes_the_longest_of_those_that_end_together() -> None:
    assert over_time(h1(5), h2(7), year(8), rule="latest").value == 8


# What is not there is never 0 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", sorted(aggregation.PERIOD_RULES))
def test_nothing_at_all_is_not_available(rule: str) -> None:
    found = over_time(h1(state=ValueState.NOT_AVAILABLE), h2(state=ValueState.TO_BE_SET), rule=rule)
    assert (found.value, found.state) == (None, ValueState.NOT_AVAILABLE)
    assert len(found.left_out) == 2
    assert over_time(rule=rule).state == ValueState.NOT_AVAILABLE


def test_where_all_say_the_same_it_is_said_so() -> None:
    found = over_time(h1(state=ValueState.NOT_APPLICABLE), h2(state=ValueState.NOT_APPLICABLE), rule="sum")
    assert found.state == ValueState.NOT_APPLICABLE


def test_a_nought_is_a_figure() -> None:
    found = aggregate([h1(0, **GEORGIA), h1(0, **AZERBAIJAN)], over_periods="sum", over_countries="sum")
    assert (found.value, found.state) == (0, ValueState.REPORTED)


def test_a_share_without_its_parts_is_left_out_and_named() -> None:
    found = over_time(h1(50, **share(3, 6)), h2(25), rule="weighted")
    assert (found.value, left(found)) == (50, [(None, "no_parts")])
    assert over_time(h1(50), h2(25), rule="weighted").state == ValueState.NOT_AVAILABLE


def test_one_share_alone_needs_no_weights() -> None:
    found = over_time(h1(58, operator="~"), h2(state=ValueState.NOT_AVAILABLE), rule="weighted")
    assert (found.value, found.operator) == (58, "~")


# Countries and the region --------------------------------------------------------------------------------------------------


def test_each_country_first_then_the_region() -> None:
    data = [h1(5, **GEORGIA), h2(7, **GEORGIA), h1(1, **AZERBAIJAN), h2(state=ValueState.NOT_AVAILABLE, **AZERBAIJAN)]
    assert aggregate(data, over_periods="latest", over_countries="sum").value == 8  # Azerbaijan's last figure stays
    assert aggregate(data, over_periods="sum", over_countries="sum").value == 13
    assert aggregate(data, over_periods="mean", over_countries="highest").value == 6


def test_the_highest_of_the_region_is_not_the_sum_of_peaks() -> None:
    data = [h1(5, **GEORGIA), h2(7, **GEORGIA), h1(9, **AZERBAIJAN), h2(0, **AZERBAIJAN)]
    found = aggregate(data, over_periods="highest", over_countries="sum")
    assert (found.value, found.end) == (14, date(2024, 6, 30))


def test_the_regions_own_figure_stands() -> None:
    data = [h1(10), h1(4, **GEORGIA), h2(3, **GEORGIA), h2(2, **AZERBAIJAN)]
    found = aggregate(data, over_periods="sum", over_countries="sum")
    assert (found.value, left(found)) == (15, [("GEO", "region_told")])
    assert aggregate(data, over_periods="mean", over_countries="sum").value == Decimal("7.5")
    assert aggregate(data, over_periods="latest", over_countries="none").value == 10


# Signs, words, refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signs", "total"),
    [((">=", ""), ">="), (("<", ""), "<"), (("~", ">="), "~"), (("<", ">="), "~"), (("", ""), ""), ((">=", ">="), ">=")],
)
def test_signs_of_a_sum(signs: tuple[str, str], total: str) -> None:
    found = over_time(h1(5, operator=signs[0]), h2(3, operator=signs[1]), rule="sum")
    assert (found.value, found.operator) == (8, total)


@pytest.mark.parametrize(
    ("first", "second", "value", "sign"),
    [((5, ">="), (7, ""), 7, ">="), ((5, "<"), (7, ""), 7, ""), ((5, "<"), (5, ""), 5, ""), ((9, "~"), (5, ">="), 9, "~")],
)
def test_signs_of_the_highest(first: tuple[int, str], second: tuple[int, str], value: int, sign: str) -> None:
    found = over_time(h1(first[0], operator=first[1]), h2(second[0], operator=second[1]), rule="highest")
    assert (found.value, found.operator) == (value, sign)


def test_below_does_not_say_that_there_is_any() -> None:
    data = [h1(5, operator="<", **GEORGIA), h1(2, **AZERBAIJAN)]
    found = aggregate(data, over_periods="latest", over_countries="countries")
    assert (found.value, found.operator, left(found)) == (1, ">=", [("GEO", "not_sure")])


def test_words_pass_on_but_are_not_added_up() -> None:
    told = h2(text=Text("草案", "a draft"))
    assert over_time(h1(text=Text("无", "nothing")), told, rule="latest").text == told.text
    assert over_time(told, rule="sum").value is None


def test_units_never_mix() -> None:
    with pytest.raises(ValueError, match="different units"):
        over_time(h1(230, unit="participations"), h2(187, unit="persons"), rule="sum")


def test_a_cell_is_told_once() -> None:
    with pytest.raises(ValueError, match="same place and period"):
        over_time(h1(1), h1(2), rule="sum")


def test_rules_have_their_place() -> None:
    with pytest.raises(ValueError, match="no rule for periods"):
        over_time(h1(1), rule=Aggregation.COUNTRIES)
    with pytest.raises(ValueError, match="no rule for countries"):
        aggregate([h1(1)], over_periods="sum", over_countries=Aggregation.LATEST)
    with pytest.raises(ValueError, match="need a rule over countries"):
        over_time(h1(1, **GEORGIA), h1(1, **AZERBAIJAN), rule="sum")


def test_the_examples_in_the_code_are_true() -> None:
    assert doctest.testmod(aggregation).failed == 0


def test_a_long_list_of_what_was_left_out_is_counted_where_asked() -> None:
    """Twelve countries' years say nothing to a reader that their number does not say."""
    region = [year(9, number) for number in (2023, 2024)]
    countries = [year(3, number, country=f"C{each:02}") for number in (2023, 2024) for each in range(7)]
    found = aggregate([*region, *countries], over_periods="sum", over_countries="sum")
    assert found.explain_lines("en", named=13)[1:] == [
        "Left out, because the region has a figure of its own: 14 figures (January 2023 – December 2024)."
    ]
    assert found.explain_lines("zh-hans", named=13)[1].endswith("14项数据（2023年1月至2024年12月）。")
    assert "C06, 2024 (3)" in found.explain_lines("en", named=14)[1]

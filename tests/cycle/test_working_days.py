"""Counting in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.working_days import days_before, is_working, working_days_until

WEEKEND = [5, 6]
THURSDAY = date(2024, 5, 30)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("n", "expected"), [(1, date(2024, 5, 29)), (3, date(2024, 5, 27)), (4, date(2024, 5, 24)), (5, date(2024, 5, 23))]
)
def test_weekends_are_not_counted(n: int, expected: date) -> None:
    assert days_before(THURSDAY, n, WEEKEND, {}) == expected


def test_a_holiday_is_not_counted_and_a_worked_saturday_is() -> None:
    assert days_before(THURSDAY, 1, WEEKEND, {date(2024, 5, 29): False}) == date(2024, 5, 28)
    assert days_before(THURSDAY, 4, WEEKEND, {date(2024, 5, 25): True}) == date(2024, 5, 25)


def test_friday_and_saturday_may_be_the_weekend() -> None:
    assert days_before(date(2024, 5, 26), 1, [4, 5], {}) == date(2024, 5, 23)  # the Thursday before a Sunday


def test_a_year_ends_and_a_leap_day_counts() -> None:
    assert days_before(date(2024, 1, 2), 1, WEEKEND, {date(2024, 1, 1): False}) == date(2023, 12, 29)
    assert days_before(date(2024, 3, 1), 1, WEEKEND, {}) == date(2024, 2, 29)


def test_no_days_before_is_no_deadline() -> None:
    with pytest.raises(ValueError, match="at least one"):
        days_before(THURSDAY, 0, WEEKEND, {})


@given(
    day=DAYS,
    n=st.integers(1, 60),
    weekend=st.sets(st.integers(0, 6), max_size=6),
    special=st.dictionaries(DAYS, st.booleans(), max_size=20),
)
def test_counting_back_and_forth_agree(day: date, n: int, weekend: set[int], special: dict[date, bool]) -> None:
    due = days_before(day, n, weekend, special)
    assert is_working(due, weekend, special)
    assert working_days_until(due, day - timedelta(days=1), weekend, special) == n - 1

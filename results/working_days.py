"""Counting in working days. Pure: a calendar is its free weekdays and its special days (``True``: worked)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def is_working(day: date, weekend: Collection[int], special_days: Mapping[date, bool]) -> bool:
    """Whether ``day`` is worked. ``weekend`` counts as Python does: 0 is Monday, 6 is Sunday."""
    return special_days.get(day, day.weekday() not in weekend)


def days_before(day: date, n: int, weekend: Collection[int], special_days: Mapping[date, bool]) -> date:
    """The working day that lies ``n`` working days before ``day``; ``day`` itself is not counted.

    >>> days_before(date(2024, 5, 30), 5, [5, 6], {})  # a Thursday
    datetime.date(2024, 5, 23)
    """
    if n < 1:
        raise ValueError("a deadline lies at least one working day before the meeting")
    while n:
        day -= ONE_DAY
        n -= is_working(day, weekend, special_days)
    return day


def working_days_until(start: date, end: date, weekend: Collection[int], special_days: Mapping[date, bool]) -> int:
    """How many working days come after ``start`` up to and with ``end``; 0 when ``end`` is not later."""
    days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_working(day, weekend, special_days) for day in days)

"""Counting in working days. Pure: a calendar is its free weekdays and its special days (``True``: worked)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar in hand: which days are worked. Without anything said, every day is."""

    weekend: frozenset[int] = frozenset()
    special_days: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        return is_working(day, self.weekend, self.special_days)

    def before(self, day: date, n: int) -> date:
        """The day ``n`` working days before ``day``."""
        return days_before(day, n, self.weekend, self.special_days)

    def until(self, start: date, end: date) -> int:
        """How many working days are left after ``start`` until ``end``."""
        return working_days_until(start, end, self.weekend, self.special_days)


MONDAY_TO_FRIDAY = WorkingDays(frozenset({5, 6}))

"""Dates at the precision known: a day, a month, a quarter, a half-year or a year."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("no date known")


MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


def precision_of(start: date, end: date) -> Precision | None:
    """The calendar unit that a period fills exactly; ``None`` when it fills none.

    >>> precision_of(date(2024, 1, 1), date(2024, 6, 30))
    Precision.HALF
    """
    if start == end:
        return Precision.DAY
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    for precision, length in MONTHS_IN.items():
        if months == length and (start.month - 1) % length == 0:
            return precision
    return None


def span_of(start: date | None, end: date | None, precision: str) -> tuple[date, date] | None:
    """The first and the last day that dates at a precision may mean; ``None`` when no date is known.

    >>> span_of(date(2024, 5, 1), None, "quarter")
    (datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    """
    if start is None or precision == Precision.UNKNOWN:
        return None
    last = end or start
    length = MONTHS_IN.get(precision)
    if length is None:
        return start, last
    first_month = (start.month - 1) // length * length + 1
    last_month = (last.month - 1) // length * length + length
    return start.replace(month=first_month, day=1), last.replace(
        month=last_month, day=calendar.monthrange(last.year, last_month)[1]
    )


def _one(day: date, precision: str, language: str) -> str:
    quarter, half = (day.month + 2) // 3, 1 if day.month <= 6 else 2
    if language == "en":
        return {
            Precision.DAY: f"{day.day} {calendar.month_name[day.month]} {day.year}",
            Precision.MONTH: f"{calendar.month_name[day.month]} {day.year}",
            Precision.QUARTER: f"Q{quarter} {day.year}",
            Precision.HALF: f"H{half} {day.year}",
            Precision.YEAR: f"{day.year}",
        }[Precision(precision)]
    return {
        Precision.DAY: f"{day.year}年{day.month}月{day.day}日",
        Precision.MONTH: f"{day.year}年{day.month}月",
        Precision.QUARTER: f"{day.year}年第{'一二三四'[quarter - 1]}季度",
        Precision.HALF: f"{day.year}年{'上' if half == 1 else '下'}半年",
        Precision.YEAR: f"{day.year}年",
    }[Precision(precision)]


def _days(start: date, end: date, language: str) -> str:
    if language == "en":
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{end.day} {calendar.month_name[end.month]} {end.year}"
        if start.year == end.year:
            return f"{start.day} {calendar.month_name[start.month]} – {_one(end, Precision.DAY, language)}"
        return f"{_one(start, Precision.DAY, language)} – {_one(end, Precision.DAY, language)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{_one(start, Precision.DAY, language)}至{end.day}日"
    if start.year == end.year:
        return f"{_one(start, Precision.DAY, language)}至{end.month}月{end.day}日"
    return f"{_one(start, Precision.DAY, language)}至{_one(end, Precision.DAY, language)}"


def format_dates(start: date | None, end: date | None, precision: str, language: str) -> str:
    """Dates as people write them in ``language``; empty when no date is known.

    >>> format_dates(date(2024, 5, 30), date(2024, 5, 31), "day", "en")
    '30–31 May 2024'
    """
    if start is None or precision == Precision.UNKNOWN:
        return ""
    end = end or start
    if precision == Precision.DAY:
        return _one(start, precision, language) if start == end else _days(start, end, language)
    first, last = _one(start, precision, language), _one(end, precision, language)
    if first == last:
        return first
    return f"{first} – {last}" if language == "en" else f"{first}至{last}"


@lru_cache(maxsize=4096)
def format_period(start: date, end: date, language: str) -> str:
    """A reporting period as people write it: a year, a half, a quarter, else the months from and to.

    >>> format_period(date(2023, 7, 1), date(2024, 6, 30), "en")
    'July 2023 – June 2024'
    """
    precision = precision_of(start, end)
    if precision is None:
        whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
        precision = Precision.MONTH if whole_months else Precision.DAY
    return format_dates(start, end, precision, language)

"""The years and quarters in which public plans have something to do."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Min
from django.utils.translation import get_language

from base.dates import Precision, format_dates, span_of

from ..models import Activity, WorkPlan

MOST_YEARS = 30  # a slip of the pen, such as 2205, does not make a list of thousands


def period_choices() -> list[tuple[str, str]]:
    """Each year from the first to the last, followed by its quarters: “2026”, “2026-Q1”."""
    language = get_language() or "en"
    plans = WorkPlan.objects.public().aggregate(first=Min("period_start"), last=Max("period_end"))
    within = Activity.objects.filter(plan__in=WorkPlan.objects.public()).aggregate(first=Min("starts_on"), last=Max("ends_on"))
    days = [day for day in (*plans.values(), *within.values()) if day]
    if not days:
        return []
    first, last = min(days).year, max(days).year
    found = []
    for year in range(first, min(last, first + MOST_YEARS) + 1):
        found.append((str(year), format_dates(date(year, 1, 1), None, Precision.YEAR, language)))
        for quarter in range(1, 5):
            begin = date(year, quarter * 3 - 2, 1)
            found.append((f"{year}-Q{quarter}", format_dates(begin, None, Precision.QUARTER, language)))
    return found


def days_of(period: str) -> tuple[date, date]:
    """The first and last day of one of these periods."""
    year, _dash, quarter = period.partition("-Q")
    if quarter:
        return span_of(date(int(year), int(quarter) * 3 - 2, 1), None, Precision.QUARTER)
    return span_of(date(int(year), 1, 1), None, Precision.YEAR)

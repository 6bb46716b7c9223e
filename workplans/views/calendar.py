"""The calendar: a month of the public plans, as a grid and as a list of its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from base.dates import Precision, format_dates

from ..month import Month
from ..schedule_filter import ScheduleForm
from ..selectors.calendar import Entry, entries

IN_A_SQUARE = 3  # entries shown in a day of the grid; the list below has them all


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid, with what falls on it."""

    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry]

    @property
    def shown(self) -> list[Entry]:
        return self.entries[:IN_A_SQUARE]

    @property
    def further(self) -> int:
        return len(self.entries) - len(self.shown)


@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    """The month of the address, this month without one."""
    today = timezone.localdate()
    month = Month.read(request.GET["month"]) if "month" in request.GET else Month.of(today)
    if month is None:
        raise Http404("not a month")
    form = ScheduleForm(request.GET)
    found = entries(form.choice, (month.first, month.last))
    on_day = _by_day(found, month)
    weeks = [[Day(day, day in on_day, day == today, on_day.get(day, [])) for day in week] for week in month.weeks]
    feed = request.build_absolute_uri(reverse("workplans:calendar_feed") + form.query)
    context = {
        "form": form,
        "month": month,
        "month_name": format_dates(month.first, None, Precision.MONTH, get_language() or "en"),
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day.entries],
        "count": len(found),
        "this_month": Month.of(today),
        "feed": feed,
        "subscribe": "webcal://" + feed.partition("://")[2],
    }
    return render(request, "workplans/calendar.html", context)


def _by_day(found: Iterable[Entry], month: Month) -> dict[date, list[Entry]]:
    """The days of the month, each with what falls on it."""
    days = {month.first + timedelta(days=number): [] for number in range((month.last - month.first).days + 1)}
    for entry in found:
        first, last = max(entry.first, month.first), min(entry.last, month.last)
        for number in range((last - first).days + 1):
            days[first + timedelta(days=number)].append(entry)
    return days

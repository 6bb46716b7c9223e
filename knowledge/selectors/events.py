"""Which events are still to come, and which are past."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from base.dates import MONTHS_IN, Precision

from ..enums import EventStatus


def coming(events: QuerySet, *, at: date | None = None) -> QuerySet:
    """Events whose last day, month or year is not over on the day ``at`` (today by default), the soonest first.

    A planned event without a date is still to come; it is listed last.
    """
    return (
        events.alias(last_day=_last_day())
        .filter(_not_over(at) | Q(starts_on__isnull=True, status=EventStatus.PLANNED))
        .order_by(F("starts_on").asc(nulls_last=True), "slug")
    )


def past(events: QuerySet, *, at: date | None = None) -> QuerySet:
    """The other events, the newest first."""
    return events.exclude(pk__in=coming(events.model.objects.all(), at=at).order_by().values("pk"))


def _last_day() -> Coalesce:
    return Coalesce("ends_on", "starts_on")


def _not_over(at: date | None) -> Q:
    """An event known by its month, held in this month, is not over: each precision has its own first day that counts."""
    today = at or timezone.localdate()
    found = Q(precision=Precision.DAY, last_day__gte=today)
    for precision, months in MONTHS_IN.items():
        first_month = (today.month - 1) // months * months + 1
        found |= Q(precision=precision, last_day__gte=date(today.year, first_month, 1))
    return found

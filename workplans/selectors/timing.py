"""Which activities and deliverables are running or overdue, asked of the database; the models' properties say it of one."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from base.dates import Precision, span_of

from ..enums import DeliverableState, TaskState
from ..models.activity import OVER

KNOWN = [precision for precision in Precision if precision != Precision.UNKNOWN]
OPEN = (DeliverableState.PLANNED, DeliverableState.UNDER_WAY)


def _last_day_from(day: date, precision: Precision) -> Q:
    """Whose last possible day is ``day`` or later. A written date stands for the whole of its month, quarter, half or year."""
    first = span_of(day, None, precision)[0]
    return Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first)


def running(start: date, end: date) -> Q:
    """Activities that may run on one of the days from ``start`` to ``end``."""
    found = Q(pk__in=[])
    for precision in KNOWN:
        last = span_of(end, None, precision)[1]
        found |= Q(precision=precision, starts_on__lte=last) & _last_day_from(start, precision)
    return found


def overdue_activities() -> Q:
    """Activities whose last possible day has passed while they are neither done nor dropped."""
    today = timezone.localdate()
    passed = Q(pk__in=[])
    for precision in KNOWN:
        passed |= Q(precision=precision, starts_on__isnull=False) & ~_last_day_from(today, precision)
    return passed & ~Q(state__in=OVER)


def overdue_tasks() -> Q:
    """Open tasks whose last day has passed."""
    today = timezone.localdate()
    passed = Q(pk__in=[])
    for precision in KNOWN:
        passed |= Q(precision=precision, due_on__lt=span_of(today, None, precision)[0])
    return passed & Q(state=TaskState.OPEN)


def overdue_deliverables() -> Q:
    """What was promised for a quarter that has passed and is not delivered."""
    today = timezone.localdate()
    quarter = (today.month + 2) // 3
    return Q(state__in=OPEN) & (Q(due_year__lt=today.year) | Q(due_year=today.year, due_quarter__lt=quarter))

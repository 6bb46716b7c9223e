"""Reporting cycles as the public sees them: which was the last, and what of it is approved."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from ..enums import EntryState
from ..models import ReportingCycle
from ..models.progress import APPROVED


def cycles_in_time() -> QuerySet[ReportingCycle]:
    """All cycles with their meetings, the latest first."""
    return ReportingCycle.objects.select_related("meeting", "sector").order_by("-period_end", "-pk")


def latest_cycle() -> ReportingCycle | None:
    """The latest cycle with ``asked``, ``approved`` and ``published``: how many entries it has, and how many are how far."""
    if cycle := cycles_in_time().first():
        counts = cycle.entries.aggregate(
            asked=Count("pk"),
            approved=Count("pk", filter=Q(state__in=APPROVED)),
            published=Count("pk", filter=Q(state=EntryState.PUBLISHED)),
        )
        for name, count in counts.items():
            setattr(cycle, name, count)
    return cycle

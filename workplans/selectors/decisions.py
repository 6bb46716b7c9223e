"""Which deliverables were put before a meeting, and what it decided."""

from __future__ import annotations

from django.db.models import Count, F, Prefetch, Q, QuerySet

from knowledge.models import Event

from ..enums import PlanState
from ..models import Decision, Deliverable, WorkPlan


def decidable_plans() -> QuerySet[WorkPlan]:
    """Plans about whose deliverables a meeting decides: in force or closed, in their latest version."""
    return WorkPlan.objects.filter(state__in=[PlanState.CURRENT, PlanState.CLOSED])


def meetings_asked() -> QuerySet[Event]:
    """The meetings that were asked about deliverables, the latest first; ``asked_count`` and ``decided_count`` are of them."""
    asked = Q(deliverables__plan__in=decidable_plans())
    decided = asked & Q(deliverables__decisions__meeting=F("pk"))
    return (
        Event.objects.filter(asked)
        .annotate(
            asked_count=Count("deliverables", filter=asked, distinct=True),
            decided_count=Count("deliverables", filter=decided, distinct=True),
        )
        .order_by(F("starts_on").desc(nulls_last=True), "slug")
    )


def put_before(meeting: Event) -> QuerySet[Deliverable]:
    """The deliverables asked of a meeting, each with ``decided``: what it decided, in a list of one or none."""
    decided = Prefetch("decisions", Decision.objects.filter(meeting=meeting).select_related("document"), to_attr="decided")
    return (
        Deliverable.objects.filter(plan__in=decidable_plans(), meeting=meeting)
        .select_related("plan", "meeting")
        .prefetch_related(decided)
        .order_by("plan__slug", "number")
    )

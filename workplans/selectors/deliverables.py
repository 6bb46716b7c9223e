"""Deliverables of public plans: one with all that is behind it, and who owes which of them to a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet
from django.utils import timezone

from knowledge.models import Event

from ..enums import DeliverableState, Role
from ..models import Activity, Decision, Deliverable, DeliverablePart, Involvement, Output, WorkPlan
from .activities import involved
from .timing import OPEN, overdue_deliverables


@dataclass(frozen=True, slots=True)
class Owing:
    """Whoever leads the work behind some deliverables, and these; ``party`` is ``None`` where nobody is named."""

    party: Model | None
    deliverables: list[Deliverable]


def in_force() -> QuerySet[WorkPlan]:
    """The plans whose promises count: public, and not replaced by an amendment."""
    return WorkPlan.objects.public().latest_versions()


def find_deliverable(plan: WorkPlan, number: int) -> QuerySet[Deliverable]:
    """The deliverable of that number with its parts, the activities behind it and what meetings decided."""
    activities = Activity.objects.filter(plan=plan).select_related("plan", "objective").prefetch_related(involved())
    return (
        plan.deliverables.filter(number=number)
        .select_related("plan", "meeting", "proof")
        .prefetch_related(
            Prefetch("parts", DeliverablePart.objects.select_related("proof")),
            Prefetch("decisions", Decision.objects.select_related("meeting", "document")),
            Prefetch("activities", activities),
        )
        .annotate(is_overdue=_is_overdue())
    )


def outputs_behind(deliverable: Deliverable) -> QuerySet[Output]:
    """The outputs that lead to it."""
    return deliverable.outputs.filter(activity__plan=deliverable.plan_id).select_related("activity__plan", "activity__objective")


def meetings_owed() -> QuerySet[Event]:
    """The published meetings to which public plans have promised something, the earliest first; ``open_count`` is still owed."""
    promised = Q(deliverables__plan__in=in_force())
    return (
        Event.objects.published()
        .filter(promised)
        .annotate(open_count=Count("deliverables", filter=promised & Q(deliverables__state__in=OPEN), distinct=True))
        .order_by(F("starts_on").asc(nulls_last=True), "slug")
    )


def next_of(meetings: Iterable[Event]) -> Event | None:
    """The first of these that is still to come, else the last one; ``meetings`` in the order of time."""
    today, meetings = timezone.localdate(), list(meetings)
    coming = [each for each in meetings if each.starts_on and (each.ends_on or each.starts_on) >= today]
    return coming[0] if coming else (meetings[-1] if meetings else None)


def owed_to(meeting: Event | None) -> QuerySet[Deliverable]:
    """What is owed to a meeting and not delivered (to no meeting for ``None``), the earliest quarter first."""
    activities = Activity.objects.prefetch_related(
        Prefetch("involvements", Involvement.objects.filter(role=Role.LEAD).select_related("body", "organisation", "country"))
    )
    return (
        Deliverable.objects.filter(plan__in=in_force(), meeting=meeting, state__in=OPEN)
        .select_related("plan")
        .prefetch_related(
            Prefetch("parts", DeliverablePart.objects.exclude(state=DeliverableState.DELIVERED), to_attr="open_parts"),
            Prefetch("activities", activities),
        )
        .annotate(is_overdue=_is_overdue())
        .order_by("due_year", "due_quarter", "plan__slug", "number")
    )


def by_lead(deliverables: Iterable[Deliverable]) -> list[Owing]:
    """The deliverables below whoever leads the activities behind them, each below all of these; those of nobody last."""
    owed: dict[Model | None, list[Deliverable]] = defaultdict(list)
    for deliverable in deliverables:
        leads = {involved.party: None for activity in deliverable.activities.all() for involved in activity.involvements.all()}
        for party in leads or {None: None}:
            owed[party].append(deliverable)
    named = sorted((party for party in owed if party is not None), key=lambda party: (party._meta.model_name, str(party)))
    return [Owing(party, owed[party]) for party in (*named, *([None] if None in owed else []))]


def _is_overdue() -> object:
    return Q(overdue_deliverables())

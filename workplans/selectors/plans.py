"""Work plans as everyone may read them."""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet

from knowledge.models import Document, Event

from ..enums import DeliverableState
from ..models import Activity, Deliverable, Involvement, Objective, WorkPlan


def public_plans() -> QuerySet[WorkPlan]:
    """All plans but drafts, with the number of objectives, activities and deliverables in each."""
    return (
        WorkPlan.objects.public()
        .select_related("body")
        .annotate(
            objective_count=Count("objectives", distinct=True),
            activity_count=Count("activities", distinct=True),
            deliverable_count=Count("deliverables", distinct=True),
        )
    )


def objectives_of(plan: WorkPlan) -> QuerySet[Objective]:
    """The plan's objectives with their activities, who is involved, and of each the published events alone."""
    activities = Activity.objects.select_related("plan", "objective").prefetch_related(
        Prefetch("involvements", Involvement.objects.select_related("body", "organisation", "country")),
        Prefetch("events", queryset=Event.objects.published()),
    )
    return plan.objectives.select_related("area__theme").prefetch_related(Prefetch("activities", queryset=activities))


def deliverables_of(plan: WorkPlan) -> QuerySet[Deliverable]:
    """What the plan promises, with its parts, the meeting it goes to and the document that proves it."""
    return plan.deliverables.select_related("meeting", "proof").prefetch_related("parts")


def documents_of(plan: WorkPlan) -> QuerySet[Document]:
    """The published documents that belong to the plan."""
    return plan.documents.published()


def deliverables_due() -> QuerySet[Deliverable]:
    """What public plans have promised and not yet delivered, the earliest quarter first."""
    return (
        Deliverable.objects.filter(
            plan__in=WorkPlan.objects.public(), state__in=[DeliverableState.PLANNED, DeliverableState.UNDER_WAY]
        )
        .select_related("plan")
        .order_by("due_year", "due_quarter", "number")
    )

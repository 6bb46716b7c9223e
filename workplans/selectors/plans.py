"""Work plans as everyone may read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from knowledge.models import Document

from ..enums import DeliverableState, PlanState
from ..models import Activity, Area, Deliverable, Objective, WorkPlan
from .activities import IN_ORDER, as_rows


@dataclass(frozen=True, slots=True)
class ObjectivePart:
    """An objective with those of its activities that are shown."""

    objective: Objective
    activities: list[Activity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area of a plan: its objectives with their activities, and the activities that stand right in it."""

    area: Area
    objectives: list[ObjectivePart]
    activities: list[Activity]


def _number_of(model: type) -> Coalesce:
    """How many records of a plan there are, counted apart from each other."""
    counted = model.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def public_plans() -> QuerySet[WorkPlan]:
    """All plans but drafts, with the number of objectives, activities and deliverables in each."""
    return (
        WorkPlan.objects.public()
        .select_related("body", "adopted_at", "previous")
        .annotate(
            objective_count=_number_of(Objective),
            activity_count=_number_of(Activity),
            deliverable_count=_number_of(Deliverable),
        )
    )


def areas_of(plan: WorkPlan) -> QuerySet[Area]:
    """The plan's areas, each with the number of its activities."""
    return plan.areas.select_related("theme").annotate(activity_count=Count("activities")).order_by("number")


def activities_of(plan: WorkPlan, area: Area | None = None) -> QuerySet[Activity]:
    """The activities of the plan, or of one of its areas, as they stand in it."""
    found = as_rows(plan.activities.all()).order_by(*IN_ORDER)
    return found.filter(area=area) if area else found


def parts_of(areas: Iterable[Area], activities: Iterable[Activity], objectives: Iterable[Objective]) -> list[AreaPart]:
    """The activities below the objectives and areas they belong to."""
    below: dict[int, list[Activity]] = defaultdict(list)
    right_in: dict[int, list[Activity]] = defaultdict(list)
    for activity in activities:
        if activity.objective_id:
            below[activity.objective_id].append(activity)
        else:
            right_in[activity.area_id].append(activity)
    within: dict[int, list[ObjectivePart]] = defaultdict(list)
    for objective in objectives:
        within[objective.area_id].append(ObjectivePart(objective, below[objective.pk]))
    return [AreaPart(area, within[area.pk], right_in[area.pk]) for area in areas]


def deliverables_of(plan: WorkPlan) -> QuerySet[Deliverable]:
    """What the plan promises, with its parts, the meeting it goes to and the document that proves it."""
    return plan.deliverables.select_related("plan", "meeting", "proof").prefetch_related("parts")


def documents_of(plan: WorkPlan) -> QuerySet[Document]:
    """The published documents that belong to the plan."""
    return plan.documents.published()


def earlier_versions(plans: Iterable[WorkPlan]) -> dict[int, list[WorkPlan]]:
    """The versions that each of these plans took the place of, by its primary key, the latest first. One query."""
    before = {each.pk: each for each in WorkPlan.objects.filter(state=PlanState.SUPERSEDED)}
    found: dict[int, list[WorkPlan]] = {}
    for plan in plans:
        chain, earlier = [], before.get(plan.previous_id) if plan.version > 1 else None
        while earlier and earlier not in chain:
            chain.append(earlier)
            earlier = before.get(earlier.previous_id) if earlier.version > 1 else None
        found[plan.pk] = chain
    return found


def amended_by(plan: WorkPlan) -> WorkPlan | None:
    """The public plan that took the place of this one."""
    if plan.state != PlanState.SUPERSEDED:
        return None
    return plan.successors.public().filter(version__gt=plan.version).order_by("-version").first()


def deliverables_due() -> QuerySet[Deliverable]:
    """What public plans have promised and not yet delivered, the earliest quarter first."""
    return (
        Deliverable.objects.filter(
            plan__in=WorkPlan.objects.public().latest_versions(), state__in=[DeliverableState.PLANNED, DeliverableState.UNDER_WAY]
        )
        .select_related("plan")
        .order_by("due_year", "due_quarter", "number")
    )

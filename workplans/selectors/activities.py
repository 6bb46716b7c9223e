"""Activities of public plans, as rows of a list and in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch, QuerySet

from knowledge.models import Document, Event

from ..models import Activity, Deliverable, Involvement, Quantity, WorkPlan
from .quantities import delivered_of, percent_of

IN_ORDER = ("area__number", F("objective__number").asc(nulls_last=True), "number", "pk")


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity of an activity: what is planned, and what has been delivered (``None`` where nothing says how much)."""

    quantity: Quantity
    delivered: Decimal | None

    @property
    def percent(self) -> int | None:
        """How much of what is planned has been delivered; ``None`` where either is not known."""
        return percent_of(self.quantity.planned, self.delivered)


def involved() -> Prefetch:
    """Who leads and who takes part, in one query."""
    return Prefetch("involvements", Involvement.objects.select_related("body", "organisation", "country"))


def public_activities() -> QuerySet[Activity]:
    """The activities of all plans that everyone may read, earlier versions included."""
    return Activity.objects.filter(plan__in=WorkPlan.objects.public())


def as_rows(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """With what a row of a list says: plan, area, who is involved, planned quantities, published events. Four queries."""
    return activities.select_related("plan", "area__theme", "objective").prefetch_related(
        involved(),
        Prefetch("quantities", Quantity.objects.select_related("unit")),
        Prefetch("events", queryset=Event.objects.published()),
    )


def find_activity(plan: WorkPlan, code: str) -> QuerySet[Activity]:
    """The activity of that code (“2.1”, “24”), with all that its page shows of it alone."""
    objective, _dot, number = code.rpartition(".")
    found = plan.activities.filter(number=number)
    found = found.filter(objective__number=objective) if objective else found.filter(objective=None)
    deliverables = Deliverable.objects.select_related("plan", "meeting").prefetch_related("decisions__meeting", "outputs")
    return found.select_related(
        "plan", "area__theme", "objective", "carried_from__plan", "carried_from__objective"
    ).prefetch_related(
        involved(),
        Prefetch("events", queryset=Event.objects.published()),
        Prefetch("documents", queryset=Document.objects.published()),
        Prefetch("deliverables", queryset=deliverables),
        *("outputs", "state_changes", "tasks__owner", "tasks__organisation"),
        *("budget__source", "budget__opportunity"),
    )


def counts_of(activity: Activity) -> list[Count]:
    """The quantities of an activity with what was delivered of each. Two queries."""
    quantities = list(activity.quantities.select_related("unit", "target"))
    delivered = delivered_of(quantities)
    return [Count(quantity, delivered.get(quantity.pk)) for quantity in quantities]


def deliverables_with(activities: Iterable[int] | QuerySet) -> QuerySet[Deliverable]:
    """The deliverables that any of these activities is behind."""
    behind = Deliverable.activities.through.objects.filter(activity__in=activities)
    return Deliverable.objects.filter(pk__in=behind.values("deliverable"))

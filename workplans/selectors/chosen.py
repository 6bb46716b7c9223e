"""The activities and deliverables that a reader has chosen out of public plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from ..enums import ActivityState
from ..models import Activity, Area, Deliverable, WorkPlan
from .activities import deliverables_with
from .parties import Groups, involving


@dataclass(frozen=True, slots=True)
class Choice:
    """Some plans, all of them public, and what is to be seen of them: an area, a state, whoever is involved."""

    plans: QuerySet[WorkPlan]
    area: Area | None = None
    state: str = ""
    party: Model | None = None

    @property
    def narrows_activities(self) -> bool:
        """Whether not every activity of the plans is chosen."""
        return bool(self.area or self.state or self.party)

    def activities(self) -> QuerySet[Activity]:
        """The activities chosen."""
        found = Activity.objects.filter(plan__in=self.plans)
        if self.area:
            found = found.filter(area=self.area)
        if self.state:
            found = found.filter(state=self.state)
        if self.party:
            found = found.filter(involving(self.party))
        return found

    def activities_not_dropped(self) -> QuerySet[Activity]:
        """The activities chosen, without those that were dropped unless just these were asked for."""
        found = self.activities()
        return found if self.state == ActivityState.DROPPED else found.exclude(state=ActivityState.DROPPED)

    def deliverables(self) -> QuerySet[Deliverable]:
        """What the plans promise; of a part of their activities, what belongs to these."""
        found = Deliverable.objects.filter(plan__in=self.plans)
        if self.narrows_activities:
            found = found.filter(pk__in=deliverables_with(self.activities().order_by()).order_by().values("pk"))
        return found


def area_key(area: Area) -> str:
    """What addresses call an area: “health-2024.2” is the second of the plan with that name."""
    return f"{area.plan.slug}.{area.number}"


def by_plan(areas: Iterable[Area]) -> Groups:
    """Areas below their plans, as choices of a form."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in areas:
        groups.setdefault(area.plan.title, []).append((area_key(area), area.label))
    return list(groups.items())

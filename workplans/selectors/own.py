"""Whose work an activity is: that of the people of its plan's body, of the bodies that lead it, and of the countries and
organisations involved in it. The secretariat works on every plan.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from accounts.models import User

from ..enums import PlanState, Role
from ..models import Activity, Involvement, Task, WorkPlan

EVERY_PLAN = "workplans.work_on_every_plan"


def plans_seen_by(user: User) -> QuerySet[WorkPlan]:
    """All plans for the secretariat; nobody else sees a draft."""
    return WorkPlan.objects.all() if user.has_perm(EVERY_PLAN) else WorkPlan.objects.public()


def own_activities(user: User) -> QuerySet[Activity]:
    """The activities that are the person's own work, whatever the person may do beyond that; none of a plan in draft."""
    bodies = list(user.bodies.values_list("pk", flat=True))
    involved = Q(role=Role.LEAD, body__in=bodies)
    if user.country_id:
        involved |= Q(country=user.country_id)
    if user.organisation_id:
        involved |= Q(organisation=user.organisation_id)
    theirs = Involvement.objects.filter(involved).values("activity")
    return Activity.objects.exclude(plan__state=PlanState.DRAFT).filter(Q(plan__body__in=bodies) | Q(pk__in=theirs))


def activities_of(user: User) -> QuerySet[Activity]:
    """The activities on which the person works: all for the secretariat, for others their own."""
    return Activity.objects.all() if user.has_perm(EVERY_PLAN) else own_activities(user)


class People:
    """Who does the work of activities, among those with a permission; looked up once for all of them, when first asked."""

    def __init__(self, permission: str = "workplans.change_evaluation") -> None:
        self._permission = permission

    @cached_property
    def _by_party(self) -> dict[tuple[str, int], list[User]]:
        found: dict[tuple[str, int], list[User]] = {}
        for person in with_permission(self._permission).prefetch_related("bodies"):
            parties = [("body", body.pk) for body in person.bodies.all()]
            parties += [("country", person.country_id), ("organisation", person.organisation_id)]
            for party in parties:
                found.setdefault(party, []).append(person)
        return found

    def of(self, activity: Activity) -> tuple[User, ...]:
        """Those of whoever leads it; where they have no account, those of the plan's body, then of whoever takes part.

        Reads ``activity.plan`` and ``activity.involvements``.
        """
        involved = list(activity.involvements.all())
        leads = [_party(each) for each in involved if each.role == Role.LEAD]
        others = [_party(each) for each in involved if each.role == Role.PARTICIPANT]
        for parties in (leads, [("body", activity.plan.body_id)], others):
            if people := self._among(parties):
                return people
        return ()

    def all_of(self, activity: Activity) -> tuple[User, ...]:
        """Everybody whose own work it is (``own_activities``). Reads ``activity.plan`` and ``activity.involvements``."""
        involved = [_party(each) for each in activity.involvements.all() if each.role == Role.LEAD or not each.body_id]
        return self._among([("body", activity.plan.body_id), *involved])

    def of_bodies(self, bodies: Iterable[int]) -> tuple[User, ...]:
        """The people of these bodies."""
        return self._among(("body", pk) for pk in bodies)

    def of_organisation(self, organisation: int) -> tuple[User, ...]:
        """Those who report for an organisation."""
        return self._among([("organisation", organisation)])

    def _among(self, parties: Iterable[tuple[str, int]]) -> tuple[User, ...]:
        return tuple(dict.fromkeys(person for party in parties for person in self._by_party.get(party, ())))


def tasks_of(user: User) -> QuerySet[Task]:
    """The tasks in a person's charge, and those of their organisation that no person is in charge of."""
    theirs = Q(owner=user)
    if user.organisation_id:
        theirs |= Q(owner=None, organisation=user.organisation_id)
    return Task.objects.filter(theirs)


def _party(involved: Involvement) -> tuple[str, int]:
    return next((name, pk) for name in ("body", "organisation", "country") if (pk := getattr(involved, f"{name}_id")))


def with_permission(permission: str) -> QuerySet[User]:
    """Active people whose roles give them a permission, by name."""
    return User.objects.with_perm(permission, include_superusers=False).order_by("last_name", "first_name", "username")

"""Problems and adjustments, as those who follow them see them; never public."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from knowledge.models import Event

from ..enums import ProblemState
from ..models import Activity, Problem, WorkPlan
from .own import EVERY_PLAN, People, activities_of, with_permission

NOT_CLOSED, OVERDUE, ALL = "not_closed", "overdue", "all"  # choices beside the states


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which problems are shown: by state, and by whoever is in charge (a user's key, or ``none``)."""

    state: str = NOT_CLOSED
    owner: str = ""


def problems_of(user: User, plan: WorkPlan | None = None) -> QuerySet[Problem]:
    """The problems that the person may see, of one plan or of all: those with a day first, what is closed last."""
    if not user.has_perm("workplans.view_problem"):
        return Problem.objects.none()
    found = Problem.objects.filter(activity__in=activities_of(user))
    if plan is not None:
        found = found.filter(activity__plan=plan)
    closed_last = Case(When(state=ProblemState.CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField())
    return found.select_related("activity__plan", "activity__objective", "owner", "visit", "evaluation__round__plan").order_by(
        closed_last, F("due_on").asc(nulls_last=True), "found_on", "pk"
    )


def narrowed(problems: QuerySet[Problem], chosen: Chosen) -> QuerySet[Problem]:
    """Those of ``problems`` that were chosen."""
    if chosen.state == NOT_CLOSED:
        problems = problems.exclude(state=ProblemState.CLOSED)
    elif chosen.state == OVERDUE:
        problems = problems.filter(overdue())
    elif chosen.state in ProblemState.values:
        problems = problems.filter(state=chosen.state)
    if chosen.owner == "none":
        problems = problems.filter(owner=None)
    elif chosen.owner.isascii() and chosen.owner.isdigit() and len(chosen.owner) < 10:
        problems = problems.filter(owner=int(chosen.owner))
    return problems


def overdue() -> Q:
    """What was to be settled by a day that has passed."""
    return Q(due_on__lt=timezone.localdate()) & ~Q(state=ProblemState.CLOSED)


def problem_url(problem: Problem) -> str:
    """The page on which a problem is followed."""
    activity = problem.activity
    return reverse("workplans:problem", args=[activity.plan.slug, activity.code, problem.number])


def people_for(activity: Activity) -> list[User]:
    """Who may be put in charge of an activity's problem: those whose work the activity is, and the secretariat."""
    secretariat = set(with_permission(EVERY_PLAN).values_list("pk", flat=True))
    own = {person.pk for person in People("workplans.change_problem").all_of(activity)}
    return [person for person in with_permission("workplans.change_problem") if person.pk in own | secretariat]


def visits_for(activities: QuerySet[Activity], plan: WorkPlan | None = None) -> QuerySet[Event]:
    """The events at which a problem may have been found: the activities' own, and what was held in the plan's time."""
    found = Q(pk__in=Event.activities.through.objects.filter(activity__in=activities).values("event"))
    if plan is not None:
        in_time = Event.objects.published().filter(starts_on__range=(plan.period_start, plan.period_end))
        found |= Q(pk__in=in_time.values("pk"))
    return Event.objects.filter(found).order_by("-starts_on", "pk")

"""Everything a person owes in work plans, on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from accounts.models import User

from ..enums import EvaluationState, PlanState, ProblemState, TaskState
from ..models import Evaluation, Problem, Round, Task
from .own import activities_of, tasks_of
from .problems import problems_of
from .rounds import WRITING, Row, evaluations_with_people, rows_of


@dataclass(frozen=True, slots=True)
class Mine:
    """What waits for one person: to be written, to be reviewed, to be done. ``rounds`` are open and hold work of theirs."""

    to_write: list[Row]
    to_review: list[Row]
    tasks: QuerySet[Task]
    problems: QuerySet[Problem]
    rounds: QuerySet[Round]


def mine_of(user: User) -> Mine:
    """What waits for ``user``. The number of queries does not depend on how much it is."""
    theirs = activities_of(user)
    opened = Evaluation.objects.filter(round__is_open=True, activity__in=theirs)
    reviews = user.has_perm("workplans.review_evaluation")
    rows = list(rows_of(evaluations_with_people(opened), reviewed_by=user if reviews else None))
    return Mine(
        to_write=[row for row in rows if row.state in WRITING and user in row.people],
        to_review=[row for row in rows if row.state == EvaluationState.SUBMITTED and row.may_accept],
        tasks=_open_tasks(user),
        problems=problems_of(user).filter(owner=user).exclude(state=ProblemState.CLOSED),
        rounds=Round.objects.filter(pk__in=opened.values("round")).select_related("plan").order_by("due_on", "pk"),
    )


def _open_tasks(user: User) -> QuerySet[Task]:
    """In plans in force, the earliest first."""
    found = tasks_of(user).filter(state=TaskState.OPEN, activity__plan__state=PlanState.CURRENT)
    return found.select_related("activity__plan", "activity__objective").order_by(F("due_on").asc(nulls_last=True), "pk")

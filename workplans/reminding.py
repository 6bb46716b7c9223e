"""What is owed in work plans, for the daily reminder (``accounts/services/reminding.py``), and the reviewers' digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import F, Max, QuerySet

from accounts.models import Notice, User
from accounts.services import outbox
from accounts.services.reminding import Owed
from base.dates import Precision, span_of

from .enums import DeliverableState, EvaluationState, NoticeKind, PlanState, ProblemState, Role, TaskState
from .models import Deliverable, Evaluation, Involvement, Problem, Task
from .selectors.own import People
from .selectors.rounds import WRITING, Row, evaluations_with_people, rows_of


def owed(today: date) -> Iterator[Owed]:
    """What people owe in plans in force: evaluations, tasks, problems, deliverables."""
    yield from owed_in(Evaluation.objects.filter(round__is_open=True, round__plan__state=PlanState.CURRENT))
    people = People("workplans.view_workplan")
    yield from _owed_tasks(people)
    problems = Problem.objects.exclude(state=ProblemState.CLOSED).exclude(owner=None)
    for problem in problems.select_related("owner"):
        yield Owed(problem.owner, problem, problem.due_on)
    yield from _owed_deliverables(people)


def owed_in(evaluations: QuerySet[Evaluation]) -> Iterator[Owed]:
    """Those of these evaluations that are still to be written, for each person who has to."""
    for row in rows_of(evaluations_with_people(evaluations.filter(state__in=WRITING))):
        for person in row.people:
            yield Owed(person, row.evaluation, row.evaluation.round.due_on)


def _owed_tasks(people: People) -> Iterator[Owed]:
    """By whoever is in charge; where no person is, by those who report for the organisation in charge."""
    tasks = Task.objects.filter(state=TaskState.OPEN, activity__plan__state=PlanState.CURRENT)
    for task in tasks.select_related("owner"):
        for person in (task.owner,) if task.owner else people.of_organisation(task.organisation_id):
            yield Owed(person, task, task.last_day)


def _owed_deliverables(people: People) -> Iterator[Owed]:
    """By the people of the bodies that lead the activities behind it; where none is named, of the plan's body."""
    waiting = Deliverable.objects.filter(
        plan__state=PlanState.CURRENT, state__in=[DeliverableState.PLANNED, DeliverableState.UNDER_WAY]
    ).select_related("plan")
    leads = Involvement.objects.filter(role=Role.LEAD, activity__deliverables__in=waiting).exclude(body=None)
    bodies: dict[int, set[int]] = {}
    for deliverable, body in leads.values_list("activity__deliverables", "body"):
        bodies.setdefault(deliverable, set()).add(body)
    for deliverable in waiting:
        for person in people.of_bodies(sorted(bodies.get(deliverable.pk, ()))) or people.of_bodies([deliverable.plan.body_id]):
            yield Owed(person, deliverable, last_day_of(deliverable))


def last_day_of(deliverable: Deliverable) -> date:
    """The last day of the quarter that it is due in."""
    return span_of(date(deliverable.due_year, deliverable.due_quarter * 3, 1), None, Precision.QUARTER)[1]


def digest(today: date) -> int:
    """Tell the reviewers what was submitted since they were last told; says how many e-mails."""
    submitted = Evaluation.objects.filter(state=EvaluationState.SUBMITTED, round__is_open=True)
    of_person: dict[User, list[Row]] = {}
    for row in rows_of(evaluations_with_people(submitted)):
        for person in row.people:
            of_person.setdefault(person, []).append(row)
    if not of_person:
        return 0
    last = _last_digests()
    return sum(_tell(person, rows, last.get(person.pk), today) for person, rows in of_person.items())


def _tell(person: User, rows: Iterable[Row], last: datetime | None, today: date) -> bool:
    if last is not None and all(row.evaluation.submitted_at <= last for row in rows):
        return False
    facts = {"evaluations": [row.evaluation.pk for row in rows]}
    return outbox.tell(NoticeKind.SUBMITTED, person, today.isoformat(), facts) is not None


def _last_digests() -> dict[int, datetime]:
    told = Notice.objects.filter(kind=NoticeKind.SUBMITTED).order_by()
    return dict(told.values(person=F("recipient")).annotate(last=Max("made_at")).values_list("person", "last"))

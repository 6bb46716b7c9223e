"""What happened to a plan's activities and deliverables in a period, for the summary at its end.

What an amended plan recorded before it was amended counts as well: under the activity that carries it on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from base.dates import Precision, span_of

from ..enums import ActivityState, EvaluationState, ProblemState
from ..models import Activity, Decision, Deliverable, Evaluation, Involvement, Problem, StateChange, WorkPlan
from .evaluations import accepted_versions


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both of them within."""

    start: date
    end: date


def versions_of(plan: WorkPlan) -> list[WorkPlan]:
    """The plan, and the versions of it that it has taken the place of, the newest first."""
    found = [plan]
    while found[-1].version > 1 and found[-1].previous is not None:
        found.append(found[-1].previous)
    return found


def activities_in(plan: WorkPlan) -> list[Activity]:
    """The plan's activities in its order, with whoever leads them."""
    involved = Involvement.objects.select_related("body", "organisation", "country")
    return list(
        plan.activities.select_related("area__theme", "objective")
        .prefetch_related(Prefetch("involvements", involved))
        .order_by("area__number", "objective__number", "number")
    )


class Lineage:
    """Which record of a plan carries on which of the plan's earlier versions."""

    def __init__(self, plan: WorkPlan, records: Sequence[Activity] | Sequence[Deliverable]) -> None:
        self.records = records
        self._now = {each.pk: each for each in records}
        earlier = versions_of(plan)[1:]
        if not earlier or not records:
            return
        model = type(records[0])
        carried_from = dict(model.objects.filter(plan__in=[plan, *earlier]).values_list("pk", "carried_from"))
        for record in records:
            pk = carried_from[record.pk]
            while pk in carried_from and pk not in self._now:
                self._now[pk] = record
                pk = carried_from[pk]

    @property
    def ids(self) -> list[int]:
        """The records of every version, by their primary keys."""
        return list(self._now)

    def now(self, pk: int) -> Activity | Deliverable:
        """The record of the plan that stands for this one."""
        return self._now[pk]


def states_at(lineage: Lineage, day: date) -> dict[int, ActivityState]:
    """The state of each activity at the end of a day, by the plan's own primary keys.

    The last step until then says it; where there is none, the first step afterwards says what it was before; where there
    is none either, it has always been what it is.
    """
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    steps = StateChange.objects.filter(activity__in=lineage.ids).order_by("changed_on", "pk")
    for step in steps:
        activity = lineage.now(step.activity_id).pk
        if step.changed_on <= day:
            before[activity] = step.to_state
        else:
            after.setdefault(activity, step.from_state)
    known = {**after, **before}
    return {each.pk: ActivityState(known.get(each.pk, each.state)) for each in lineage.records}


def changes_in(lineage: Lineage, span: Span) -> list[StateChange]:
    """The steps from state to state in the period, the earliest first."""
    steps = StateChange.objects.filter(activity__in=lineage.ids, changed_on__range=(span.start, span.end))
    return list(steps.order_by("changed_on", "pk"))


def problems_in(lineage: Lineage, span: Span) -> list[Problem]:
    """The problems found, still open or closed in the period, in the order in which they were found."""
    not_closed_before = Q(closed_on=None) & ~Q(state=ProblemState.CLOSED) | Q(closed_on__gte=span.start)
    found = Problem.objects.filter(not_closed_before, activity__in=lineage.ids, found_on__lte=span.end)
    return list(found.order_by("found_on", "pk"))


def evaluations_in(lineage: Lineage, span: Span) -> dict[int, list[tuple[Evaluation, Evaluation | None]]]:
    """By activity: each evaluation of a round that ended in the period with its newest accepted version, the earliest first.

    While somebody corrects an accepted evaluation, what was accepted stands.
    """
    ended = Evaluation.objects.filter(round__period_end__range=(span.start, span.end), activity__in=lineage.ids)
    evaluations = list(ended.select_related("round").order_by("round__period_end", "pk"))
    accepted = accepted_versions(each.pk for each in evaluations)
    found = defaultdict(list)
    for each in evaluations:
        found[lineage.now(each.activity_id).pk].append((each, accepted.get(each.pk)))
    return dict(found)


def not_accepted_in(plan: WorkPlan, span: Span) -> list[Evaluation]:
    """The evaluations of rounds that ended in the period which nobody has accepted yet, or that are being written again."""
    ended = Evaluation.objects.filter(round__plan__in=versions_of(plan), round__period_end__range=(span.start, span.end))
    return list(
        ended.exclude(state=EvaluationState.ACCEPTED)
        .select_related("round", "activity__objective")
        .order_by("round__period_end", "activity__objective__number", "activity__number")
    )


def deliverables_in(plan: WorkPlan, span: Span) -> list[tuple[Deliverable, list[Decision]]]:
    """The deliverables that were due, or that a meeting decided on, in the period; with what was decided until its end."""
    lineage = Lineage(plan, list(plan.deliverables.all()))
    decided: dict[int, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(deliverable__in=lineage.ids).select_related("meeting").order_by("decided_on", "pk"):
        if (day := _day_of(decision)) is not None and day <= span.end:
            decided[lineage.now(decision.deliverable_id).pk].append(decision)
    return [
        (each, decided[each.pk])
        for each in lineage.records
        if _is_due(each, span) or any(_day_of(decision) >= span.start for decision in decided[each.pk])
    ]


def _day_of(decision: Decision) -> date | None:
    return decision.decided_on or decision.meeting.starts_on


def _is_due(deliverable: Deliverable, span: Span) -> bool:
    first, last = span_of(date(deliverable.due_year, deliverable.due_quarter * 3 - 2, 1), None, Precision.QUARTER)
    return first <= span.end and last >= span.start

"""What was followed in a report's plan in the period: problems, changes of state, and deliverables with their decisions."""

from __future__ import annotations

from base.text import CHINESE, ENGLISH, Text
from results.models import ProgressReport
from workplans.enums import ActivityState, DeliverableState, Outcome, ProblemState
from workplans.models import Decision, Deliverable, Problem, StateChange
from workplans.selectors.in_period import Lineage, Span, activities_in, changes_in, deliverables_in, problems_in

from ..plan_content import (
    ChangeRow,
    DecidedDeliverable,
    DecisionTold,
    PlanChangesTable,
    PlanDecisionsTable,
    PlanProblemsTable,
    ProblemRow,
)
from ..words import day_in_both
from .plan_activities import word_of
from .texts import TextReader


def collect_problems(report: ProgressReport, texts: TextReader) -> PlanProblemsTable | None:
    """The problems found, open or closed in the period, with their adjustments and how they were settled."""
    if report.work_plan is None:
        return None
    span, lineage = Span(*report.span), Lineage(report.work_plan, activities_in(report.work_plan))
    return PlanProblemsTable(rows=tuple(_problem(each, lineage, span, texts) for each in problems_in(lineage, span)))


def _problem(problem: Problem, lineage: Lineage, span: Span, texts: TextReader) -> ProblemRow:
    activity = lineage.now(problem.activity_id)
    closed_later = problem.closed_on is not None and problem.closed_on > span.end
    is_closed = problem.state == ProblemState.CLOSED and not closed_later
    state = ProblemState.OPEN if closed_later else ProblemState(problem.state)
    return ProblemRow(
        code=activity.code,
        activity=texts.of(activity, "title"),
        found=day_in_both(problem.found_on),
        description=texts.of(problem, "description"),
        adjustment=texts.of(problem, "adjustment"),
        state=texts.label(state.label),
        settled=texts.of(problem, "closing_note") if is_closed else Text(),
    )


def collect_changes(report: ProgressReport, texts: TextReader) -> PlanChangesTable | None:
    """The steps of the plan's activities from state to state in the period, each with its reason."""
    if report.work_plan is None:
        return None
    span, lineage = Span(*report.span), Lineage(report.work_plan, activities_in(report.work_plan))
    return PlanChangesTable(
        word=word_of(report.work_plan, "activity", texts),
        rows=tuple(_change(each, lineage, texts) for each in changes_in(lineage, span)),
    )


def _change(step: StateChange, lineage: Lineage, texts: TextReader) -> ChangeRow:
    activity = lineage.now(step.activity_id)
    return ChangeRow(
        code=activity.code,
        activity=texts.of(activity, "title"),
        day=day_in_both(step.changed_on),
        before=texts.label(ActivityState(step.from_state).label),
        after=texts.label(ActivityState(step.to_state).label),
        reason=texts.of(step, "reason"),
    )


def collect_decisions(report: ProgressReport, texts: TextReader) -> PlanDecisionsTable | None:
    """The deliverables of the period with what meetings decided about them until its end."""
    if report.work_plan is None:
        return None
    found = deliverables_in(report.work_plan, Span(*report.span))
    return PlanDecisionsTable(rows=tuple(_deliverable(each, decided, texts) for each, decided in found))


def _deliverable(deliverable: Deliverable, decisions: list[Decision], texts: TextReader) -> DecidedDeliverable:
    return DecidedDeliverable(
        number=deliverable.number,
        title=texts.of(deliverable, "title"),
        due=Text(zh=deliverable.due_in(CHINESE), en=deliverable.due_in(ENGLISH)),
        state=texts.label(DeliverableState(deliverable.state).label),
        decisions=tuple(_decision(each, texts) for each in decisions),
    )


def _decision(decision: Decision, texts: TextReader) -> DecisionTold:
    day = decision.decided_on
    dates = Text(zh=decision.meeting.dates_in(CHINESE), en=decision.meeting.dates_in(ENGLISH))
    return DecisionTold(
        meeting=texts.of(decision.meeting, "title"),
        day=day_in_both(day) if day else dates,
        outcome=texts.label(Outcome(decision.outcome).label),
        wording=texts.of(decision, "text"),
    )

"""The activities of a report's plan at the end of its period: where they stand, and what was accepted about them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from django.utils.text import capfirst

from base.text import Text
from results.models import ProgressReport
from workplans.enums import ActivityState
from workplans.models import Activity, Area, Evaluation, WorkPlan
from workplans.selectors.in_period import Lineage, Span, activities_in, evaluations_in, states_at

from ..content import Bar, PlanStatesChart
from ..plan_content import AreaActivities, AreaStates, EvaluatedActivity, EvaluationTold, PlanActivitiesTable, PlanStatesTable
from ..words import words
from .texts import TextReader


def word_of(plan: WorkPlan, level: str, texts: TextReader) -> Text:
    """What the plan calls a level ("area", "activity"), as the head of a column; the portal's word where it has none."""
    own = texts.of(plan, f"{level}_word")
    return Text(zh=own.zh, en=capfirst(own.en)) if own else words()[level]


def area_name(area: Area, texts: TextReader) -> Text:
    """The title of an area, with the number of its theme before it where that has one."""
    title = texts.of(area, "title")
    code = area.theme.code if area.theme else ""
    return Text(zh=f"{code}. {title.zh}", en=f"{code}. {title.en}") if code else title


def collect_states(report: ProgressReport, texts: TextReader) -> PlanStatesTable | None:
    """How many activities of each area are in which state at the end of the period; nothing without a plan."""
    if report.work_plan is None:
        return None
    activities, states = _with_states(report)
    areas = []
    for area, group in groupby(activities, key=lambda activity: activity.area):
        counted = Counter(states[each.pk] for each in group)
        areas.append(AreaStates(area_name(area, texts), tuple(counted[state] for state in ActivityState)))
    total = Counter(states.values())
    return PlanStatesTable(
        word=word_of(report.work_plan, "area", texts),
        states=tuple(texts.label(state.label) for state in ActivityState),
        areas=tuple(areas),
        totals=tuple(total[state] for state in ActivityState),
    )


def collect_states_chart(report: ProgressReport, texts: TextReader) -> PlanStatesChart | None:
    """The same for the plan as a whole: a bar for each state that occurs."""
    if report.work_plan is None:
        return None
    total = Counter(_with_states(report)[1].values())
    return PlanStatesChart(
        bars=tuple(Bar(texts.label(state.label), float(total[state])) for state in ActivityState if total[state])
    )


def _with_states(report: ProgressReport) -> tuple[list[Activity], dict[int, ActivityState]]:
    activities = activities_in(report.work_plan)
    return activities, states_at(Lineage(report.work_plan, activities), Span(*report.span).end)


def collect_activities(report: ProgressReport, texts: TextReader) -> PlanActivitiesTable | None:
    """Every activity of the plan, with what was accepted about it in the rounds that ended in the period."""
    if report.work_plan is None:
        return None
    span, activities = Span(*report.span), activities_in(report.work_plan)
    lineage = Lineage(report.work_plan, activities)
    states, evaluations = states_at(lineage, span.end), evaluations_in(lineage, span)
    areas = tuple(
        AreaActivities(
            area=area_name(area, texts),
            activities=tuple(_activity(each, states[each.pk], evaluations.get(each.pk, []), texts) for each in group),
        )
        for area, group in groupby(activities, key=lambda activity: activity.area)
    )
    return PlanActivitiesTable(word=word_of(report.work_plan, "activity", texts), areas=areas)


def _activity(
    activity: Activity, state: ActivityState, evaluations: list[tuple[Evaluation, Evaluation | None]], texts: TextReader
) -> EvaluatedActivity:
    return EvaluatedActivity(
        code=activity.code,
        title=texts.of(activity, "title"),
        leads=tuple(texts.of(party, "name") for party in activity.leads),
        state=texts.label(state.label),
        evaluations=tuple(
            EvaluationTold(
                round=texts.of(evaluation.round, "title"),
                progress=texts.of(evaluation, "progress", accepted) if accepted else Text(),
            )
            for evaluation, accepted in evaluations
        ),
    )

"""What is planned, what is promised to the meeting, and what stands in the way."""

from __future__ import annotations

from itertools import groupby

from base.dates import format_dates
from base.text import CHINESE, ENGLISH, Text
from knowledge.enums import ThemeKind
from results.models import ProgressReport
from workplans.enums import ActionAsked
from workplans.models import Activity, Deliverable, Objective

from ..content import (
    ActivityItem,
    ChallengeItem,
    ChallengeList,
    DeliverableRow,
    DeliverablesTable,
    ObjectiveRow,
    PlanTheme,
    WorkPlanTable,
)
from .texts import TextReader


def collect_work_plan(report: ProgressReport, texts: TextReader) -> WorkPlanTable | None:
    """The objectives of the report's work plan with their activities, by area; nothing without a plan."""
    if report.work_plan is None:
        return None
    objectives = report.work_plan.objectives.select_related("area__theme").prefetch_related("activities")
    themes = []
    for area, rows in groupby(objectives, key=lambda objective: objective.area):
        themes.append(
            PlanTheme(
                code=area.theme.code if area.theme else "",
                theme=texts.of(area, "title"),
                is_pillar=area.theme is not None and area.theme.kind == ThemeKind.PILLAR,
                objectives=tuple(_objective(row, texts) for row in rows),
            )
        )
    return WorkPlanTable(themes=tuple(themes))


def _objective(objective: Objective, texts: TextReader) -> ObjectiveRow:
    return ObjectiveRow(
        number=objective.number,
        title=texts.of(objective, "title"),
        activities=tuple(_activity(activity, texts) for activity in objective.activities.all()),
    )


def _activity(activity: Activity, texts: TextReader) -> ActivityItem:
    zh, en = (format_dates(activity.starts_on, activity.ends_on, activity.precision, language) for language in (CHINESE, ENGLISH))
    return ActivityItem(title=texts.of(activity, "title"), dates=Text(zh=zh, en=en))


def collect_deliverables(report: ProgressReport, texts: TextReader) -> DeliverablesTable | None:
    """The deliverables of the report's plan with their parts; nothing when it has no plan."""
    if report.work_plan is None:
        return None
    rows = report.work_plan.deliverables.prefetch_related("parts")
    return DeliverablesTable(rows=tuple(_deliverable(row, texts) for row in rows))


def _deliverable(deliverable: Deliverable, texts: TextReader) -> DeliverableRow:
    return DeliverableRow(
        number=deliverable.number,
        title=texts.of(deliverable, "title"),
        parts=tuple(texts.of(part, "title") for part in deliverable.parts.all()),
        due=Text(zh=deliverable.due_in(CHINESE), en=deliverable.due_in(ENGLISH)),
        action=texts.label(ActionAsked(deliverable.action_asked).label),
    )


def collect_challenges(report: ProgressReport, texts: TextReader) -> ChallengeList | None:
    """The challenges of the cycle that are to be told; nothing without a cycle."""
    if report.cycle is None:
        return None
    items = tuple(
        ChallengeItem(
            number=challenge.number,
            title=texts.of(challenge, "title"),
            description=texts.of(challenge, "description"),
            follow_up=texts.of(challenge, "follow_up"),
            owner=texts.of(challenge.owner, "name"),
        )
        for challenge in report.cycle.challenges.select_related("owner")
    )
    return ChallengeList(items=items)

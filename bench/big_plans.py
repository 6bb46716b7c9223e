"""Invented plans of any size, for measurements only: never part of the content.

Each activity has two involvements, two steps (one of them a milestone) and a quantity; every tenth an event, every eighth no
date; the others days, months, quarters, half-years and years in turn, over three years. 40 deliverables, each of ten activities.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from workplans.models import WorkPlan

FIRST_DAY, DAYS = date(2025, 1, 1), 1095
AREAS, DELIVERABLES = 10, 40


@transaction.atomic
def build(number: int) -> WorkPlan:
    """A plan of ``number`` activities, in force, with histories, as if it had been written on a page."""
    from simple_history.utils import bulk_create_with_history as create

    from knowledge.models import Body, Country, Event, Organisation, Unit
    from workplans import models
    from workplans.enums import ActivityState

    plan = models.WorkPlan.objects.create(
        slug=f"bench-{number}", title_en=f"Plan of {number} activities", title_zh_hans=f"{number}项活动的计划", state="current",
        body=Body.objects.first(), period_start=FIRST_DAY, period_end=FIRST_DAY + timedelta(days=DAYS - 1),
    )  # fmt: skip
    areas = create(
        [models.Area(plan=plan, number=n + 1, title_en=f"Field {n + 1}", title_zh_hans=f"第{n + 1}领域") for n in range(AREAS)],
        models.Area,
    )
    states = list(ActivityState)
    activities = create([_activity(plan, areas, states, n) for n in range(number)], models.Activity, batch_size=500)
    countries, organisations, unit = list(Country.objects.all()), list(Organisation.objects.all()), Unit.objects.first()
    lead = [
        models.Involvement(activity=each, role="lead", organisation=organisations[n % len(organisations)])
        for n, each in enumerate(activities)
    ]
    part = [models.Involvement(activity=each, country=countries[n % len(countries)]) for n, each in enumerate(activities)]
    create(lead + part, models.Involvement, batch_size=500)
    create([_step(each, kind) for each in activities for kind in ("task", "milestone")], models.Task, batch_size=500)
    quantities = [
        models.Quantity(activity=each, number=1, title_en="People trained", title_zh_hans="培训人数", unit=unit, planned=20)
        for each in activities
    ]
    create(quantities, models.Quantity, batch_size=500)
    promised = create([_deliverable(plan, n) for n in range(DELIVERABLES)], models.Deliverable)
    events = list(Event.objects.published())
    through, behind = models.Activity.events.through, models.Deliverable.activities.through
    through.objects.bulk_create(
        through(activity=each, event=events[n % len(events)]) for n, each in enumerate(activities) if n % 10 == 0
    )
    behind.objects.bulk_create(
        behind(deliverable=each, activity=activities[(10 * n + step) % number])
        for n, each in enumerate(promised)
        for step in range(10)
    )
    return plan


def _activity(plan: WorkPlan, areas: list, states: list[str], n: int) -> object:
    from workplans.models import Activity

    starts = FIRST_DAY + timedelta(days=n * 37 % (DAYS - 200))
    precisions = ("day", "day", "month", "quarter", "half", "year", "day", "unknown")
    precision = precisions[n % len(precisions)]
    return Activity(
        plan=plan, area=areas[n * AREAS // max(n + 1, plan_size(plan))], number=n + 1, state=states[n % len(states)],
        title_en=f"Courses for laboratories along the corridors, part {n + 1}", title_zh_hans=f"走廊沿线实验室培训班第{n + 1}期",
        starts_on=None if precision == "unknown" else starts, precision=precision,
        ends_on=None if precision == "unknown" else starts + timedelta(days=5 + n % 190),
    )  # fmt: skip


def plan_size(plan: WorkPlan) -> int:
    """The number of activities that the plan was made for."""
    return int(plan.slug.removeprefix("bench-"))


def _step(activity: object, kind: str) -> object:
    from workplans.models import Task

    n = activity.number
    title = {"title_en": f"Step of part {n}", "title_zh_hans": f"第{n}期步骤"}
    due = FIRST_DAY + timedelta(days=(n * 37 + 100) % DAYS)
    return Task(activity=activity, number=1 if kind == "task" else 2, kind=kind, due_on=due, **title)


def _deliverable(plan: WorkPlan, n: int) -> object:
    from workplans.models import Deliverable

    return Deliverable(
        plan=plan, number=n + 1, title_en=f"Report {n + 1} on the courses", title_zh_hans=f"第{n + 1}份培训报告",
        due_year=2025 + n % 3, due_quarter=n % 4 + 1, action_asked="information",
    )  # fmt: skip

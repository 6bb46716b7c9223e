"""A plan with something of everything in it, for tests that copy and compare whole plans."""

from __future__ import annotations

from datetime import date

from knowledge.models import Body, Country, FundingOpportunity, Organisation, Theme, Unit
from tests.pages import builders
from workplans import models
from workplans.enums import PlanState
from workplans.models import Activity, Deliverable, WorkPlan


def named(field: str = "title", *, en: str, zh: str) -> dict[str, str]:
    return {f"{field}_en": en, f"{field}_zh_hans": zh}


def whole_plan(**fields: object) -> WorkPlan:
    """In force for the first half of 2025: two areas, one objective, and the activities “1.1” (under way), “1.2” (done),
    “1.3” (dropped) and “1” (intended, right in the second area); three deliverables, of which the second is delivered.
    """
    plan = WorkPlan.objects.create(
        slug="list-of-2025",
        **named(en="List of projects", zh="项目清单"),
        **named("introduction", en="What is done.", zh="工作内容。"),
        body=Body.objects.first(),
        period_start=date(2025, 1, 1),
        period_end=date(2025, 6, 30),
        state=PlanState.CURRENT,
        adopted_on=date(2024, 12, 2),
        adopted_at=builders.event(),
        **named("activity_word", en="project", zh="项目"),
        months_between_rounds=6,
        **fields,
    )
    plan.documents.add(builders.document())
    first, second = (
        models.Area.objects.create(
            plan=plan, number=number, theme=Theme.objects.first(), **named(en=f"Area {number}", zh=f"领域{number}")
        )
        for number in (1, 2)
    )
    objective = models.Objective.objects.create(plan=plan, area=first, number=1, **named(en="Objective", zh="目标"))
    unit = Unit.objects.get(slug="count")
    total = models.Target.objects.create(plan=plan, number=1, unit=unit, value=200, **named(en="All", zh="总数"))
    part = models.Target.objects.create(
        plan=plan, number=2, unit=unit, value=90, parent=total, area=first, **named(en="Some", zh="部分")
    )
    for number, state in enumerate(("under_way", "done", "dropped"), start=1):
        activity = Activity.objects.create(
            objective=objective,
            number=number,
            state=state,
            starts_on=date(2025, 2, 28),
            ends_on=date(2025, 5, 31),
            precision="month",
            and_others=True,
            **named(en=f"Project {number}", zh=f"项目{number}"),
        )
        _fill(activity, part)
    Activity.objects.create(plan=plan, area=second, number=1, state="intended", **named(en="Right in the area", zh="直属领域"))
    for number, state in enumerate(("deferred", "delivered", "under_way"), start=1):
        _promise(plan, number, state)
    return plan


def _fill(activity: Activity, target: models.Target) -> None:
    """Three parties, an output, two tasks, three amounts, a quantity with a delivery, and what never leaves its own plan."""
    activity.events.add(builders.event())
    activity.documents.add(builders.document())
    parties = (
        {"role": "lead", "body": Body.objects.first()},
        {"organisation": Organisation.objects.first()},
        {"country": Country.objects.first()},
    )
    for order, party in enumerate(parties, start=1):
        models.Involvement.objects.create(activity=activity, order=order, **party)
    models.Output.objects.create(activity=activity, number=1, **named(en="Output", zh="产出"))
    for number, state in enumerate(("open", "done"), start=1):
        models.Task.objects.create(
            activity=activity,
            number=number,
            kind="milestone",
            state=state,
            due_on=date(2025, 3, 31),
            done_on=date(2025, 3, 1) if state == "done" else None,
            **named(en=f"Step {number}", zh=f"步骤{number}"),
        )
    for number, kind in enumerate(("planned", "committed", "spent"), start=1):
        models.BudgetLine.objects.create(
            activity=activity, number=number, kind=kind, amount=1000, opportunity=FundingOpportunity.objects.first()
        )
    counted = models.Quantity.objects.create(
        activity=activity, number=1, unit=target.unit, planned=30, target=target, **named(en="Trained", zh="培训人数")
    )
    models.Delivery.objects.create(
        quantity=counted, number=1, period_start=date(2025, 1, 1), period_end=date(2025, 3, 31), value=12
    )
    models.StateChange.objects.create(
        activity=activity, from_state="intended", to_state=activity.state, changed_on=date(2025, 3, 1)
    )
    models.Problem.objects.create(activity=activity, number=1, **named("description", en="Late.", zh="延误。"))


def _promise(plan: WorkPlan, number: int, state: str) -> Deliverable:
    made = Deliverable.objects.create(
        plan=plan,
        number=number,
        state=state,
        due_year=2025,
        due_quarter=2,
        action_asked="endorsement",
        meeting=builders.event(on=date(2025, 6, 2)),
        proof=builders.document() if state == "delivered" else None,
        **named(en=f"Paper {number}", zh=f"文件{number}"),
    )
    made.activities.set(plan.activities.filter(number=number, objective__isnull=False))
    made.outputs.set(models.Output.objects.filter(activity__plan=plan, activity__number=number))
    for order in (1, 2):
        models.DeliverablePart.objects.create(deliverable=made, order=order, **named(en=f"Part {order}", zh=f"部分{order}"))
    models.Decision.objects.create(deliverable=made, meeting=made.meeting, outcome="noted")
    return made

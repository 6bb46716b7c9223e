"""Plans with everything that their pages show, for tests."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from knowledge.enums import PublicationState
from knowledge.models import Country, Event, Organisation, Unit
from tests.pages import builders
from workplans.enums import PlanState, Role
from workplans.models import (
    Activity,
    Area,
    BudgetLine,
    Decision,
    Delivery,
    Evaluation,
    Involvement,
    Output,
    Problem,
    Quantity,
    Round,
    StateChange,
    Task,
    WorkPlan,
)

_number = count(1)


def organisation(name: str = "") -> Organisation:
    number = next(_number)
    name = name or f"Institute {number}"
    return Organisation.objects.create(slug=f"test-institute-{number}", name_en=name, name_zh_hans=f"研究所{number}")


def area(plan: WorkPlan, title: str = "Field") -> Area:
    number = plan.areas.count() + 1
    return Area.objects.create(plan=plan, number=number, title_en=f"{title} {number}", title_zh_hans=f"领域{number}")


def project(within: Area, title: str = "", **fields: object) -> Activity:
    """An activity right in an area, without an objective."""
    number = within.plan.activities.count() + 1
    title = title or f"Project {within.plan.slug} {number}"
    return Activity.objects.create(
        plan=within.plan, area=within, number=number, title_en=title, title_zh_hans=f"项目{within.plan.slug}-{number}", **fields
    )


def lead(activity: Activity, **party: object) -> Involvement:
    return Involvement.objects.create(activity=activity, role=Role.LEAD, **party)


def take_part(activity: Activity, **party: object) -> Involvement:
    return Involvement.objects.create(activity=activity, role=Role.PARTICIPANT, **party)


def quantity(activity: Activity, *, planned: int | None = 100, unit: str = "participations") -> Quantity:
    number = activity.quantities.count() + 1
    return Quantity.objects.create(
        activity=activity,
        number=number,
        title_en=f"Counted {number}",
        title_zh_hans=f"计数{number}",
        unit=Unit.objects.get(slug=unit),
        planned=planned,
    )


def delivery(of: Quantity, *, value: int | None = None, event: Event | None = None, country: Country | None = None) -> Delivery:
    return Delivery.objects.create(
        quantity=of,
        number=of.deliveries.count() + 1,
        period_start=date(2031, 1, 1),
        period_end=date(2031, 6, 30),
        value=value,
        event=event,
        country=country,
    )


def fill(activity: Activity) -> Activity:
    """One more of everything that an activity's page tells, each with the number of this call in it."""
    number = next(_number)
    told = activity.outputs.count() + 1
    take_part(activity, organisation=organisation())
    output = Output.objects.create(activity=activity, number=told, title_en=f"Output {number}", title_zh_hans=f"产出{number}")
    Task.objects.create(
        activity=activity,
        number=told,
        title_en=f"Task {number}",
        title_zh_hans=f"任务{number}",
        due_on=date(2020, 1, 1),
        organisation=organisation(),
    )
    BudgetLine.objects.create(activity=activity, number=told, amount=12_000 + number, currency="USD", source=organisation())
    delivery(quantity(activity), value=7)
    StateChange.objects.create(
        activity=activity,
        from_state="intended",
        to_state="committed",
        changed_on=date(2031, 1, told),
        reason_en=f"Because {number}",
        reason_zh_hans=f"因为{number}",
    )
    end = date(2031, 6, 30) + timedelta(days=activity.plan.rounds.count())
    round_ = Round.objects.create(
        plan=activity.plan,
        title_en=f"Round {number}",
        title_zh_hans=f"评估{number}",
        period_start=date(2031, 1, 1),
        period_end=end,
        due_on=end,
    )
    texts = {"progress": "Progress", "problem": "Trouble", "adjustment": "Remedy"}
    Evaluation.objects.create(
        round=round_,
        activity=activity,
        state="accepted",
        activity_state="under_way",
        **{f"{name}_en": f"{word} {number}" for name, word in texts.items()},
    )
    Problem.objects.create(activity=activity, number=told, description_en=f"Obstacle {number}", description_zh_hans=f"障碍{number}")
    meeting, paper = builders.event(), builders.document()
    activity.events.add(meeting)
    activity.documents.add(paper)
    promised = activity.plan.deliverables.create(
        number=number,
        title_en=f"Promise {number}",
        title_zh_hans=f"承诺{number}",
        due_year=2031,
        due_quarter=2,
        action_asked="approval",
        meeting=meeting,
    )
    promised.parts.create(order=1, title_en=f"Part {number}", title_zh_hans=f"部分{number}", proof=paper)
    promised.activities.add(activity)
    promised.outputs.add(output)
    Decision.objects.create(
        deliverable=promised, meeting=meeting, outcome="approved", text_en=f"Wording {number}", text_zh_hans=f"措辞{number}"
    )
    return activity


def hidden_plan() -> tuple[WorkPlan, Activity]:
    """A draft with an activity that has everything, and a published meeting to which it promises something."""
    plan = builders.plan(state=PlanState.DRAFT)
    activity = fill(project(area(plan, "Clandestine field"), "Clandestine project", starts_on=date(2020, 1, 1), precision="day"))
    plan.deliverables.update(meeting=builders.event(state=PublicationState.PUBLISHED))
    take_part(activity, country=Country.objects.get(iso3="KAZ"))
    return plan, activity

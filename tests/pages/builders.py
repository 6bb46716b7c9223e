"""Frameworks, plans and what hangs on them, in the states that page tests need."""

from __future__ import annotations

from datetime import date
from itertools import count

from knowledge.enums import DocumentType, EventKind, EventStatus, PublicationState
from knowledge.models import Body, Document, Event, Theme, Unit
from results.enums import ObservationKind, ValueState
from results.models import Framework, FrameworkLevel, Indicator, IndicatorPlacement, Measure, Observation, Result, RiskAssumption
from workplans.enums import PlanState
from workplans.models import Activity, Area, Deliverable, DeliverablePart, Objective, WorkPlan

_number = count(1)


def framework(*, is_public: bool = True, years: list[int] | None = None) -> Framework:
    number = next(_number)
    made = Framework.objects.create(
        slug=f"test-framework-{number}",
        title_en=f"Framework {number}",
        title_zh_hans=f"框架{number}",
        baseline_year=2020,
        progress_years=years or [],
        is_public=is_public,
    )
    FrameworkLevel.objects.create(framework=made, code="goal", name_en="Goal", name_zh_hans="目标")
    return made


def result(within: Framework, *, parent: Result | None = None, theme: Theme | None = None) -> Result:
    number = next(_number)
    made = Result.objects.create(
        framework=within,
        level=within.levels.get(),
        parent=parent,
        code=f"R{number}",
        statement_en=f"Statement {number}",
        statement_zh_hans=f"陈述{number}",
        theme=theme,
    )
    RiskAssumption.objects.create(result=made, kind="risk", text_en=f"Risk {number}", text_zh_hans=f"风险{number}")
    return made


def placed_indicator(under: Result) -> Indicator:
    """An indicator with one measure, a baseline of 7 and progress of 1,234 in 2031."""
    number = next(_number)
    made = Indicator.objects.create(code=f"TI-{number}", name_en=f"Indicator {number}", name_zh_hans=f"指标{number}")
    place(made, under)
    counted = measure(made)
    observation(counted, year=2020, value=7, kind=ObservationKind.BASELINE)
    observation(counted, year=2031, value=1234)
    return made


def place(indicator: Indicator, under: Result) -> IndicatorPlacement:
    return IndicatorPlacement.objects.create(framework=under.framework, result=under, indicator=indicator, code=f"P{next(_number)}")


def measure(indicator: Indicator) -> Measure:
    number = next(_number)
    return Measure.objects.create(
        indicator=indicator,
        code=f"m-{number}",
        name_en=f"Measure {number}",
        name_zh_hans=f"分项{number}",
        unit=Unit.objects.get(slug="count"),
    )


def observation(
    of: Measure,
    *,
    year: int,
    value: int | None = None,
    kind: ObservationKind = ObservationKind.ACTUAL,
    state: ValueState = ValueState.REPORTED,
) -> Observation:
    return Observation.objects.create(
        measure=of, kind=kind, period_start=date(year, 1, 1), period_end=date(year, 12, 31), value=value, state=state
    )


def event(*, state: PublicationState = PublicationState.PUBLISHED, on: date = date(2031, 5, 4)) -> Event:
    number = next(_number)
    return Event.objects.create(
        slug=f"test-event-{number}",
        title_en=f"Gathering {number}",
        title_zh_hans=f"聚会{number}",
        kind=EventKind.MEETING,
        status=EventStatus.PLANNED,
        starts_on=on,
        state=state,
    )


def document(*, state: PublicationState = PublicationState.PUBLISHED) -> Document:
    number = next(_number)
    return Document.objects.create(
        slug=f"test-document-{number}",
        title_en=f"Paper {number}",
        title_zh_hans=f"文件{number}",
        document_type=DocumentType.REPORT,
        state=state,
    )


def plan(*, state: PlanState = PlanState.CURRENT) -> WorkPlan:
    number = next(_number)
    return WorkPlan.objects.create(
        slug=f"test-plan-{number}",
        title_en=f"Plan {number}",
        title_zh_hans=f"计划{number}",
        body=Body.objects.first(),
        period_start=date(2031, 1, 1),
        period_end=date(2031, 12, 31),
        state=state,
    )


def activity(within: WorkPlan) -> Activity:
    """An activity under an objective of its own, with an event, and a deliverable with a part beside it."""
    number = next(_number)
    area = Area.objects.create(
        plan=within, number=number, theme=Theme.objects.first(), title_en=f"Area {number}", title_zh_hans=f"领域{number}"
    )
    objective = Objective.objects.create(
        plan=within, number=number, area=area, title_en=f"Objective {number}", title_zh_hans=f"目标{number}"
    )
    made = Activity.objects.create(objective=objective, number=1, title_en=f"Activity {number}", title_zh_hans=f"活动{number}")
    made.events.add(event())
    promised = Deliverable.objects.create(
        plan=within,
        number=number,
        title_en=f"Deliverable {number}",
        title_zh_hans=f"交付成果{number}",
        due_year=2031,
        due_quarter=2,
        action_asked="information",
    )
    DeliverablePart.objects.create(deliverable=promised, title_en=f"Part {number}", title_zh_hans=f"部分{number}")
    return made

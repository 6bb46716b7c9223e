"""Measures, figures and attendance in the states that these tests need."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from knowledge.enums import EventKind, EventStatus, PublicationState
from knowledge.models import Country, Event, EventAttendance, Unit
from results.enums import Aggregation, Detail, MeasureSource, ObservationKind, ValueKind
from results.models import (
    Category,
    Dimension,
    Framework,
    FrameworkLevel,
    Indicator,
    IndicatorPlacement,
    Measure,
    Observation,
    ProgressEntry,
    Result,
    ScaleStep,
)
from tests.results import builders as results

_number = count(1)


def indicator(**more: object) -> Indicator:
    number = next(_number)
    return Indicator.objects.create(code=f"OBS-{number}", name_en=f"Indicator {number}", name_zh_hans=f"指标{number}", **more)


def measure(
    *,
    kind: ValueKind = ValueKind.NUMBER,
    unit: str = "persons",
    periods: str = Aggregation.SUM,
    countries: str = Aggregation.SUM,
    by_sex: bool = False,
    detail: Detail = Detail.TOTAL_ONLY,
    source: MeasureSource = MeasureSource.ENTERED,
    within: Indicator | None = None,
) -> Measure:
    """A measure of an indicator of its own, with these rules over periods and countries."""
    within = within or indicator(value_kind=kind, period_aggregation=periods, country_aggregation=countries, by_sex=by_sex)
    number = next(_number)
    return Measure.objects.create(
        indicator=within,
        code=f"m-{number}",
        name_en=f"Measure {number}",
        name_zh_hans=f"分项{number}",
        unit=Unit.objects.get(slug=unit),
        detail=detail,
        source=source,
    )


def publish(shown: Indicator) -> None:
    """Have a public framework show it."""
    number = next(_number)
    framework = Framework.objects.create(
        slug=f"obs-framework-{number}",
        title_en=f"Framework {number}",
        title_zh_hans=f"框架{number}",
        baseline_year=2020,
        is_public=True,
    )
    level = FrameworkLevel.objects.create(framework=framework, code="goal", name_en="Goal", name_zh_hans="目标")
    result = Result.objects.create(framework=framework, level=level, code="1", statement_en="Goal", statement_zh_hans="目标")
    IndicatorPlacement.objects.create(framework=framework, result=result, indicator=shown, code=f"P{number}")


def step(of: Indicator, *, rank: int) -> ScaleStep:
    return ScaleStep.objects.create(indicator=of, code=f"s-{rank}", name_en=f"Step {rank}", name_zh_hans=f"第{rank}级", rank=rank)


def category(dimension: Dimension | None = None) -> Category:
    number = next(_number)
    dimension = dimension or Dimension.objects.create(
        slug=f"d-{number}", name_en=f"Dimension {number}", name_zh_hans=f"维度{number}"
    )
    return Category.objects.create(
        dimension=dimension, code=f"c-{number}", name_en=f"Category {number}", name_zh_hans=f"类别{number}", order=number
    )


def entry(of: Measure) -> ProgressEntry:
    return ProgressEntry.objects.create(indicator=of.indicator, cycle=results.cycle())


def half(year: int, number: int) -> dict[str, date]:
    months = {1: ((1, 1), (6, 30)), 2: ((7, 1), (12, 31))}[number]
    return {"period_start": date(year, *months[0]), "period_end": date(year, *months[1])}


def observation(of: Measure, value: object = None, *, country: str | None = None, **more: object) -> Observation:
    """Progress; ``country`` by its ISO code, the period by ``**half(2031, 1)``."""
    return Observation.objects.create(
        **{
            "measure": of,
            "kind": ObservationKind.ACTUAL,
            "value": None if value is None else Decimal(str(value)),
            "country": Country.objects.get(iso3=country) if country else None,
            **more,
        }
    )


def event(*, on: date | None, state: PublicationState = PublicationState.PUBLISHED, is_sample: bool = False) -> Event:
    number = next(_number)
    return Event.objects.create(
        slug=f"obs-event-{number}",
        title_en=f"Webinar {number}",
        title_zh_hans=f"网络研讨会{number}",
        kind=EventKind.WEBINAR,
        status=EventStatus.HELD,
        starts_on=on,
        state=state,
        is_sample=is_sample,
    )


def attendance(
    of: Event, number: int, *, unit: str = "persons", country: str | None = None, sex: str = "unknown", kind: str = ""
) -> None:
    EventAttendance.objects.create(
        event=of,
        unit=Unit.objects.get(slug=unit),
        country=Country.objects.get(iso3=country) if country else None,
        sex=sex,
        kind=kind,
        count=number,
    )

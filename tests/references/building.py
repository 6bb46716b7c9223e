"""A public indicator with figures to refer to."""

from __future__ import annotations

from datetime import date

from knowledge.models import Country, Unit
from results.enums import Aggregation, ObservationKind, Sex, ValueState
from results.models import Indicator, Measure, Observation
from tests.pages import builders as pages


def counted(code: str, *, is_public: bool = True, over_periods: Aggregation = Aggregation.SUM) -> Measure:
    """The measure “people” of an indicator with this code, in participations."""
    indicator = Indicator.objects.create(
        code=code, name_en=f"Indicator {code}", name_zh_hans=f"指标{code}", period_aggregation=over_periods
    )
    pages.place(indicator, pages.result(pages.framework(is_public=is_public)))
    return Measure.objects.create(
        indicator=indicator, code="people", name_en="People", name_zh_hans="人员", unit=Unit.objects.get(slug="participations")
    )


def tell(
    measure: Measure,
    start: date,
    end: date,
    value: int | None,
    *,
    kind: ObservationKind = ObservationKind.ACTUAL,
    country: str = "",
    sex: Sex = Sex.ALL,
    state: ValueState = ValueState.REPORTED,
) -> Observation:
    return Observation.objects.create(
        measure=measure,
        kind=kind,
        period_start=start,
        period_end=end,
        value=value,
        sex=sex,
        state=state,
        country=Country.objects.get(iso3=country) if country else None,
    )


YEAR = (date(2031, 1, 1), date(2031, 12, 31))
FIRST_HALF = (date(2031, 1, 1), date(2031, 6, 30))
SECOND_HALF = (date(2031, 7, 1), date(2031, 12, 31))

"""How a figure is written. A figure that is not there is named, never printed as 0."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from base.text import CHINESE, Text, text_of
from knowledge.enums import UnitKind

from .enums import Operator, ValueState
from .models import Observation

ABSENT = {
    ValueState.NOT_AVAILABLE: Text(zh="暂无数据", en="not available"),
    ValueState.NOT_APPLICABLE: Text(zh="不适用", en="not applicable"),
    ValueState.TO_BE_SET: Text(zh="#", en="#"),
}
SIGNS = {Operator.EQUAL: "", Operator.AT_LEAST: "≥\u00a0", Operator.BELOW: "<\u00a0", Operator.ABOUT: "≈\u00a0"}
YES_NO = {True: Text(zh="是", en="yes"), False: Text(zh="否", en="no")}


def write_number(value: Decimal, decimals: int) -> str:
    """A number with thousands separators and at least ``decimals`` places; no place that it has is cut off.

    >>> write_number(Decimal("27000000"), 0)
    '27,000,000'
    """
    places = max(decimals, -value.normalize().as_tuple().exponent)
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,}"


def write_observation(
    observation: Observation, language: str, *, number: Callable[[Decimal, int], str] = write_number, with_unit: bool = True
) -> str:
    """The figure with its sign and unit as printed in ``language``: “≥ 2”, “58%”, “22.2 km/h”, “#”, “not applicable”.

    ``number`` writes a value with so many decimals; without its unit the figure is part of a sentence that names it.
    Reads ``observation.measure.unit``: select it beforehand.
    """
    sign = SIGNS[Operator(observation.operator)]
    if observation.state != ValueState.REPORTED:
        absent = ABSENT[ValueState(observation.state)].in_language(language)
        return f"{sign}{absent}" if observation.state == ValueState.TO_BE_SET else absent
    if observation.scale_step_id is not None:
        return text_of(observation.scale_step, "name").in_language(language)
    if observation.value is None:
        return observation.text_zh_hans if language == CHINESE else observation.text_en
    if observation.measure.unit.kind == UnitKind.YES_NO:
        return YES_NO[bool(observation.value)].in_language(language)
    unit = observation.measure.unit
    suffix = (unit.suffix_zh_hans if language == CHINESE else unit.suffix_en) if with_unit else ""
    return f"{sign}{number(observation.value, observation.measure.decimals)}{suffix or ''}"

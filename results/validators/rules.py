"""Which rules of aggregation fit which kind of value."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.enums import UnitKind

from ..enums import Aggregation, ValueKind

ANY = {Aggregation.LATEST, Aggregation.NONE}
NUMBERS = ANY | {Aggregation.SUM, Aggregation.MEAN, Aggregation.HIGHEST, Aggregation.COUNTRIES}
FITTING: dict[str, set[Aggregation]] = {
    ValueKind.NUMBER: NUMBERS,
    ValueKind.PERCENTAGE: NUMBERS - {Aggregation.SUM} | {Aggregation.WEIGHTED},
    ValueKind.RATIO: NUMBERS - {Aggregation.SUM} | {Aggregation.WEIGHTED},
    ValueKind.YES_NO: NUMBERS - {Aggregation.MEAN},
    ValueKind.SCALE: ANY | {Aggregation.HIGHEST},
    ValueKind.QUALITATIVE: ANY,
}
BY_UNIT = {UnitKind.COUNT: ValueKind.NUMBER, UnitKind.SHARE: ValueKind.PERCENTAGE, UnitKind.YES_NO: ValueKind.YES_NO}
NEAREST = {Aggregation.SUM: Aggregation.WEIGHTED, Aggregation.WEIGHTED: Aggregation.SUM}


def kind_of_figures(indicator_kind: str, unit_kind: str) -> ValueKind:
    """What the figures of a measure are: its unit says so where it can, else the indicator, which may carry several units."""
    kind = ValueKind(indicator_kind)
    return kind if kind in (ValueKind.SCALE, ValueKind.QUALITATIVE) else BY_UNIT.get(UnitKind(unit_kind), kind)


def fitting_rule(rule: str, kind: str) -> Aggregation:
    """The indicator's rule as it applies to one of its measures.

    An indicator of numbers may carry a share beside them: shares are never added up, so “sum” is the share of the summed
    parts there. A rule that fits no better is “not aggregated”.
    """
    for each in (Aggregation(rule), NEAREST.get(Aggregation(rule))):
        if each in FITTING[kind]:
            return each
    return Aggregation.NONE


def check_rules(*, kind: str, over_periods: str, over_countries: str) -> None:
    """Raise ``ValidationError`` where an indicator's rules do not fit its kind of value, or the wrong axis."""
    errors = {}
    if over_periods == Aggregation.COUNTRIES or over_periods not in FITTING.get(kind, NUMBERS):
        errors["period_aggregation"] = _("This rule does not fit periods of this kind of value.")
    if over_countries == Aggregation.LATEST or over_countries not in FITTING.get(kind, NUMBERS):
        errors["country_aggregation"] = _("This rule does not fit countries with this kind of value.")
    if errors:
        raise ValidationError(errors)

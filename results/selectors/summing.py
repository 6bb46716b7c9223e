"""What PostgreSQL can add up exactly by the rules of ``results.aggregation``: figures with numbers, whose days do not overlap.

Whatever it cannot (words, overlapping periods, figures of the region beside those of countries for other days, bounds where
the highest is sought or countries are counted) it leaves to the definition, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.contrib.postgres.aggregates import BitOr
from django.db.models import BigIntegerField, Case, Q, QuerySet, Value, When

from ..aggregation import Aggregate, joint_state, quotient
from ..enums import Aggregation, Operator, ValueState
from ..models import Observation
from .measure_rules import MeasureRules
from .summing_statement import SIGN_BITS, Row, rows_of

TOLD = Q(state=ValueState.REPORTED)
MASK_BITS = 61  # a signed number of 64 bits has room for them, and for one bit of all the rest


@dataclass(frozen=True, slots=True)
class One:
    """Several figures as one, and the days it is of."""

    value: Decimal
    operator: str
    start: date
    end: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    place: Decimal | int = 0  # of countries that are even the one with the greater number counts


def summed(rules: dict[int, MeasureRules], figures: QuerySet[Observation], *, of_one: bool) -> dict[int, Aggregate]:
    """The measures that the database can add up; the others are missing. ``of_one`` says that the figures are of one country.

    ``figures`` may hold those of other measures, too. One statement adds up all of them, whatever their rules.
    """
    overlapping = _overlapping(rules, figures.filter(TOLD))
    asked = {key: each for key, each in rules.items() if key not in overlapping}
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in rows_of(asked, figures.filter(TOLD)):
        rows[row.measure].append(row)
    states = _states(figures, [key for key in asked if key not in rows])
    whole = {}
    for key, each in asked.items():
        if key not in rows:
            said = {"rule": each.periods, "over": "periods", "unit": each.unit, "per": each.per}
            whole[key] = Aggregate(state=joint_state(states[key]), **said)
        elif (found := _whole(each, rows[key], of_one=of_one)) is not None:
            whole[key] = found
    return whole


def _whole(rules: MeasureRules, rows: list[Row], *, of_one: bool) -> Aggregate | None:
    """One measure from its rows: one row, or one of each period where the highest is sought. ``None``: not from these."""
    has_region, has_countries = any(row.has_region for row in rows), any(row.has_countries for row in rows)
    if any(row.wordy for row in rows) or (has_region and has_countries and not of_one):
        return None
    one_place = of_one or has_region
    by_period = rules.periods == Aggregation.HIGHEST
    comparing = by_period or (not one_place and rules.countries in (Aggregation.HIGHEST, Aggregation.COUNTRIES))
    if comparing and any(row.signs for row in rows):
        return None
    told = [one for row in rows if (one := _alone(row) if one_place else _over_countries(rules, row)) is not None]
    over_periods = one_place or (by_period and rules.countries != Aggregation.HIGHEST)
    rule, over = (rules.periods, "periods") if over_periods else (rules.countries, "countries")
    said = {"rule": rule, "over": over, "unit": rules.unit, "per": rules.per}
    if not told:
        return Aggregate(state=ValueState.NOT_AVAILABLE, **said)
    one = max(told, key=lambda each: (each.value, each.end, each.place))
    parts = {"numerator": one.numerator, "denominator": one.denominator}
    return Aggregate(value=one.value, operator=one.operator, start=one.start, end=one.end, **parts, **said)


def _alone(row: Row) -> One | None:
    """The only place of the row."""
    return One(row.total, _sign(row.signs), row.first, row.last, row.above, row.below) if row.told else None


def _over_countries(rules: MeasureRules, row: Row) -> One | None:
    """The countries of the row as one, by the rule; ``None`` where it gives nothing."""
    rule = rules.countries
    if not row.told or rule == Aggregation.NONE:
        return None
    if rule == Aggregation.WEIGHTED:
        return _alone(row) if row.told == 1 else _share(rules, row)
    if rule == Aggregation.HIGHEST:
        value, last, place, first, above, below = row.top
        return One(value, Operator.EQUAL, _day(first), _day(last), above, below, place)
    value = row.total
    if rule == Aggregation.COUNTRIES:
        value = Decimal(row.positive)
    elif rule == Aggregation.MEAN:
        value = quotient(value, Decimal(row.told))
    return One(value, _sign(row.signs), row.first, row.last)


def _share(rules: MeasureRules, row: Row) -> One | None:
    """The share of the summed parts, of those countries that have parts."""
    if row.below is None:
        return None
    value = quotient(row.above * rules.per, row.below)
    return One(value, _sign(row.signs_in_parts), row.first_in_parts, row.last_in_parts, row.above, row.below)


def _day(number: Decimal) -> date:
    return date.fromordinal(int(number))


def _sign(bits: int) -> str:
    """The joint sign of all whose bits are set: bounds on one side stay, others leave “about”."""
    signs = [sign for sign, bit in SIGN_BITS.items() if bits & bit]
    return Operator.EQUAL if not signs else signs[0] if len(signs) == 1 else Operator.ABOUT


def _states(figures: QuerySet[Observation], silent: list[int]) -> dict[int, set[str]]:
    """Why measures without any figure have none."""
    states: dict[int, set[str]] = defaultdict(set)
    if silent:
        for key, state in figures.filter(measure__in=silent).values_list("measure_id", "state").distinct():
            states[key].add(state)
    return states


def _overlapping(rules: dict[int, MeasureRules], told: QuerySet[Observation]) -> set[int]:
    """The measures with figures that share a day, where that matters: of one place, or of any where periods are compared."""
    crossing = _crossing(told)
    if not crossing:
        return set()
    days = Q(period_start__in={start for start, _ in crossing}, period_end__in={end for _, end in crossing})
    masks = told.filter(days).values_list("measure_id", "country_id").annotate(mask=BitOr(_bit(crossing)))
    seen: dict[int, bool] = {}
    of_all: dict[int, int] = defaultdict(int)
    found = set()
    for key, _, mask in masks:
        if key not in rules or rules[key].periods == Aggregation.LATEST:
            continue
        of_all[key] |= mask
        asked = of_all[key] if rules[key].periods == Aggregation.HIGHEST else mask
        if asked not in seen:
            seen[asked] = _overlap_within(asked, crossing)
        if seen[asked]:
            found.add(key)
    return found


def _crossing(told: QuerySet[Observation]) -> list[tuple[date, date]]:
    """The periods among these figures that cross another one, such as a year and its halves; few, if any."""
    every = sorted(set(told.values_list("period_start", "period_end").distinct()))
    pairs = [(one, other) for number, one in enumerate(every) for other in every[number + 1 :] if other[0] <= one[1]]
    return sorted({period for pair in pairs for period in pair})


def _bit(crossing: list[tuple[date, date]]) -> Case:
    """A bit of its own for each of these periods; the last bit is for all that find no room."""
    bits = [
        When(period_start=start, period_end=end, then=Value(1 << min(number, MASK_BITS)))
        for number, (start, end) in enumerate(crossing)
    ]
    return Case(*bits, default=Value(0), output_field=BigIntegerField())


def _overlap_within(mask: int, crossing: list[tuple[date, date]]) -> bool:
    """Whether two of the periods whose bits are set share a day."""
    if mask >> MASK_BITS:
        return True
    there = [period for number, period in enumerate(crossing) if mask >> number & 1]
    return any(later[0] <= earlier[1] for earlier, later in pairwise(there))

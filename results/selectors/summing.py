"""What PostgreSQL can add up exactly by the rules of ``results.aggregation``: figures with numbers, whose days do not overlap.

Whatever it cannot (words, overlapping periods, signs where they matter, the region beside its countries) it leaves to the
definition, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.contrib.postgres.aggregates import BitOr
from django.db.models import BigIntegerField, Case, Count, Max, Min, Q, QuerySet, Sum, Value, When

from ..aggregation import Aggregate, joint_operator, joint_state, quotient
from ..enums import Aggregation, Operator, ValueKind, ValueState
from ..models import Measure, Observation
from ..validators.figures import PER
from ..validators.rules import fitting_rule, kind_of_figures

TOLD = Q(state=ValueState.REPORTED)
IN_PARTS = TOLD & Q(numerator__isnull=False, denominator__isnull=False)
MASK_BITS = 61  # a signed number of 64 bits has room for them, and for one bit of all the rest


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """What one needs to know of a measure to add up its figures."""

    periods: Aggregation
    countries: Aggregation
    kind: ValueKind
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one place as one: ``None`` where it has none by the rule."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    operator: str
    start: date
    end: date


def rules_of(measures: QuerySet[Measure]) -> dict[int, MeasureRules]:
    """The rules of each measure as they fit it, by its key; one query."""
    own = ("indicator__period_aggregation", "indicator__country_aggregation", "indicator__value_kind")
    found = {}
    rows = measures.order_by().values_list("pk", *own, "unit__kind", "unit__slug", "source")
    for key, periods, countries, kind, unit_kind, unit, source in rows:
        kind = kind_of_figures(kind, unit_kind)
        found[key] = MeasureRules(fitting_rule(periods, kind), fitting_rule(countries, kind), kind, unit, source)
    return found


@dataclass(slots=True)
class Found:
    """What the database found: the series of each place by measure, why figures are missing, and what it cannot decide."""

    places: dict[int, dict[int | None, Series]]
    states: dict[int, set[str]]
    undecided: set[int]


def summed(rules: dict[int, MeasureRules], figures: QuerySet[Observation], *, of_one: bool) -> dict[int, Aggregate]:
    """The measures that the database can add up; the others are missing. ``of_one`` says that the figures are of one country."""
    found = Found(defaultdict(dict), defaultdict(set), set())
    latest = [key for key, each in rules.items() if each.periods == Aggregation.LATEST]
    others = [key for key, each in rules.items() if each.periods != Aggregation.LATEST]
    if others:
        _group(figures.filter(measure__in=others), rules, found)
    if latest:
        _pick_latest(figures.filter(measure__in=latest), found)
    whole = {}
    for key, each in rules.items():
        series = found.places.get(key, {})
        if key not in found.undecided and not _needs_definition(each, series, of_one=of_one):
            whole[key] = _whole(each, series, found.states[key], regional=of_one or None in series)
    return whole


def _needs_definition(rules: MeasureRules, series: dict[int | None, Series], *, of_one: bool) -> bool:
    if of_one or set(series) <= {None}:
        return False
    if None in series:  # the region beside its countries: which days are told by which?
        return True
    by_period = rules.periods == Aggregation.HIGHEST and rules.countries != Aggregation.HIGHEST
    signs_matter = rules.countries in (Aggregation.HIGHEST, Aggregation.COUNTRIES)
    carries_parts = rules.countries == Aggregation.HIGHEST
    return by_period or any(
        (signs_matter and each.operator) or (carries_parts and each.numerator is not None) for each in series.values()
    )


def _group(figures: QuerySet[Observation], rules: dict[int, MeasureRules], found: Found) -> None:
    """One row per measure and country: sums, the highest, signs, and which of the periods that cross each other it has."""
    crossing = _crossing(figures)
    signed = TOLD & ~Q(operator=Operator.EQUAL)
    rows = figures.values("measure_id", "country_id").annotate(
        told=Count("pk", filter=TOLD),
        wordy=Count("pk", filter=TOLD & Q(value__isnull=True)),
        total=Sum("value"),
        top=Max("value"),
        in_parts=Count("pk", filter=IN_PARTS),
        above=Sum("numerator", filter=IN_PARTS),
        below=Sum("denominator", filter=IN_PARTS),
        low_sign=Min("operator", filter=signed),
        high_sign=Max("operator", filter=signed),
        first=Min("period_start", filter=TOLD),
        last=Max("period_end", filter=TOLD),
        low_state=Min("state", filter=~TOLD),
        high_state=Max("state", filter=~TOLD),
        mask=BitOr(_bit(crossing), filter=TOLD) if crossing else Value(0),
    )
    overlaps: dict[int | None, bool] = {}
    for row in rows:
        key = row["measure_id"]
        if row["low_state"] is not None:
            found.states[key] |= {row["low_state"], row["high_state"]}
        if not row["told"]:
            continue
        if row["mask"] not in overlaps:
            overlaps[row["mask"]] = _overlap_within(row["mask"], crossing)
        rule = rules[key].periods
        signs_matter = row["low_sign"] and rule not in (Aggregation.SUM, Aggregation.MEAN)
        if row["wordy"] or overlaps[row["mask"]] or signs_matter or (rule == Aggregation.HIGHEST and row["in_parts"]):
            found.undecided.add(key)
        else:
            found.places[key][row["country_id"]] = _series(row, rules[key])


def _series(row: dict, rules: MeasureRules) -> Series:
    """The periods of one place as one."""
    value, above, below = row["total"], None, None
    if rules.periods == Aggregation.MEAN:
        value = quotient(value, Decimal(row["told"]))
    elif rules.periods == Aggregation.HIGHEST:
        value = row["top"]
    elif rules.periods == Aggregation.WEIGHTED:
        above, below = row["above"], row["below"]
        if row["told"] > 1:
            value = quotient(above * PER.get(rules.kind, 100), below) if row["in_parts"] else None
    elif rules.periods == Aggregation.NONE:
        alone = row["told"] == 1
        value, above, below = (value, row["above"], row["below"]) if alone else (None, None, None)
    sign = joint_operator({row["low_sign"], row["high_sign"]} - {None})
    return Series(value, above, below, sign if value is not None else Operator.EQUAL, row["first"], row["last"])


def _crossing(figures: QuerySet[Observation]) -> list[tuple[date, date]]:
    """The periods among these figures that cross another one, such as a year and its halves; few, if any."""
    every = sorted(set(figures.filter(TOLD).values_list("period_start", "period_end").distinct()))
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


def _pick_latest(figures: QuerySet[Observation], found: Found) -> None:
    """The row of the latest period of each place; of periods that end together the longest."""
    columns = ("measure_id", "country_id", "state", "value", "numerator", "denominator", "operator", "period_start", "period_end")
    rows = figures.order_by("measure_id", "country_id", Case(When(TOLD, then=0), default=1), "-period_end", "period_start")
    silent = set()
    rows = rows.distinct("measure_id", "country_id").values_list(*columns)
    for key, country, state, value, above, below, sign, start, end in rows:
        if state != ValueState.REPORTED:
            silent.add(key)
        elif value is None:
            found.undecided.add(key)
        else:
            found.places[key][country] = Series(value, above, below, sign, start, end)
    for key, state in figures.filter(measure__in=silent - set(found.places)).values_list("measure_id", "state").distinct():
        found.states[key].add(state)


def _whole(rules: MeasureRules, series: dict[int | None, Series], states: set[str], *, regional: bool) -> Aggregate:
    """The places as one; ``regional`` where there is but one, the region itself or the country asked for."""
    rule, over = (rules.periods, "periods") if regional or not series else (rules.countries, "countries")
    told = [each for each in series.values() if each.value is not None]
    nothing = Aggregate(rule=rule, over=over, state=ValueState.NOT_AVAILABLE if series else joint_state(states), unit=rules.unit)
    one = _reduce(rules, told) if over == "countries" else told[0] if told else None
    if one is None:
        return nothing
    span = {"start": min(each.start for each in told), "end": max(each.end for each in told)}
    said = {"value": one.value, "operator": one.operator, "numerator": one.numerator, "denominator": one.denominator}
    return Aggregate(rule=rule, over=over, unit=rules.unit, per=PER.get(rules.kind, 100), **span, **said)


def _reduce(rules: MeasureRules, told: list[Series]) -> Series | None:
    """The countries as one, by the rule; ``None`` where it gives nothing."""
    rule = rules.countries
    if rule == Aggregation.WEIGHTED and len(told) > 1:
        told = [each for each in told if each.numerator is not None and each.denominator is not None]
    if not told or rule == Aggregation.NONE:
        return None
    sign = joint_operator({each.operator for each in told})
    above = below = None
    if rule == Aggregation.WEIGHTED and len(told) == 1:
        value, above, below = told[0].value, told[0].numerator, told[0].denominator
    elif rule == Aggregation.WEIGHTED:
        above, below = sum(each.numerator for each in told), sum(each.denominator for each in told)
        value = quotient(above * PER.get(rules.kind, 100), below)
    elif rule == Aggregation.HIGHEST:
        value = max(each.value for each in told)
    elif rule == Aggregation.COUNTRIES:
        value = Decimal(sum(each.value > 0 for each in told))
    else:
        value = sum(each.value for each in told)
        value = quotient(value, Decimal(len(told))) if rule == Aggregation.MEAN else value
    return Series(value, above, below, sign, told[0].start, told[0].end)

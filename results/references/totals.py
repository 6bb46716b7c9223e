"""Figures that nobody recorded as such: several periods or countries become one by the indicator's rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from knowledge.models import Country

from ..aggregation import Aggregate
from ..enums import Aggregation, ObservationKind
from ..models import Measure, Observation
from ..selectors.aggregates import defined_aggregates
from .grammar import Reference

PARTIAL = (Aggregation.LATEST, Aggregation.HIGHEST)  # rules that need no figure for every day of the period


def totals_of(
    cells: Iterable[tuple[Reference, Measure]], countries: dict[str, Country]
) -> dict[tuple[Reference, int], Observation]:
    """What each reference comes to, as an unsaved observation of its period, where the rules give a number.

    The number of queries grows with the different periods and places asked, not with measures or texts. A sum or a mean
    stands for a period only when figures tell all of it.
    """
    groups: dict[tuple[date, date, str, str], list[tuple[Reference, Measure]]] = defaultdict(list)
    for reference, measure in cells:
        if reference.country in ("", *countries):
            groups[reference.start, reference.end, reference.country, reference.sex].append((reference, measure))
    found = {}
    for (start, end, country, sex), several in groups.items():
        measures = Measure.objects.filter(pk__in={measure.pk for _reference, measure in several})
        aggregates = defined_aggregates(measures, start, end, country=countries.get(country), sex=sex)
        for reference, measure in several:
            aggregate = aggregates.get(measure.pk)
            if aggregate is not None and _stands_for(aggregate, measure, start, end):
                found[reference, measure.pk] = _as_observation(aggregate, reference, measure, countries.get(country))
    return found


def _stands_for(aggregate: Aggregate, measure: Measure, start: date, end: date) -> bool:
    if aggregate.value is None or aggregate.text:
        return False
    if measure.indicator.period_aggregation in PARTIAL:
        return True
    told_until = start - timedelta(days=1)
    for first, last in sorted({(datum.start, datum.end) for datum in aggregate.data}):
        if first > told_until + timedelta(days=1):
            return False
        told_until = max(told_until, last)
    return told_until >= end


def _as_observation(aggregate: Aggregate, reference: Reference, measure: Measure, country: Country | None) -> Observation:
    return Observation(
        measure=measure,
        kind=ObservationKind.ACTUAL,
        period_start=reference.start,
        period_end=reference.end,
        country=country,
        sex=reference.sex,
        state=aggregate.state,
        operator=aggregate.operator,
        # A mean is told as finely as the measure shows its figures.
        value=aggregate.value.quantize(Decimal(1).scaleb(-measure.decimals), rounding=ROUND_HALF_UP),
    )

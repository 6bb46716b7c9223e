"""Figures of measures that are added up from attendance, as observations that are never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from knowledge.enums import Sex
from knowledge.models import Country

from ..enums import Frequency, MeasureSource, ObservationKind
from ..models import Measure, Observation
from .attendance import feeding

Period = tuple[date, date]


def computed_figures(measures: Iterable[Measure], *, told: Iterable[Observation] = ()) -> list[Observation]:
    """The progress that attendance gives each measure by year (or half-year, as often as the indicator is told).

    Totals, sexes where the indicator is told by sex, and countries where each row names one. ``told`` are recorded figures:
    a period that shares a day with one of them is theirs (the page of its provenance shows both). Nothing here has a key.
    """
    fed = {measure.pk: measure for measure in measures if measure.source == MeasureSource.ATTENDANCE}
    if not fed:
        return []
    taken: dict[int, list[Period]] = defaultdict(list)
    for each in told:
        if each.kind == ObservationKind.ACTUAL:
            taken[each.measure_id].append((each.period_start, each.period_end))
    counts: dict[tuple[int, Period], dict[tuple[int | None, str], int]] = defaultdict(lambda: defaultdict(int))
    rows = feeding(list(fed)).filter(event__starts_on__isnull=False)
    for key, day, country, sex, count in rows.values_list("measure_id", "event__starts_on", "country_id", "sex").annotate(
        total=Sum("count")
    ):
        period = period_of(day, fed[key].indicator.frequency)
        if not any(start <= period[1] and period[0] <= end for start, end in taken[key]):
            counts[key, period][country, sex] += count
    countries = Country.objects.in_bulk({country for cells in counts.values() for country, _sex in cells if country})
    found = []
    for (key, period), cells in sorted(counts.items()):
        found += _observations(fed[key], period, cells, countries)
    return found


def period_of(day: date, frequency: str) -> Period:
    """The reporting period in which a day lies: its half-year or its year."""
    if frequency == Frequency.HALF_YEARLY:
        return (date(day.year, 1, 1), date(day.year, 6, 30)) if day.month <= 6 else (date(day.year, 7, 1), date(day.year, 12, 31))
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _observations(
    measure: Measure, period: Period, cells: dict[tuple[int | None, str], int], countries: dict[int, Country]
) -> list[Observation]:
    def made(count: int, country: Country | None = None, sex: str = Sex.ALL) -> Observation:
        place = {"country": country, "sex": sex, "period_start": period[0], "period_end": period[1]}
        return Observation(measure=measure, kind=ObservationKind.ACTUAL, value=Decimal(count), **place)

    by_sex: dict[str, int] = defaultdict(int)
    by_country: dict[int | None, int] = defaultdict(int)
    for (country, sex), count in cells.items():
        by_sex[sex] += count
        by_country[country] += count
    found = [made(sum(by_sex.values()))]
    if measure.indicator.by_sex:
        found += [made(by_sex[sex], sex=sex) for sex in Sex.values if sex in by_sex]
    if None not in by_country:
        found += [
            made(by_country[each.pk], countries[each.pk])
            for each in sorted(countries.values(), key=lambda one: one.order)
            if each.pk in by_country
        ]
    return found

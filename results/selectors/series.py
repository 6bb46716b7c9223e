"""The figures of one indicator as a table: a row per measure (and country, and part), a column per period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils.translation import get_language

from base.dates import format_period
from knowledge.models import Country

from ..enums import ObservationKind, Sex
from ..models import Category, Indicator, Measure, Observation
from .computed import computed_figures


@dataclass(frozen=True, slots=True)
class Column:
    """A period and what its figures are."""

    kind: ObservationKind
    start: date
    end: date

    @property
    def period(self) -> str:
        return format_period(self.start, self.end, get_language() or "en")


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One measure, for the region or one country, for all or one part: a figure or ``None`` for each column."""

    measure: Measure
    country: Country | None
    sex: Sex
    category: Category | None
    cells: list[Observation | None]


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """The figures of an indicator: periods across, measures down."""

    columns: list[Column]
    rows: list[SeriesRow]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an indicator, apart: totals of the region, its parts, and the totals of countries for one measure."""

    totals: list[Observation]
    parts: list[Observation]
    countries: list[Observation]
    measure: Measure | None
    measures_by_country: list[Measure]


def figures_of(indicator: Indicator, *, by_country: str = "", recent: int | None = None) -> Figures:
    """What an indicator's page shows. ``by_country`` is the code of the measure told by country; else the first that is.

    With ``recent`` the figures of countries are those of so many years up to the last, and baselines. The queries are as
    many for few figures as for many; those of countries are read for one measure alone.
    """
    measures = list(indicator.measures.all())
    regional = load(Observation.objects.filter(measure__in=measures, country=None), measures)
    computed = computed_figures(measures, told=regional)
    regional += [each for each in computed if each.country is None]
    of_countries = Observation.objects.filter(measure__in=measures, country__isnull=False)
    told = dict(of_countries.order_by().values_list("measure_id").annotate(Max("period_end")))
    by_attendance = [each for each in computed if each.country is not None]
    with_countries = [
        measure for measure in measures if measure.pk in told or any(each.measure == measure for each in by_attendance)
    ]
    chosen = next((each for each in with_countries if each.code == by_country), with_countries[0] if with_countries else None)
    countries = Observation.objects.filter(measure=chosen, country__isnull=False, sex=Sex.ALL, category=None)
    if chosen and recent and chosen.pk in told:
        since = told[chosen.pk].replace(month=1, day=1)
        since = since.replace(year=since.year - recent + 1)
        countries = countries.filter(Q(period_end__gte=since) | Q(kind=ObservationKind.BASELINE))
    return Figures(
        totals=[each for each in regional if not each.sex and not each.category_id],
        parts=[each for each in regional if each.sex or each.category_id],
        countries=_with_countries(load(countries, measures)) + _of(chosen, by_attendance) if chosen else [],
        measure=chosen,
        measures_by_country=with_countries,
    )


def _of(measure: Measure, figures: list[Observation]) -> list[Observation]:
    return [each for each in figures if each.measure == measure]


def _with_countries(figures: list[Observation]) -> list[Observation]:
    """The figures with their countries, each read once."""
    places = Country.objects.in_bulk({each.country_id for each in figures})
    for each in figures:
        each.country = places[each.country_id]
    return figures


def load(found: QuerySet[Observation], measures: Iterable[Measure]) -> list[Observation]:
    """Observations in the order in which rows shall stand; each measure is the one given, not read again for each figure."""
    known = {measure.pk: measure for measure in measures}
    in_order = found.select_related("category", "scale_step").order_by(
        *("measure__order", "measure__code", "country__order", "sex", "category__order", "period_start", "period_end")
    )
    observations = list(in_order)
    for observation in observations:
        observation.measure = known[observation.measure_id]
    return observations


def series_table(observations: Sequence[Observation]) -> SeriesTable:
    """``observations`` in the order in which rows shall stand. Baselines come first, then the periods as they passed."""
    columns = sorted({_column(each) for each in observations}, key=_in_time)
    cells: dict[tuple[object, ...], dict[Column, Observation]] = {}
    for each in observations:
        cells.setdefault((each.measure_id, each.country_id, each.sex, each.category_id), {})[_column(each)] = each
    rows = []
    for found in cells.values():
        one = next(iter(found.values()))
        rows.append(SeriesRow(one.measure, one.country, Sex(one.sex), one.category, [found.get(column) for column in columns]))
    return SeriesTable(columns, rows)


def _column(observation: Observation) -> Column:
    return Column(ObservationKind(observation.kind), observation.period_start, observation.period_end)


def _in_time(column: Column) -> tuple[bool, date, date, str]:
    return column.kind != ObservationKind.BASELINE, column.end, column.start, column.kind

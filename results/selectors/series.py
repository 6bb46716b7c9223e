"""The figures of one indicator as a table: a row per measure (and country, and part), a column per period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from django.db.models import Q
from django.utils.translation import get_language

from base.dates import format_period
from knowledge.models import Country

from ..enums import ObservationKind, Sex
from ..models import Category, Indicator, Measure, Observation, ScaleStep
from .aggregates import ROW
from .computed import computed_figures

SHOWN = ("kind", "country_id", "sex", "category_id", "scale_step_id", "note_zh_hans", "note_en")  # read beside what adds up


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
    """The figures of an indicator, apart: totals of the region, its parts, and the totals of countries for one measure.

    ``rows`` are all of them as they were read, with the totals of countries for every measure.
    """

    totals: list[Observation]
    parts: list[Observation]
    countries: list[Observation]
    measure: Measure | None
    measures_by_country: list[Measure]
    measures: list[Measure]
    rows: list[tuple]


def figures_of(indicator: Indicator, *, by_country: str = "", recent: int | None = None) -> Figures:
    """What an indicator's page shows. ``by_country`` is the code of the measure told by country; else the first that is.

    With ``recent`` the figures of countries are those of so many years up to the last, and baselines. All figures are read
    by one query; records are made of those that are shown.
    """
    measures = list(indicator.measures.select_related("unit"))
    asked = Observation.objects.filter(Q(country=None) | Q(sex=Sex.ALL, category=None), measure__in=measures).order_by()
    rows = list(asked.rewrite(False).values_list(*ROW, *SHOWN, named=True))  # each column is named: nothing falls back
    regional = in_order([row for row in rows if row.country_id is None], measures)
    computed = computed_figures(measures, told=regional)
    regional += [each for each in computed if each.country is None]
    of_countries = [row for row in rows if row.country_id is not None]
    by_attendance = [each for each in computed if each.country is not None]
    told = {row.measure_id for row in of_countries} | {each.measure_id for each in by_attendance}
    with_countries = [measure for measure in measures if measure.pk in told]
    chosen = next((each for each in with_countries if each.code == by_country), with_countries[0] if with_countries else None)
    own = [row for row in of_countries if row.measure_id == chosen.pk] if chosen else []
    if own and recent:
        since = date(max(row.period_end for row in own).year - recent + 1, 1, 1)
        own = [row for row in own if row.period_end >= since or row.kind == ObservationKind.BASELINE]
    return Figures(
        totals=[each for each in regional if not each.sex and not each.category_id],
        parts=[each for each in regional if each.sex or each.category_id],
        countries=in_order(own, measures) + [each for each in by_attendance if each.measure == chosen],
        measure=chosen,
        measures_by_country=with_countries,
        measures=measures,
        rows=rows,
    )


def in_order(rows: Iterable[tuple], measures: Sequence[Measure]) -> list[Observation]:
    """These rows as records in the order in which they shall stand, with what they belong to; only to be read."""
    fields, values_of = _fields()
    figures = [Observation.from_db(None, fields, values_of(row)) for row in rows]
    known = {"measure": {measure.pk: measure for measure in measures}}
    for name, model in (("country", Country), ("category", Category), ("scale_step", ScaleStep)):
        known[name] = model.objects.in_bulk({key for each in figures if (key := getattr(each, f"{name}_id"))})
    for each in figures:
        for name, records in known.items():
            if key := getattr(each, f"{name}_id"):
                setattr(each, name, records[key])
    places = {measure.pk: place for place, measure in enumerate(measures)}

    def order(each: Observation) -> tuple[object, ...]:
        where = each.country.order if each.country_id else 0
        part = (False, each.category.order) if each.category_id else (True, 0)  # the total last, as PostgreSQL has it
        period = each.period_start, each.period_end, each.kind != ObservationKind.BASELINE, each.kind
        return places[each.measure_id], where, each.sex, *part, *period, each.pk

    return sorted(figures, key=order)


@lru_cache(maxsize=1)
def _fields() -> tuple[list[str], attrgetter]:
    """Which fields of a record a row has, and how to take them from it."""
    names = {"id": "pk"} | {name: name for name in (*ROW, *SHOWN)}
    fields = [each.attname for each in Observation._meta.concrete_fields if each.attname in names]
    return fields, attrgetter(*(names[field] for field in fields))


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

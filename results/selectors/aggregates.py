"""Totals of many measures over a period, worked out when they are read: in the database where it can, else row by row.

``results.aggregation.aggregate`` is the definition. PostgreSQL adds up what it can add up exactly (``summing.py``); tests
compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from base.text import Text
from knowledge.enums import Sex
from knowledge.models import Country

from ..aggregation import Aggregate, Datum, aggregate
from ..enums import MeasureSource, ObservationKind
from ..models import Category, Measure, Observation
from ..validators.figures import PER
from .attendance import attendance_data
from .measure_rules import MeasureRules, rules_of, rules_of_read
from .summing import summed

ROW = (
    *("measure_id", "period_start", "period_end", "country__iso3", "country__name_zh_hans", "country__name_en", "pk", "state"),
    *("operator", "value", "numerator", "denominator", "scale_step__rank", "scale_step__name_zh_hans", "scale_step__name_en"),
    *("text_zh_hans", "text_en"),
)

EVER = date.min, date.max
FEW = 500  # measures that are looked up by their keys, and whose figures are read at one go


def aggregates_for(
    measures: QuerySet[Measure],
    start: date,
    end: date,
    *,
    country: Country | None = None,
    sex: str = Sex.ALL,
    category: Category | None = None,
) -> dict[int, Aggregate]:
    """For each measure, by its key, what its progress from ``start`` to ``end`` comes to: for the region, or for ``country``.

    A constant number of queries. What the database added up names no parts: ask ``aggregate_of`` how one figure came about.
    """
    rules = rules_of(measures)
    found: dict[int, Aggregate] = {}
    if connection.vendor == "postgresql":  # SQLite adds up decimals as floating-point numbers
        plain = {key: each for key, each in rules.items() if each.source != MeasureSource.ATTENDANCE}
        asked = plain if len(plain) <= FEW else None  # for many the database does better to read all figures once
        found = summed(plain, figures(asked, start, end, country=country, sex=sex, category=category), of_one=country is not None)
    left = {key: each for key, each in rules.items() if key not in found}
    return found | _defined(left, start, end, country=country, sex=sex, category=category)


def defined_aggregates(
    measures: QuerySet[Measure] | Sequence[Measure], start: date, end: date, **part: object
) -> dict[int, Aggregate]:
    """The same by the definition alone, row by row, with the parts of every total.

    Measures that were read already, with their indicators and units, are not asked for again.
    """
    rules = rules_of(measures) if isinstance(measures, QuerySet) else rules_of_read(measures)
    return _defined(rules, start, end, **part)


def aggregates_from(measures: Sequence[Measure], rows: Iterable[tuple]) -> dict[int, Aggregate]:
    """The same of figures that were read already, of the region and all countries; each begins with the fields of ``ROW``."""
    rules = rules_of_read(measures)
    return _aggregated(rules, _with_attendance(_data_from(rules, rows), rules, *EVER))


def aggregate_of(measure: Measure, start: date, end: date, **part: object) -> Aggregate:
    """What one measure comes to, with its parts; ``part`` as in ``aggregates_for``."""
    return defined_aggregates(Measure.objects.filter(pk=measure.pk), start, end, **part)[measure.pk]


def figures(
    measures: Iterable[int] | None,
    start: date,
    end: date,
    *,
    country: Country | None = None,
    sex: str = Sex.ALL,
    category: Category | None = None,
) -> QuerySet[Observation]:
    """The approved progress of these measures, or of all, whose period lies within the days asked: totals, or one part."""
    found = Observation.objects.filter(kind=ObservationKind.ACTUAL, sex=sex, category=category)
    found = found.filter(period_start__gte=start, period_end__lte=end).order_by()
    found = found if measures is None else found.filter(measure__in=measures)
    return found if country is None else found.filter(country=country)


def data_of(
    rules: dict[int, MeasureRules],
    start: date,
    end: date,
    *,
    country: Country | None = None,
    sex: str = Sex.ALL,
    category: Category | None = None,
) -> dict[int, list[Datum]]:
    """The figures of each measure as plain data: recorded ones, and months of attendance where none is recorded."""
    found = figures(rules, start, end, country=country, sex=sex, category=category)
    rows = found.rewrite(False).values_list(*ROW)  # each column is named: nothing falls back
    data = _data_from(rules, rows if len(rules) <= FEW else rows.iterator(chunk_size=5000))  # a cursor of its own is for many
    return data if category is not None else _with_attendance(data, rules, start, end, country=country, sex=sex)


def _data_from(rules: dict[int, MeasureRules], rows: Iterable[tuple]) -> dict[int, list[Datum]]:
    data: dict[int, list[Datum]] = defaultdict(list)
    for row in rows:
        data[row[0]].append(_datum(row, rules[row[0]]))
    return data


def _with_attendance(
    data: dict[int, list[Datum]],
    rules: dict[int, MeasureRules],
    start: date,
    end: date,
    *,
    country: Country | None = None,
    sex: str = Sex.ALL,
) -> dict[int, list[Datum]]:
    """With the months of attendance of measures that are fed by it."""
    fed = [key for key, each in rules.items() if each.source == MeasureSource.ATTENDANCE]
    if fed:
        told = [(key, each.start, each.end) for key in fed for each in data[key]]
        for key, months in attendance_data(fed, start, end, sex=sex, told=told).items():
            data[key] += [each for each in months if country is None or each.country == country.iso3]
    return data


def _datum(row: tuple, rules: MeasureRules) -> Datum:
    row = row[: len(ROW)]
    (_, start, end, iso3, zh, en, key, state, operator, value, numerator, denominator, rank, step_zh, step_en, text_zh, text_en) = (
        row
    )
    is_step = rank is not None
    return Datum(
        start,
        end,
        rank if is_step else value,
        state,
        operator,
        numerator,
        denominator,
        iso3,
        Text(zh or "", en or "") if iso3 else Text(),
        rules.unit,
        PER.get(rules.kind, 100),
        Text(step_zh or "", step_en or "") if is_step else Text(text_zh or "", text_en or "") if value is None else Text(),
        f"observation:{key}",
    )


def _defined(rules: dict[int, MeasureRules], start: date, end: date, **part: object) -> dict[int, Aggregate]:
    if not rules:
        return {}
    return _aggregated(rules, data_of(rules, start, end, **part), one_place=part.get("country") is not None)


def _aggregated(rules: dict[int, MeasureRules], data: dict[int, list[Datum]], *, one_place: bool = False) -> dict[int, Aggregate]:
    return {
        key: aggregate(data.get(key, ()), over_periods=each.periods, over_countries=None if one_place else each.countries)
        for key, each in rules.items()
    }

"""The statement with which PostgreSQL adds up figures: periods first, place by place, then places.

Each measure gives one row; where its highest period is sought, one for each period. What the rule over countries makes of a
row is said in ``summing.py``: the sums, counts and the highest of it are all that any rule needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from knowledge.models import Country

from ..enums import Aggregation, Operator
from ..models import Observation
from .measure_rules import MeasureRules

SIGN_BITS = {sign: 1 << number for number, sign in enumerate(each for each in Operator if each != Operator.EQUAL)}
FIRST_DAY, LAST_DAY = (f"({column} - DATE '0001-01-01' + 1)" for column in ("first", "last"))  # numbers of Python's calendar


class Row(NamedTuple):
    """The figures of a measure (in one period, where periods are compared), one for each place, taken together."""

    measure: int
    has_region: bool
    has_countries: bool
    wordy: bool  # some are words, of which nobody knows the sum
    told: int  # places with a number, to which all the rest refers
    total: Decimal | None
    positive: int  # places with more than 0
    signs: int  # bits of ``SIGN_BITS``
    first: date | None
    last: date | None
    above: Decimal | None  # of the places with numerator and denominator, as the next four
    below: Decimal | None
    signs_in_parts: int
    first_in_parts: date | None
    last_in_parts: date | None
    top: list[Decimal] | None  # of the highest: value, number of its last day, place, of its first day, numerator, denominator


# Columns: measure_id, country_id, value, above, below, signs, first, last, wordy, day and last_day of the period compared.
GROUPED = (
    "SELECT measure_id, country_id, {value}, {above}, {below}, {signs}, {first}, {last}, count(*) > count(value),"
    " NULL::date, NULL::date FROM told WHERE measure_id = ANY(%(keys_{rule})s) GROUP BY measure_id, country_id"
)
PLAIN = {"value": "sum(value)", "above": "NULL::numeric", "below": "NULL::numeric", "signs": "bit_or(sign)"}
PLAIN |= {"first": "min(first)", "last": "max(last)"}
IN_PARTS = "FILTER (WHERE above IS NOT NULL AND below IS NOT NULL)"


def _rounded(above: str, below: str) -> str:
    """A quotient, rounded half up to six places without rounding twice: as ``aggregation.quotient``."""
    whole = f"div(abs({above}) * 2000000 + abs({below}), abs({below}) * 2)"
    return f"sign({above}) * sign({below}) * {whole} * 0.000001"


def _one_or(one: str, several: str) -> str:
    return f"CASE WHEN count(*) = 1 THEN {one} ELSE {several} END"


SHARE = _rounded(
    f"(sum(above) {IN_PARTS} * CASE WHEN measure_id = ANY(%(ratios)s) THEN 1 ELSE 100 END)", f"(sum(below) {IN_PARTS})"
)
SERIES = {
    Aggregation.SUM: GROUPED.format(rule="sum", **PLAIN),
    Aggregation.MEAN: GROUPED.format(rule="mean", **PLAIN | {"value": _rounded("sum(value)", "count(value)::numeric")}),
    Aggregation.WEIGHTED: GROUPED.format(
        rule="weighted",
        value=_one_or("sum(value)", SHARE),
        above=f"sum(above) {IN_PARTS}",
        below=f"sum(below) {IN_PARTS}",
        signs=_one_or("bit_or(sign)", f"bit_or(sign) {IN_PARTS}"),
        first=_one_or("min(first)", f"min(first) {IN_PARTS}"),
        last=_one_or("max(last)", f"max(last) {IN_PARTS}"),
    ),
    Aggregation.NONE: GROUPED.format(
        rule="none",
        **PLAIN | {"value": _one_or("sum(value)", "NULL"), "above": "sum(above)", "below": "sum(below)"},
    ),
    Aggregation.LATEST: (
        "(SELECT DISTINCT ON (measure_id, country_id) measure_id, country_id, value, above, below, sign, first, last,"
        " value IS NULL, NULL::date, NULL::date FROM told WHERE measure_id = ANY(%(keys_latest)s)"
        " ORDER BY measure_id, country_id, last DESC, first)"
    ),
    Aggregation.HIGHEST: (
        "SELECT measure_id, country_id, value, above, below, sign, first, last, value IS NULL, first, last"
        " FROM told WHERE measure_id = ANY(%(keys_highest)s)"
    ),
}
TOLD = "value IS NOT NULL"
SHARED = f"{TOLD} AND above IS NOT NULL AND below IS NOT NULL"
STATEMENT = f"""
WITH {{own}}told (measure_id, country_id, value, above, below, sign, first, last) AS NOT MATERIALIZED (
    SELECT measure_id, country_id, value, numerator, denominator, {{signs}}, period_start, period_end
    FROM ({{figures}}) AS figures {{free}}
),
series (measure_id, country_id, value, above, below, signs, first, last, wordy, day, last_day) AS ({{series}})
SELECT
    measure_id,
    bool_or(country_id IS NULL),
    bool_or(country_id IS NOT NULL),
    bool_or(wordy),
    count(value),
    sum(value),
    count(*) FILTER (WHERE value > 0),
    coalesce(bit_or(signs) FILTER (WHERE {TOLD}), 0),
    min(first) FILTER (WHERE {TOLD}),
    max(last) FILTER (WHERE {TOLD}),
    sum(above) FILTER (WHERE {SHARED}),
    sum(below) FILTER (WHERE {SHARED}),
    coalesce(bit_or(signs) FILTER (WHERE {SHARED}), 0),
    min(first) FILTER (WHERE {SHARED}),
    max(last) FILTER (WHERE {SHARED}),
    max(ARRAY[value, {LAST_DAY}, -array_position(%(places)s, country_id), {FIRST_DAY}, above, below]) FILTER (WHERE {TOLD}
        AND measure_id = ANY(%(highest)s))
FROM series GROUP BY measure_id, day, last_day
"""  # noqa: S608 -- every part is written here

# Where the region has a figure of its own, the countries' figures of those days are left out.
OWN = (
    "own (measure_id, days) AS MATERIALIZED (SELECT measure_id, range_agg(daterange(period_start, period_end, '[]'))"
    " FROM ({figures}) AS figures WHERE country_id IS NULL AND value IS NOT NULL GROUP BY measure_id), "
)
FREE = (
    "LEFT JOIN own USING (measure_id)"
    " WHERE country_id IS NULL OR own.days IS NULL OR NOT own.days && daterange(period_start, period_end, '[]')"
)


def rows_of(rules: dict[int, MeasureRules], told: QuerySet[Observation]) -> Iterator[Row]:
    """The rows of the measures in ``rules``, from the reported figures ``told``; three queries."""
    keys: dict[Aggregation, list[int]] = defaultdict(list)
    for key, each in rules.items():
        keys[each.periods].append(key)
    if not keys:
        return
    columns = ("measure_id", "country_id", "value", "numerator", "denominator", "operator", "period_start", "period_end")
    figures, values = told.order_by().values_list(*columns).query.sql_with_params()
    named = {f"figure_{number}": each for number, each in enumerate(values)}
    figures %= tuple(f"%({name})s" for name in named)
    signs = " ".join(f"WHEN '{sign}' THEN {bit}" for sign, bit in SIGN_BITS.items())
    series = " UNION ALL ".join(SERIES[rule] for rule in keys)
    lists = {f"keys_{rule.value}": each for rule, each in keys.items()}
    lists["ratios"] = [key for key, each in rules.items() if each.per == 1]
    lists["highest"] = [key for key, each in rules.items() if each.countries == Aggregation.HIGHEST]
    lists["places"] = list(Country.objects.order_by("iso3").values_list("pk", flat=True))
    own, free = (OWN.format(figures=figures), FREE) if told.filter(country=None).exists() else ("", "")
    signs = f"CASE operator {signs} ELSE 0 END"
    statement = STATEMENT.format(figures=figures, series=series, signs=signs, own=own, free=free)
    with connection.cursor() as cursor:
        cursor.execute(statement, {**named, **lists})
        yield from map(Row._make, cursor.fetchall())

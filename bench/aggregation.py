"""How long it takes to aggregate 2,000 indicators × 3 measures × 11 countries × 12 half-years, beside plain SQL of the same.

    DATABASE_URL=postgres://… .venv/bin/python bench/aggregation.py [--indicators 2000] [--rounds 5]

Makes a PostgreSQL database of its own beside the one named (or, without one, a SQLite file), fills it, and removes it at
the end. Measured in turn in one process: a plain ``GROUP BY`` that adds up the same rows (the floor), the portal's
selector over all measures, and the definition itself (``results.aggregation``, row by row in Python).
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
YEARS = range(2020, 2026)
RULES = ("sum", "latest", "mean", "highest", "weighted", "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--indicators", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with own_database():
        print(f"{fill(options.indicators):,} observations")
        measure_all(options.rounds)


@contextmanager
def own_database() -> Iterator[None]:
    """Django on a new, migrated database; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, new_postgresql(os.environ.get("DATABASE_URL")) as address:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"PORTAL_VAR": folder, "SECRET_KEY": secrets.token_hex(), "DJANGO_SETTINGS_MODULE": "carec_portal.settings"}
        if address:
            os.environ["DATABASE_URL"] = address
        sys.path.insert(0, str(ROOT))
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        yield
        connection.close()


@contextmanager
def new_postgresql(address: str | None) -> Iterator[str | None]:
    if not address:
        yield None
        return
    import psycopg2

    name = f"bench_{secrets.token_hex(4)}"
    server = psycopg2.connect(address)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def fill(indicators: int) -> int:
    """Every rule in turn; each value is a function of its place, so that every run measures the same."""
    from django.db import connection

    from knowledge.models import Country, Unit
    from results.models import Indicator, Measure, Observation

    countries = [
        Country.objects.create(iso3=f"C{number:02}", name_en=f"Country {number}", name_zh_hans=f"国家{number}", order=number)
        for number in range(11)
    ]
    number, share = (Unit.objects.create(slug=kind, name_en=kind, name_zh_hans=kind, kind=kind) for kind in ("measured", "share"))
    Indicator.objects.bulk_create(
        Indicator(
            code=f"B-{each}",
            name_en=f"Indicator {each}",
            name_zh_hans=f"指标{each}",
            period_aggregation=RULES[each % 6],
            country_aggregation=("sum", "mean", "highest", "countries", "weighted", "none")[each // 6 % 6],
        )
        for each in range(indicators)
    )
    weighted = {"weighted"}
    Measure.objects.bulk_create(
        Measure(
            indicator=each,
            code=f"m{which}",
            name_en=f"Measure {which}",
            name_zh_hans=f"分项{which}",
            unit=share if {each.period_aggregation, each.country_aggregation} & weighted else number,
        )
        for each in Indicator.objects.all()
        for which in range(3)
    )
    measures = list(Measure.objects.values_list("pk", flat=True))
    periods = [half for year in YEARS for half in ((date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31)))]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            rows = ", ".join(f"(DATE '{start}', DATE '{end}', {order})" for order, (start, end) in enumerate(periods))
            cursor.execute(
                f"""
                INSERT INTO results_observation (measure_id, kind, period_start, period_end, country_id, sex, state, operator,
                    value, numerator, denominator, text, note, override_reason{also("version", ", version")})
                SELECT m.id, 'actual', p.s, p.e, c.id, '',
                    CASE WHEN (m.id + c.id + p.n) %% 17 = 0 THEN 'not_available' ELSE 'reported' END, '',
                    CASE WHEN (m.id + c.id + p.n) %% 17 <> 0 THEN (m.id * 7 + c.id * 3 + p.n) %% 1000 END,
                    CASE WHEN m.unit_id = %s AND (m.id + c.id + p.n) %% 17 <> 0 THEN (m.id * 7 + c.id * 3 + p.n) %% 1000 END,
                    CASE WHEN m.unit_id = %s AND (m.id + c.id + p.n) %% 17 <> 0 THEN 1000 END, '', '', ''{also("version", ", 0")}
                FROM results_measure m CROSS JOIN knowledge_country c CROSS JOIN (VALUES {rows}) AS p (s, e, n)
                """,  # noqa: S608 -- every part is written here
                [share.pk, share.pk],
            )
            cursor.execute("ANALYZE")
        return Observation.objects.count()
    for batch in range(0, len(measures), 200):
        Observation.objects.bulk_create(observations(measures[batch : batch + 200], countries, periods), batch_size=2000)
    return Observation.objects.count()


def also(column: str, text: str) -> str:
    """``text`` where observations have such a column."""
    from results.models import Observation

    return text if any(field.column == column for field in Observation._meta.fields) else ""


def observations(measures: list[int], countries: list[object], periods: list[tuple[date, date]]) -> Iterator[object]:
    from results.models import Observation

    for measure in measures:
        for country in countries:
            for order, (start, end) in enumerate(periods):
                absent = (measure + country.pk + order) % 17 == 0
                value = None if absent else (measure * 7 + country.pk * 3 + order) % 1000
                yield Observation(
                    measure_id=measure,
                    kind="actual",
                    period_start=start,
                    period_end=end,
                    country=country,
                    state="not_available" if absent else "reported",
                    value=value,
                    numerator=value,
                    denominator=None if absent else 1000,
                )


def measure_all(rounds: int) -> None:
    from results.models import Measure
    from results.selectors.aggregates import aggregates_for, defined_aggregates

    start, end = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    works = {
        "plain SQL": plain_sql,
        "selector": lambda: aggregates_for(Measure.objects.all(), start, end),
        "definition in Python": lambda: defined_aggregates(Measure.objects.all(), start, end),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    found: dict[str, dict] = {}
    for number in range(rounds):
        for name, work in works.items() if number % 2 else reversed(works.items()):
            seconds, found[name] = taken(work)
            times[name].append(seconds)
    different = [key for key, each in found["definition in Python"].items() if said(each) != said(found["selector"][key])]
    print(f"{len(found['selector']):,} aggregates; {len(different)} differ from the definition\n")
    print("| | seconds | × plain SQL |\n|---|---|---|")
    floor = median(times["plain SQL"])
    for name, each in times.items():
        print(f"| {name} | {median(each):.2f} | {median(each) / floor:.2f} |")


def said(aggregate: object) -> tuple:
    return aggregate.value, str(aggregate.state), str(aggregate.operator), aggregate.numerator, aggregate.denominator


def taken(work: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def plain_sql() -> list[tuple]:
    """The same rows, grouped twice: by measure and country, then by measure; without rules, signs or overlaps."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT measure_id, SUM(total), AVG(total), MAX(top), SUM(above), SUM(below), SUM(absent) FROM (
                SELECT measure_id, country_id, SUM(value) AS total, MAX(value) AS top, SUM(numerator) AS above,
                    SUM(denominator) AS below, SUM(CASE WHEN state <> 'reported' THEN 1 ELSE 0 END) AS absent
                FROM results_observation WHERE kind = 'actual' AND sex = '' AND category_id IS NULL
                GROUP BY measure_id, country_id
            ) AS by_country GROUP BY measure_id
            """
        )
        return cursor.fetchall()


if __name__ == "__main__":
    main()

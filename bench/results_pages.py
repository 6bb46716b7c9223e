"""How long the results pages take beside their SQL alone, with 792,000 figures by country.

    .venv/bin/python bench/results_pages.py             SQLite
    DATABASE_URL=postgres://… .venv/bin/python bench/results_pages.py    PostgreSQL, in a database made for it

A page is asked for through Django's test client: “fresh” as after a change, when it has to be made, and “kept” as long as
nothing changes. In turn with them the statements that the fresh page sent are sent alone, with the same values, and their
rows fetched. Medians of nine rounds, in a process that has drawn each chart before.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

ROUNDS = 9
PAGES = (
    "/en/results/",
    "/en/results/?by=sector",
    "/en/results/?by=rating&rating=delayed",
    "/en/results/indicators/BENCH-0042/",
    "/zh-hans/results/indicators/BENCH-0042/",
    "/en/results/indicators/HRF-03/",
    "/en/results/changes/",
    "/en/results/matrix/",
)


def main() -> None:
    server = os.environ.get("DATABASE_URL", "")
    with own_database(server) as address:
        from portal import own_portal

        with own_portal(database=address):
            import big_results
            from lists import plain_static_files

            big_results.build()
            big_results.analyse()
            with plain_static_files():
                report()


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """An empty database on the server, dropped at the end; the address of nothing where there is no server."""
    if not server:
        yield ""
        return
    import psycopg2

    name = f"bench_pages_{os.getpid()}"
    keeper = psycopg2.connect(server)
    keeper.autocommit = True
    keeper.cursor().execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        from django.db import connections

        connections.close_all()
        keeper.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
        keeper.close()


def report() -> None:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client

    from results.models import Observation

    print(f"{connection.vendor}, {Observation.objects.count():,} figures\n")
    print("| page | queries | SQL alone, ms | fresh, ms | fresh / SQL | kept: queries | kept, ms | kept / SQL |")
    print("|---|---|---|---|---|---|---|---|")
    client = Client()
    for address in PAGES:
        statements, few = sent_by(client, address, fresh=True), sent_by(client, address, fresh=False)
        times: dict[str, list[float]] = {"alone": [], "fresh": [], "kept": []}
        for _ in range(ROUNDS):
            times["alone"].append(timed(lambda statements=statements: send(statements)))
            cache.clear()
            times["fresh"].append(timed(lambda address=address: get(client, address)))
            times["kept"].append(timed(lambda address=address: get(client, address)))
        alone, fresh, kept = (statistics.median(times[name]) for name in ("alone", "fresh", "kept"))
        row = (address, len(statements), f"{alone:.1f}", f"{fresh:.1f}", f"{fresh / alone:.2f}")
        print("|", " | ".join(map(str, (*row, len(few), f"{kept:.1f}", f"{kept / alone:.2f}"))), "|", flush=True)


def get(client: object, address: str) -> None:
    assert client.get(address).status_code == 200, address


def sent_by(client: object, address: str, *, fresh: bool) -> list[tuple[str, object]]:
    """The statements of a page with their values, once everything else is warm."""
    from django.core.cache import cache
    from django.db import connection

    statements = []

    def keep(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    get(client, address)
    if fresh:
        cache.clear()
    with connection.execute_wrapper(keep):
        get(client, address)
    return statements


def send(statements: list[tuple[str, object]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def timed(job: object) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()

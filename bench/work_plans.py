"""How the pages of plans take 5,000 activities instead of 50: statements, seconds on the server, and what a browser needs.

    .venv/bin/python bench/work_plans.py             SQLite
    DATABASE_URL=postgres://… .venv/bin/python bench/work_plans.py    PostgreSQL, in a database made for it

Pages are asked for through Django's test client; medians of seven rounds. Then a real gunicorn serves the timeline to Chromium,
each time in a new window with nothing kept, and the browser itself says how long it took. ``--rows 300 1000 5000`` also draws
the timeline with so many rows on one page.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from results_pages import get, own_database, sent_by, timed

FEW, MANY = 50, 5000
ROUNDS = 7
PAGES = (
    ("list", "/en/workplans/bench-{n}/"),
    ("register", "/en/workplans/register/?plan=bench-{n}"),
    ("timeline", "/en/workplans/bench-{n}/timeline/"),
    ("timeline, one area", "/en/workplans/bench-{n}/timeline/?area=bench-{n}.3"),
    ("timeline, page 2", "/en/workplans/bench-{n}/timeline/?page=2"),
    ("calendar", "/en/workplans/calendar/?plan=bench-{n}&month=2026-06"),
    ("iCalendar", "/en/workplans/bench-{n}/calendar.ics"),
)
UNCHANGED = "iCalendar, asked again"  # by a program that has it: 304


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=[], help="also the timeline with so many rows on one page")
    options = parser.parse_args()
    with own_database(os.environ.get("DATABASE_URL", "")) as address:
        from portal import own_portal

        with own_portal(database=address):
            import big_plans
            from lists import plain_static_files

            for number in (FEW, MANY):
                big_plans.build(number)
            print(f"load {os.getloadavg()[0]:.1f} at the start")
            with plain_static_files():
                on_the_server()
            in_the_browser(options.rows)
            print(f"\nload {os.getloadavg()[0]:.1f} at the end")


def on_the_server() -> None:
    from django.db import connection
    from django.test import Client

    columns = (f"{what}, {number:,}" for what in ("queries", "ms", "KiB") for number in (FEW, MANY))
    print(f"{connection.vendor}\n\n| page | {' | '.join(columns)} |")
    print("|---|---|---|---|---|---|---|")
    client = Client()
    for name, pattern in PAGES:
        addresses = [pattern.format(n=number) for number in (FEW, MANY)]
        asked = [len(sent_by(client, address, fresh=False)) for address in addresses]
        times = [statistics.median(timed(lambda a=address: get(client, a)) for _ in range(ROUNDS)) for address in addresses]
        sizes = [len(client.get(address).content) / 1024 for address in addresses]
        row(name, asked, times, sizes)
    again = [PAGES[-1][1].format(n=number) for number in (FEW, MANY)]
    marks = [client.get(address)["ETag"] for address in again]
    asked = [statements(client, address, mark) for address, mark in zip(again, marks, strict=True)]
    times = [
        statistics.median(timed(lambda a=address, m=mark: client.get(a, headers={"If-None-Match": m})) for _ in range(ROUNDS))
        for address, mark in zip(again, marks, strict=True)
    ]
    row(UNCHANGED, asked, times, [0, 0])


def row(name: str, asked: list[int], times: list[float], sizes: list[float]) -> None:
    cells = (name, *asked, *(f"{ms:.0f}" for ms in times), *(f"{size:.0f}" for size in sizes))
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def statements(client: object, address: str, mark: str) -> int:
    """How many a program needs that has the file already."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    return len(queries)


def in_the_browser(more: list[int]) -> None:
    """First paint, scripting, layout and styles of the timeline, as Chromium counts them."""
    from playwright.sync_api import sync_playwright

    print("\n| timeline | nodes | first paint, ms | scripts, ms | layout, ms | styles, ms | all tasks, ms | answer, ms |")
    print("|---|---|---|---|---|---|---|---|")
    pages = [(f"{number:,} activities", f"/en/workplans/bench-{number}/timeline/", None) for number in (FEW, MANY)]
    pages.append((f"{MANY:,} activities, one area", f"/en/workplans/bench-{MANY}/timeline/?area=bench-{MANY}.3", None))
    pages += [(f"{rows:,} rows on one page", f"/en/workplans/bench-{MANY}/timeline/?page=1", rows) for rows in more]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-quic"])
        for name, address, rows in pages:
            with served(rows) as server:
                found = [measured(browser, server + address) for _ in range(ROUNDS)]
            middle = [statistics.median(each[key] for each in found) for key in found[0]]
            print("|", " | ".join([name, *(f"{value:,.0f}" for value in middle)]), "|", flush=True)
        browser.close()


def measured(browser: object, address: str) -> dict[str, float]:
    """One look at a page in a window that has kept nothing; milliseconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(address, wait_until="load")
    page.wait_for_function("performance.getEntriesByType('paint').length > 0")
    cost = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    answer = page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")
    context.close()
    of = {key: cost[name] * 1000 for key, name in (("scripts", "ScriptDuration"), ("layout", "LayoutDuration"))}
    styles, tasks = cost["RecalcStyleDuration"] * 1000, cost["TaskDuration"] * 1000
    return {"nodes": cost["Nodes"], "paint": paint, **of, "styles": styles, "tasks": tasks, "answer": answer}


@contextmanager
def served(rows: int | None) -> Iterator[str]:
    """The portal behind a gunicorn of its own; ``rows`` on a page of the timeline in place of its own number."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    port = free_port()
    application = "carec_portal.wsgi:application"
    if rows:
        application = "many_rows:application"
    folder = os.path.dirname(os.path.abspath(__file__))
    environment = os.environ | {"TIMELINE_ROWS": str(rows or ""), "PYTHONPATH": folder}
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{port}", application]
    server = subprocess.Popen(
        command, cwd=os.path.dirname(folder), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + "/healthz")
        yield address
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address: str) -> None:
    """Until the server answers; a minute at the most, or more where it is busy."""
    import urllib.request

    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own server
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"{address} does not answer")


if __name__ == "__main__":
    main()

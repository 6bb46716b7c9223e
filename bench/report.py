"""How long a warm worker takes to draw a report, beside its floor: WeasyPrint alone on the same HTML.

    .venv/bin/python bench/report.py [--rounds 7]

Both are measured in turn in one process, so that whatever else the machine does touches both. The job is the whole
of it: collect, snapshot, HTML, PDF, store, with the edition's row kept up to date. "Bare" is WeasyPrint without tags for
screen readers, "tagged" with them, as the job draws. Medians over the rounds: seconds by the clock, and how many times
the bare drawing of the same round the job takes, by the clock and by processor time.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from portal import own_portal

if TYPE_CHECKING:
    from results.models import Edition

SLUG = "health-som-2024"
MOST = 1.25  # times the floor: what the job may take


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)  # the process that draws one edition and tells its peak
    options = parser.parse_args()
    with own_portal():
        if options.memory_of:
            draw_once(options.memory_of)
            print(peak_memory())
            return
        measure_all(options.rounds)


def measure_all(rounds: int) -> None:
    from results.enums import EditionLanguage
    from results.services.rendering_job import warm_up

    warm_up()
    heads = ["edition", "pages", "bytes", "job", "bare", "tagged", "job / bare, clock", "job / bare, processor"]
    heads += ["collect", "snapshot", "HTML", "PDF", "store", "peak memory"]
    print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for language in EditionLanguage.values:
        print(line(language, rounds), flush=True)


def line(language: str, rounds: int) -> str:
    from weasyprint import HTML

    from results.reports.html import render_html
    from results.reports.pdf import VARIANT
    from results.reports.snapshot import load

    edition = draw_once(language)
    html = render_html(load(edition.snapshot))
    job, bare, tagged = [], [], []
    stages: list[dict[str, float]] = []
    for number in range(rounds):
        turns = [
            (bare, lambda: HTML(string=html).write_pdf()),
            (job, lambda: draw_once(language)),
            (tagged, lambda: HTML(string=html).write_pdf(pdf_variant=VARIANT)),
        ]
        for kept, work in turns if number % 2 else reversed(turns):
            kept.append(taken(work))
        stages.append(time_stages(language))
    clock = [median(each.clock for each in several) for several in (job, bare, tagged)]
    ratio = median(mine.clock / floor.clock for mine, floor in zip(job, bare, strict=True))
    work = median(mine.processor / floor.processor for mine, floor in zip(job, bare, strict=True))
    parts = [f"{median(each[name] for each in stages):.3f}" for name in stages[0]]
    memory = subprocess.run(
        [sys.executable, __file__, "--memory-of", language], env=os.environ, capture_output=True, text=True, check=True
    ).stdout.strip()
    over = "" if work <= MOST else " (!)"
    times = [f"{each:.2f}" for each in (*clock, ratio, work)]
    return (
        "| "
        + " | ".join([language, str(edition.pages), f"{edition.size:,}", *times])
        + over
        + f" | {' | '.join(parts)} | {memory} |"
    )


@dataclass
class Taken:
    """Seconds."""

    clock: float
    processor: float


def taken(work: Callable[[], object]) -> Taken:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


def draw_once(language: str) -> Edition:
    """One whole job; returns the edition as it was stored."""
    from results.models import Edition, ProgressReport
    from results.services.rendering_job import draw_edition

    report = ProgressReport.objects.get(slug=SLUG)
    number = Edition.objects.count() + 1
    edition = Edition.objects.create(report=report, language=language, number=number)
    draw_edition(edition.pk)
    edition.refresh_from_db()
    assert edition.state == "done", (edition.failure, edition.failure_detail)
    return edition


def time_stages(language: str) -> dict[str, float]:
    """How the job's time divides, measured apart from it."""
    from results.reports import snapshot
    from results.reports.html import render_html
    from results.reports.pdf import draw_pdf
    from results.reports.store import store
    from results.services.rendering_job import collect_snapshot

    taken, result = {}, None
    steps = {
        "collect": lambda _: collect_snapshot(slug=SLUG, language=language, number=1, day="2024-05-30"),
        "snapshot": lambda collected: snapshot.load(snapshot.dump(collected)),
        "HTML": render_html,
        "PDF": draw_pdf,
        "store": lambda drawing: store(drawing.content, Path(os.environ["PORTAL_VAR"]) / "bench.pdf"),
    }
    for name, step in steps.items():
        start = time.perf_counter()
        result = step(result)
        taken[name] = time.perf_counter() - start
    return taken


def peak_memory() -> str:
    """What this process needed at most, as Linux tells it."""
    kib = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()).group(1))
    return f"{kib / 1024:.0f} MiB"


if __name__ == "__main__":
    main()

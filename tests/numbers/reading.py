"""The pairs of the test set, and the bilingual texts of the fixtures."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import yaml

from base.numbers import disagreements

PAIRS = Path(__file__).parent / "pairs.csv"
FIXTURES = Path(__file__).parents[2] / "fixtures"


def verdicts(half: str) -> tuple[Counter[str], list[str]]:
    """How often the checker was right about one half of the test set, and the pairs about which it was wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["half"] != half:
                continue
            alarm, error = bool(disagreements(row["zh"], row["en"])), row["agree"] == "no"
            counts[
                {(True, True): "found", (True, False): "false", (False, True): "missed", (False, False): "quiet"}[alarm, error]
            ] += 1
            if alarm != error:
                wrong.append(f"{row['zh']} | {row['en']} | {row['what']}")
    return counts, wrong


def fixture_alarms() -> tuple[int, list[tuple[str, str]]]:
    """How many bilingual texts the fixtures hold, and the record and field of each that names different numbers."""
    texts, alarms = 0, []
    for path in [*sorted(FIXTURES.glob("*.yaml")), *sorted((FIXTURES / "samples").glob("*.yaml"))]:
        for number, record in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or ()):
            fields = record["fields"]
            for name in [key.removesuffix("_en") for key in fields if key.endswith("_en")]:
                zh, en = fields.get(f"{name}_zh_hans"), fields[f"{name}_en"]
                if zh and en:
                    texts += 1
                    if disagreements(zh, en):
                        alarms.append((f"{path.name} {number}", name))
    return texts, alarms

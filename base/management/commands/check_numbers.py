"""Put any bilingual text to the checker of numbers."""

from __future__ import annotations

import csv
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from base.number_check import describe
from base.numbers import Disagreement, disagreements

COLUMNS = ("zh", "en")
FIELDS = ("line", "reason", "zh", "en", "closest", "why")


class Command(BaseCommand):
    """Reads pairs of texts and prints those whose numbers disagree. Needs no database."""

    help = (
        "Compare the numbers in the Chinese and English texts of a CSV file (UTF-8, columns zh and en, others are ignored). "
        "Ends with 0 when all agree, 1 when some disagree, 2 when the file cannot be read."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the CSV file")
        parser.add_argument("--format", choices=["text", "csv", "json"], default="text", help="how findings are printed")

    def handle(self, *, path: Path, format: str, **options: object) -> None:
        pairs = list(_pairs(path))
        with translation.override("en"):
            found = [(line, each) for line, zh, en in pairs for each in disagreements(zh, en)]
            rows = [_row(line, each) for line, each in found]
        count = len({line for line, _each in found})
        getattr(self, f"_as_{format}")(rows, len(pairs), count)
        if count:
            sys.exit(1)

    def _as_text(self, rows: list[dict[str, object]], pairs: int, disagree: int) -> None:
        for row in rows:
            self.stdout.write(f"line {row['line']}: {row['why']}")
        self.stdout.write(f"{pairs} pairs, {disagree} disagree")

    def _as_csv(self, rows: list[dict[str, object]], pairs: int, disagree: int) -> None:
        writer = csv.DictWriter(self.stdout, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.stderr.write(f"{pairs} pairs, {disagree} disagree")

    def _as_json(self, rows: list[dict[str, object]], pairs: int, disagree: int) -> None:
        self.stdout.write(json.dumps({"pairs": pairs, "disagree": disagree, "findings": rows}, ensure_ascii=False, indent=2))


def _row(line: int, found: Disagreement) -> dict[str, object]:
    written = {"zh": found.zh, "en": found.en, "closest": found.closest}
    words = {key: each.words if each else "" for key, each in written.items()}
    return {"line": line, "reason": found.reason.value, **words, "why": describe(found)}


def _pairs(path: Path) -> Iterator[tuple[int, str, str]]:
    """The line on which each pair begins, its Chinese and its English."""
    csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            columns = [name.strip().lower() for name in next(reader, [])]
            missing = [name for name in COLUMNS if name not in columns]
            if missing:
                raise CommandError(f"{path}: no column {' and no column '.join(missing)} in the first line.", returncode=2)
            zh, en = map(columns.index, COLUMNS)
            line = reader.line_num + 1
            for cells in reader:
                if any(cells):
                    padded = cells + [""] * len(columns)
                    yield line, padded[zh], padded[en]
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}).", returncode=2) from error
    except csv.Error as error:
        raise CommandError(f"{path}: not a CSV file ({error}).", returncode=2) from error
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=2) from error

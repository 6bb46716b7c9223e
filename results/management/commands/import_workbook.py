from __future__ import annotations

import sys
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from base.workbooks.importing import Preview, look, take_over
from base.workbooks.kinds import kind_named
from base.workbooks.problems import WorkbookError
from base.workbooks.reading import read_book

from .export_workbook import find_person

LONGEST = 200  # characters of a value that are printed


class Command(BaseCommand):
    help = "Read a workbook that export_workbook wrote: show each change, and write all of them or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the workbook (.xlsx)")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--user", default="", metavar="NAME", help="who writes it")
        parser.add_argument(
            "--take-conflicts", action="store_true", help="where somebody else changed a cell meanwhile, the workbook wins"
        )

    def handle(self, *, path: Path, dry_run: bool, user: str, take_conflicts: bool, **options: object) -> None:
        by = find_person(user)
        try:
            with path.open("rb") as file:
                read = read_book(file)
            kind = kind_named(read.kind)
            if kind is not None and kind.needs_person and by is None:
                raise CommandError("Say with --user who writes this workbook: its rows have authors.")
            preview = look(read, by=by)
            if take_conflicts and preview.conflicts:
                preview = look(read, by=by, taking={change.name for change in preview.conflicts})
            self._show(preview)
            if preview.problems:
                self.stderr.write(self.style.ERROR(f"{len(preview.problems)} problems: nothing was written."))
                sys.exit(1)
            if not dry_run:
                preview = take_over(read, by=by, taking=preview.taking, seen=preview.fingerprint)
        except (WorkbookError, OSError) as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(str(error) or "This person may not do that.") from error
        done = "would change" if dry_run else "changed"
        self.stdout.write(self.style.SUCCESS(f"{len(preview.written)} cells {done}."))

    def _show(self, preview: Preview) -> None:
        for change in preview.changes:
            kept = " (conflict: what is stored stays)" if change.is_conflict and change.name not in preview.taking else ""
            self.stdout.write(f"{change.place} {_short(change.old_shown)} → {_short(change.new_shown)}{kept}")
        for problem in preview.problems:
            self.stderr.write(str(problem))
        for warning in preview.warnings:
            self.stdout.write(self.style.WARNING(warning))


def _short(text: str) -> str:
    told = " ".join(text.split()) or "–"
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"

from __future__ import annotations

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from base.workbooks.kinds import kind_named, kinds
from base.workbooks.problems import WorkbookError
from base.workbooks.writing import write_book

OPTIONS = ("cycle", "country", "framework", "theme", "plan")


class Command(BaseCommand):
    help = "Write a workbook that can be filled in and brought back by import_workbook."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted(kind.name for kind in kinds()), help="what the workbook holds")
        parser.add_argument("path", type=Path, help="the file to write (.xlsx)")
        parser.add_argument("--cycle", default="", metavar="SLUG", help="the reporting cycle")
        parser.add_argument("--country", default="", metavar="ISO3", help="only what this country tells")
        parser.add_argument("--framework", default="", metavar="SLUG", help="only the indicators of this results framework")
        parser.add_argument("--theme", default="", metavar="SLUG", help="only this sector or pillar")
        parser.add_argument("--plan", default="", metavar="SLUG", help="the work plan")
        parser.add_argument("--user", default="", metavar="NAME", help="as this person may see it")

    def handle(self, *, kind: str, path: Path, user: str, **options: object) -> None:
        chosen = kind_named(kind)
        scope = {name: options[name] for name in OPTIONS if options[name]}
        if strange := set(scope) - set(chosen.options):
            raise CommandError(f"A workbook of “{kind}” takes no --{sorted(strange)[0]}.")
        if missing := set(chosen.needed) - set(scope):
            raise CommandError(f"A workbook of “{kind}” needs --{sorted(missing)[0]}.")
        by = find_person(user)
        try:
            book = chosen.book(chosen.check(scope, by), by)
            path.write_bytes(write_book(book))
        except (WorkbookError, PermissionDenied, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(len(sheet.rows) for sheet in book.sheets)
        self.stdout.write(self.style.SUCCESS(f"{path}: {len(book.sheets)} sheets, {rows} rows."))


def find_person(name: str) -> object | None:
    """The user of that name; nobody for no name. Raises ``CommandError``."""
    if not name:
        return None
    person = get_user_model().objects.filter(username=name, is_active=True).first()
    if person is None:
        raise CommandError(f"There is no user “{name}”.")
    return person

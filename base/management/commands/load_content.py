from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from base import content


class Command(BaseCommand):
    help = "Load the content of fixtures/ into the database, or load it again; all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--samples", action="store_true", help="load the marked samples too")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is content already")

    def handle(self, *, samples: bool, if_empty: bool, **options: object) -> None:
        if if_empty and not content.is_empty():
            self.stdout.write("There is content already; nothing loaded.")
            return
        files = content.fixture_files(Path(settings.FIXTURE_DIRS[0]), samples=samples)
        try:
            changed = content.load(files)
        except content.ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for model, count in sorted(changed.items(), key=lambda pair: pair[0]._meta.label):
            self.stdout.write(f"{model._meta.label}: {count}")
        self.stdout.write(self.style.SUCCESS(f"{len(files)} files read, {sum(changed.values())} records new or changed."))

from __future__ import annotations

from django.core.management.base import BaseCommand

from base.parity_refresh import refresh_all


class Command(BaseCommand):
    help = "Look at every translated text, for writes past save(): which language changed, and is the other out of date."

    def handle(self, *, verbosity: int, **options: object) -> None:
        changed = refresh_all()
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{changed} texts new or changed."))

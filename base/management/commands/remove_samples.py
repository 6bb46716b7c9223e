from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from base import content


class Command(BaseCommand):
    help = "Delete every record that is marked as a sample; the real content stays."

    def handle(self, **options: object) -> None:
        try:
            removed = content.remove_samples()
        except content.ContentError as error:
            raise CommandError(f"Nothing was removed. {error}") from error
        self.stdout.write(self.style.SUCCESS(f"{removed} samples removed."))

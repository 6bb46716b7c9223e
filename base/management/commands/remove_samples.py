from __future__ import annotations

from django.core.management.base import BaseCommand

from base import content


class Command(BaseCommand):
    help = "Delete every record that is marked as a sample; the real content stays."

    def handle(self, **options: object) -> None:
        self.stdout.write(self.style.SUCCESS(f"{content.remove_samples()} samples removed."))

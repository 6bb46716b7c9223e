from __future__ import annotations

from django.core.management.base import BaseCommand

from accounts.services import reminding


class Command(BaseCommand):
    help = "Make the reminders of the day and the reviewers' digests. Whoever was told today is not told again."

    def handle(self, **options: object) -> None:
        self.stdout.write(self.style.SUCCESS(f"{reminding.remind()} e-mails are on their way."))

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from accounts.services.roles import RoleError, sync_roles


class Command(BaseCommand):
    help = "Give each role exactly its permissions, and take away any other. Running it again changes nothing."

    def handle(self, *, verbosity: int, **options: object) -> None:
        try:
            changes = sync_roles()
        except RoleError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            for change in changes:
                self.stdout.write(
                    f"{change.role.name}: {len(change.role.permissions)} permissions,"
                    f" {len(change.granted)} granted, {len(change.taken)} taken away"
                )

from __future__ import annotations

import os

from django.core.management.base import BaseCommand, CommandError

from accounts.services.demo_users import DemoUserError, create_demo_users
from accounts.services.roles import RoleError

DEFAULT_PASSWORD = "portal-demo"  # noqa: S105 - meant to be known: the command refuses on a portal in use


class Command(BaseCommand):
    help = (
        "Create one demonstration account for each role, or put it back in order. The password is taken from the "
        f"environment variable DEMO_PASSWORD, else it is “{DEFAULT_PASSWORD}”. Refuses when PORTAL_ENV=production."
    )

    def handle(self, *, verbosity: int, **options: object) -> None:
        if os.environ.get("PORTAL_ENV") == "production":
            raise CommandError("Demonstration accounts are not made where PORTAL_ENV=production.")
        password = os.environ.get("DEMO_PASSWORD") or DEFAULT_PASSWORD
        try:
            users = create_demo_users(password=password)
        except (DemoUserError, RoleError) as error:
            raise CommandError(str(error)) from error
        if not verbosity:
            return
        line = "{:<10} {:<22} {:<10} {:<24} {}"
        self.stdout.write(line.format("account", "role", "language", "country", "password"))
        for user in users:
            role = user.groups.get().name
            self.stdout.write(line.format(user.username, role, user.language, str(user.country or "–"), password))

"""Accounts for trying the portal out; never on a portal in use."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction

from knowledge.models import Country

from ..models import User
from ..roles import DemoUser, portal_demo_users
from .roles import sync_roles


class DemoUserError(Exception):
    """The accounts cannot be made; the message says what is missing."""


@transaction.atomic
def create_demo_users(*, password: str) -> tuple[User, ...]:
    """One account for each role, all with ``password``; accounts that are there already are put back in order.

    A role that speaks for a country gets the first member country. Raises ``DemoUserError`` when there is none.
    """
    sync_roles()
    return tuple(_create(demo, password) for demo in portal_demo_users())


def _create(demo: DemoUser, password: str) -> User:
    user, _ = User.objects.update_or_create(
        username=demo.username,
        defaults={
            "email": f"{demo.username}@example.org",
            "language": demo.language,
            "country": _first_member() if demo.role.for_one_country else None,
            "is_staff": True,
            "is_active": True,
            "is_superuser": False,
        },
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    user.groups.set([Group.objects.get(name=demo.role.name)])
    user.user_permissions.clear()
    return user


def _first_member() -> Country:
    country = Country.objects.filter(is_member=True).order_by("order", "iso3").first()
    if country is None:
        raise DemoUserError("There is no member country yet: load the content first (manage.py load_content).")
    return country

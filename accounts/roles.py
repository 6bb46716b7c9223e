"""What a role is. Which roles there are is data of the portal: the settings ``PORTAL_ROLES`` and ``PORTAL_DEMO_USERS``."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Role:
    """A group of people who may do the same things.

    ``permissions`` are complete names such as ``"knowledge.add_event"``; ``for_one_country`` says that its people
    speak for a country of their own.
    """

    name: str
    permissions: frozenset[str]
    for_one_country: bool = False


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An account with which a role can be tried out, greeted in its preferred language."""

    username: str
    role: Role
    language: str


def portal_roles() -> tuple[Role, ...]:
    """The roles of this portal."""
    return import_string(settings.PORTAL_ROLES)


def portal_demo_users() -> tuple[DemoUser, ...]:
    """The accounts with which this portal is tried out."""
    return import_string(settings.PORTAL_DEMO_USERS)

"""Bringing the groups in line with the roles."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from ..roles import Role, portal_roles


class RoleError(Exception):
    """A role grants a permission that no model knows; the message names both."""


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What was done to one group."""

    role: Role
    granted: tuple[str, ...]
    taken: tuple[str, ...]


@transaction.atomic
def sync_roles() -> tuple[RoleChange, ...]:
    """Give each role's group exactly its permissions, and take away any other. Groups that are no role are left alone.

    Raises ``RoleError`` when a role names a permission that does not exist: nothing is changed then.
    """
    known = {f"{app}.{codename}": pk for pk, app, codename in _permissions()}
    return tuple(_sync(role, known) for role in portal_roles())


def _permissions() -> list[tuple[int, str, str]]:
    return list(Permission.objects.values_list("pk", "content_type__app_label", "codename"))


def _sync(role: Role, known: dict[str, int]) -> RoleChange:
    if unknown := sorted(role.permissions - known.keys()):
        raise RoleError(f"The role “{role.name}” names permissions that do not exist: {', '.join(unknown)}.")
    group, _ = Group.objects.get_or_create(name=role.name)
    held = {f"{app}.{codename}" for app, codename in group.permissions.values_list("content_type__app_label", "codename")}
    granted, taken = sorted(role.permissions - held), sorted(held - role.permissions)
    group.permissions.add(*(known[name] for name in granted))
    group.permissions.remove(*(known[name] for name in taken))
    return RoleChange(role, tuple(granted), tuple(taken))

"""People of each role, for tests."""

from __future__ import annotations

from itertools import count

from django.contrib.auth.models import Group

from accounts.models import User
from carec_portal.roles import ADMINISTRATOR, EDITOR, FOCAL_POINT, REVIEWER

_number = count(1)


def person(*roles: object, **fields: object) -> User:
    """Somebody with these roles, who may sign in to the admin."""
    user = User.objects.create_user(f"person{next(_number)}", password="correct horse", is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=[role.name for role in roles]))
    return user


def editor(**fields: object) -> User:
    return person(EDITOR, **fields)


def reviewer(**fields: object) -> User:
    return person(REVIEWER, **fields)


def focal_point(**fields: object) -> User:
    return person(FOCAL_POINT, **fields)


def administrator(**fields: object) -> User:
    return person(ADMINISTRATOR, **fields)

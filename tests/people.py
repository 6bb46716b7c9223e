"""People of each role, for tests."""

from __future__ import annotations

from itertools import count

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group

from accounts.models import User
from carec_portal.roles import ADMINISTRATOR, EDITOR, FOCAL_POINT, REVIEWER

PASSWORD = "correct horse"

_KEPT_PASSWORD = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)  # a million would take half a second
_number = count(1)


def person(*roles: object, **fields: object) -> User:
    """Somebody with these roles, who may use the admin and signs in with ``PASSWORD``."""
    user = User.objects.create(username=f"person{next(_number)}", password=_KEPT_PASSWORD, is_staff=True, **fields)
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

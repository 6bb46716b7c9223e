"""Who may see what is not published."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from .models import Resource


def may_preview(user: AbstractBaseUser | AnonymousUser, model: type[Resource]) -> bool:
    """Whoever may change a kind of entry may look at its drafts and their files."""
    return user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")

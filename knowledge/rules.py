"""Who may see what is not published, and who may publish it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

from .enums import PublicationState
from .models import Organisation, OrganisationMerge, Resource

FROM = {
    PublicationState.IN_REVIEW: {PublicationState.DRAFT},
    PublicationState.PUBLISHED: {PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.ARCHIVED},
    PublicationState.ARCHIVED: {PublicationState.PUBLISHED},
    PublicationState.DRAFT: {PublicationState.IN_REVIEW, PublicationState.PUBLISHED, PublicationState.ARCHIVED},
}
WRITING = {PublicationState.DRAFT, PublicationState.IN_REVIEW}


def may_preview(user: AbstractBaseUser | AnonymousUser, model: type[Resource]) -> bool:
    """Whoever may change or publish a kind of entry may look at its drafts and their files."""
    return _may(user, "change", model) or _may(user, "publish", model)


def may_move(user: AbstractBaseUser, entry: Resource, to: PublicationState) -> bool:
    """Editors hand entries in and take them back; what everyone sees is for those who may publish."""
    if entry.state not in FROM[to]:
        return False
    if {entry.state, to} <= WRITING:
        return _may(user, "change", type(entry)) or _may(user, "publish", type(entry))
    return _may(user, "publish", type(entry))


def may_delete(user: AbstractBaseUser, entry: Resource) -> bool:
    """What is published is taken back or archived first; what was published once goes only with the right to publish."""
    if not _may(user, "delete", type(entry)) or entry.state == PublicationState.PUBLISHED:
        return False
    return entry.state in WRITING or _may(user, "publish", type(entry))


def may_merge(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Merging moves records of every room at once, so it has a permission of its own."""
    return _may(user, "merge", Organisation)


def may_undo(user: AbstractBaseUser | AnonymousUser, merge: OrganisationMerge) -> bool:
    """Whoever may merge may undo it, anybody's merge alike."""
    return may_merge(user) and not merge.is_undone


def _may(user: AbstractBaseUser | AnonymousUser, action: str, model: type[models.Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")

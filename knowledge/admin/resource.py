"""What the admin pages of all catalogue entries share."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import PublicationState
from ..models import Resource
from ..services import publishing

ABOUT = (_("What and whom it concerns"), {"fields": ("themes", "countries")})
SOURCE = (_("Source and address"), {"classes": ["collapse"], "fields": ("source_note", "slug", "is_sample")})


def _may(to: PublicationState) -> Callable[[AbstractBaseUser, models.Model], bool]:
    return lambda user, entry: rules.may_move(user, entry, to)


def _run(to: PublicationState) -> Callable[[StepTaken], Resource]:
    return lambda taken: publishing.move(entry=taken.record, to=to, by=taken.by, seen_at=taken.seen_at)


PUBLICATION = (
    Step(
        "hand-in",
        _("Hand in for review"),
        _("Handed in for review."),
        may=_may(PublicationState.IN_REVIEW),
        run=_run(PublicationState.IN_REVIEW),
        actions=("change",),
        save_label=_("Save and hand in for review"),
    ),
    Step(
        "publish",
        _("Publish"),
        _("Published."),
        may=_may(PublicationState.PUBLISHED),
        run=_run(PublicationState.PUBLISHED),
        actions=("publish",),
        save_label=_("Save and publish"),
    ),
    Step(
        "take-back",
        _("Make it a draft again"),
        _("It is a draft again."),
        may=_may(PublicationState.DRAFT),
        run=_run(PublicationState.DRAFT),
        actions=("change", "publish"),
    ),
    Step(
        "archive",
        _("Archive"),
        _("Archived."),
        may=_may(PublicationState.ARCHIVED),
        run=_run(PublicationState.ARCHIVED),
        actions=("publish",),
    ),
)


class ResourceAdmin(StepsMixin, BilingualAdmin):
    """An entry of the catalogue. People who only read see what is published."""

    steps = PUBLICATION
    kept_on_revert = ("state",)
    public_only = Q(state=PublicationState.PUBLISHED)
    search_fields = (*both("title", "summary"), "slug")
    list_filter = ("state", "themes", "countries", "is_sample")
    autocomplete_fields = ("themes", "countries")
    prepopulated_fields = {"slug": ("title_en",)}

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)  # an address stays when a title changes

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or rules.may_delete(request.user, obj))

    @admin.display(description=_("publication"), ordering="state")
    def publication(self, obj: Resource) -> str:
        return obj.get_state_display()

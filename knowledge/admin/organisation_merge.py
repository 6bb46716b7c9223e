"""Merges of organisations: what each of them moved, and the button that undoes it."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both
from base.moving import Move

from .. import rules
from ..models import OrganisationMerge
from ..services import merging


def _undo(taken: StepTaken) -> list[Move]:
    return merging.undo(merge=taken.record, by=taken.by)


@admin.register(OrganisationMerge)
class OrganisationMergeAdmin(StepsMixin, admin.ModelAdmin):
    steps = (Step("undo", _("Undo this merge"), _("The merge is undone."), may=rules.may_undo, run=_undo),)
    list_display = ("kept", "merged", "made_by", "made_at", "state_shown")
    list_filter = (("undone_at", admin.EmptyFieldListFilter),)
    list_select_related = ("kept", "merged", "made_by")
    search_fields = both("kept__name", "merged__name")
    fields = readonly_fields = (
        *("kept", "merged", "made_by", "made_at", "moved_records"),
        *("undone_by", "undone_at", "stayed_records"),
    )

    class Media:
        css = {"all": ["admin_brand/merging.css"]}

    def get_fields(self, request: HttpRequest, obj: OrganisationMerge | None = None) -> tuple[str, ...]:
        return self.fields if obj is None or obj.is_undone else self.fields[:5]

    @admin.display(description=pgettext_lazy("of a merge", "state"), ordering="undone_at")
    def state_shown(self, merge: OrganisationMerge) -> str:
        return merge.get_state_display()

    @admin.display(description=_("what was moved"))
    def moved_records(self, merge: OrganisationMerge) -> str:
        return _listed(merge.moved)

    @admin.display(description=_("changed since, so it was left as it is"))
    def stayed_records(self, merge: OrganisationMerge) -> str:
        return _listed(merge.stayed)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def _listed(moves: list[dict]) -> str:
    """The records by name and field; one query for each kind of them."""
    moves = [Move(**each) for each in moves]
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for move in moves:
        keys[move.model_class].add(move.pk)
    records = {model: model._base_manager.in_bulk(found) for model, found in keys.items()}
    rows = [(move, record := records[move.model_class].get(move.pk), _address_of(record)) for move in moves]
    return mark_safe(render_to_string("admin/knowledge/moves.html", {"rows": rows}).strip())  # noqa: S308 - the template escapes


def _address_of(record: models.Model | None) -> str:
    if record is None:
        return ""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    except NoReverseMatch:  # not every table has a page
        return ""

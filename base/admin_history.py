"""The history of a record in the admin: who changed what, and a safe way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partialmethod
from itertools import pairwise

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from .admin_choices import choices_at, choices_to_log, logged_parts, name_choices
from .parity import translated_fields

ACTIONS_SHOWN = 100


class ChangeWording(HistoricalRecordContextHelper):
    """Changes in people's words: the choice's label instead of what the database keeps."""

    DEFAULT_MAX_DISPLAYED_DELTA_CHANGE_CHARS = 240

    def __init__(self, model: type[models.Model], record: models.Model) -> None:
        super().__init__(model, record, max_displayed_delta_change_chars=self.DEFAULT_MAX_DISPLAYED_DELTA_CHANGE_CHARS)

    def prepare_delta_change_value(self, change: ModelChange, value: object) -> object:
        field = self.model._meta.get_field(change.field)
        if getattr(field, "flatchoices", None):
            return dict(field.flatchoices).get(value, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "" if value is None else super().prepare_delta_change_value(change, value)


def _changes_by_steps(newer: models.Model, older: models.Model, left_out: set[str]) -> list[ModelChange]:
    """Changes of fields that no form offers, such as states; the library passes them by."""
    return [
        ModelChange(field.name, getattr(older, field.name), getattr(newer, field.name))
        for field in newer.tracked_fields
        if not field.editable and field.name not in left_out and getattr(older, field.attname) != getattr(newer, field.attname)
    ]


def _with_choices(self: ModelForm, form: type[ModelForm], then: dict[str, set], *args: object, **options: object) -> None:
    """Set up a form of an old version whose choices are those of then."""
    form.__init__(self, *args, **options)
    for name in then.keys() & self.fields.keys():
        self.initial[name] = list(self.fields[name].queryset.filter(pk__in=then[name]))  # those that are still there


class HistoryAdmin(SimpleHistoryAdmin):
    """Shows what changed between versions, and lets only those revert who may change the record.

    ``kept_on_revert`` are fields that an old version does not bring back, because they have a way of their own.
    """

    object_history_template = "admin/history.html"
    object_history_list_template = "admin/history_list.html"
    kept_on_revert: tuple[str, ...] = ()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """The versions of the record and, below, what was done with it: choices of other records and its parts, too."""
        done = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), object_id=unquote(object_id)
        ).select_related("user")
        shown = name_choices(done[:ACTIONS_SHOWN])
        words = {step.name: step.done for step in getattr(self, "steps", ())}
        for entry in shown:
            entry.steps = [words.get(name, name) for name in logged_parts(entry, "step")]
        return super().history_view(request, object_id, {"done": shown, **(extra_context or {})})

    def construct_change_message(
        self, request: HttpRequest, form: ModelForm, formsets: Iterable[BaseFormSet] | None, add: bool = False
    ) -> list[dict[str, object]]:
        message = super().construct_change_message(request, form, formsets, add)
        return [*message, *choices_to_log(form, formsets)]

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Iterable[models.Model], foreign_keys_are_objs: bool = True
    ) -> None:
        machinery = {*translated_fields(self.model), "updated_at"}  # the base column repeats one of the languages
        for newer, older in pairwise(historical_records):
            delta = newer.diff_against(older, excluded_fields=machinery, foreign_keys_are_objs=foreign_keys_are_objs)
            delta = replace(delta, changes=[*_changes_by_steps(newer, older, machinery), *delta.changes])
            newer.history_delta_changes = ChangeWording(self.model, newer).context_for_delta_changes(delta)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        if request.method == "POST" and not self.has_change_permission(request, self.get_object(request, object_id)):
            raise PermissionDenied  # the library asks for the right to look, and saves
        with transaction.atomic():  # the check of the form holds the record until it is saved
            return super().history_form_view(request, object_id, version_id, extra_context)

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **options: object) -> type[ModelForm]:
        """The form; where it shows an old version, with the choices of then."""
        form = super().get_form(request, obj, **options)
        if obj is None or request.method == "POST" or not self.is_revert(request):
            return form
        then = choices_at(obj, request.resolver_match.args[1])
        return type(form)(form.__name__, (form,), {"__init__": partialmethod(_with_choices, form, then)})

    def save_model(self, request: HttpRequest, obj: models.Model, form: object, change: bool) -> None:
        if change:
            self.keep_on_revert(obj)
        super().save_model(request, obj, form, change)

    def is_revert(self, request: HttpRequest) -> bool:
        return request.resolver_match.url_name.endswith("_simple_history")

    def keep_on_revert(self, obj: models.Model) -> None:
        """Put back what a step alone may change, as it is stored now."""
        if self.kept_on_revert and (now := self.model._base_manager.filter(pk=obj.pk).first()):
            for name in self.kept_on_revert:
                setattr(obj, name, getattr(now, name))

"""Saving in the admin never goes over somebody else's newer save: the form comes back with both versions above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms
from django.contrib.admin.utils import unquote
from django.db import models
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from .differences import differences
from .forms import SEEN, ShownConflict, versioned
from .formsets import versioned_formset
from .versions import Conflict, hold, record_at


class ConflictsMixin:
    """Gives each form of a record and each row of its parts the version that the person saw, and checks it on save.

    Django checks and saves a form within one transaction, so the locks of the check hold until everything is saved.
    """

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **options: object) -> type[forms.ModelForm]:
        return versioned(super().get_form(request, obj, **options))

    def get_formsets_with_inlines(self, request: HttpRequest, obj: models.Model | None = None) -> Iterator[tuple[type, object]]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            yield versioned_formset(formset), inline

    def get_inline_formsets(
        self, request: HttpRequest, formsets: list[BaseModelFormSet], inline_instances: list, obj: models.Model | None = None
    ) -> list:
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for inline in shown:
            if inline.has_change_permission:  # the hidden field stands in the last line of each row
                *others, (name, options) = inline.fieldsets
                inline.fieldsets = [*others, (name, {**options, "fields": [*options["fields"], SEEN]})]
        return shown

    def render_change_form(self, request: HttpRequest, context: dict, *args: object, **options: object) -> HttpResponse:
        context["conflicts"] = conflicts_of(context)
        return super().render_change_form(request, context, *args, **options)

    def render_history_view(self, request: HttpRequest, template: str, context: dict, **options: object) -> HttpResponse:
        if "adminform" in context:
            context["conflicts"] = conflicts_of(context)
        return super().render_history_view(request, template, context, **options)

    # Deleted meanwhile ---------------------------------------------------------------------------------------------------

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: object, object_id: str) -> HttpResponse:
        """Somebody deleted the record while it was being edited: what was typed is shown, and can be saved as a new record."""
        gone = self._gone(request, object_id) if request.method == "POST" else None
        if gone is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        base, conflict = gone
        form = self.get_form(request, base, change=True)(request.POST, instance=base)
        typed = {name: form[name].data for name in form.fields if name != SEEN}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted while you were editing it"),
            "opts": self.opts,
            "conflict": ShownConflict(
                record=str(base),
                kind=str(self.opts.verbose_name),
                by=conflict.by,
                at=conflict.at,
                is_deleted=True,
                is_part=False,
                rows=differences(None, typed, None, model=self.model),
                state=None,
            ),
            "add_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            if self.has_add_permission(request)
            else "",
            "as_new": _as_new(request.POST),
        }
        return render(request, "admin/deleted_meanwhile.html", context, status=409)

    def _gone(self, request: HttpRequest, object_id: str) -> tuple[models.Model, Conflict] | None:
        """A record that was deleted, as it was seen last, if this person might have changed it; and how it went."""
        try:
            key = self.opts.pk.to_python(unquote(object_id))
            hold(self.model(pk=key), None)
        except Conflict as conflict:
            base = record_at(self.model(pk=key), conflict.version) if conflict.stored is None else None
            return (base, conflict) if base and self.has_change_permission(request, base) else None
        except forms.ValidationError:
            return None


def conflicts_of(context: dict) -> list[ShownConflict]:
    """The conflicts of the record and of its parts on a page of the admin, those of the record first."""
    rows = [form for inline in context.get("inline_admin_formsets", ()) for form in inline.formset.forms]
    return [form.conflict for form in (context["adminform"].form, *rows) if form.conflict]


def _as_new(posted: QueryDict) -> list[tuple[str, str]]:
    """What was posted, as the form of a new record would post it: the parts are new ones, too."""
    prefixes = [name.removesuffix("-INITIAL_FORMS") for name in posted if name.endswith("-INITIAL_FORMS")]
    own = re.compile(rf"({'|'.join(map(re.escape, prefixes))})-\d+-(id|{SEEN})") if prefixes else None
    pairs = []
    for name, values in posted.lists():
        if name in ("csrfmiddlewaretoken", SEEN) or name.startswith(("_step_", "_save", "_continue", "_addanother")):
            continue
        if name.endswith("-INITIAL_FORMS"):
            values = ["0"]
        elif own and own.fullmatch(name):
            values = [""]
        pairs += [(name, value) for value in values]
    return pairs

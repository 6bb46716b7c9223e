"""The editor of texts with live figures: completing references, a preview while writing, and how the stored text reads."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from base.text import LANGUAGES, text_of

from ..forms.live_texts import HELP, live_columns, make_live
from ..references.preview import preview


class LiveTextsMixin:
    """For admins and inlines of records with live texts."""

    class Media:
        js = ("admin_brand/references.js",)
        css = {"all": ("admin_brand/references.css",)}

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = live_columns(self.model).get(db_field.name)
        if field is None or language is None:
            return field
        field.help_text = f"{field.help_text} {HELP}".strip()
        return make_live(field, language)


class AsItReadsMixin(LiveTextsMixin):
    """With the stored texts below the form as their readers see them: the preview that needs no script."""

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "as_it_reads"]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, (_("As it reads"), {"fields": ("as_it_reads",), "classes": ("collapse",)})] if obj else fieldsets

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        return [field for field in super().get_fields(request, obj) if field != "as_it_reads"]

    @admin.display(description=_("as stored"))
    def as_it_reads(self, obj: models.Model) -> str:
        texts = [
            (
                capfirst(obj._meta.get_field(field).verbose_name),
                [(language, preview(text_of(obj, field).in_language(language), language)) for language in LANGUAGES],
            )
            for field in obj.LIVE_TEXTS
            if text_of(obj, field)
        ]
        return render_to_string("admin/results/as_it_reads.html", {"texts": texts})

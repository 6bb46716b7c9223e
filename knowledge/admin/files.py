"""Uploads in forms: stored files are opened through the portal, which asks who may; no folder of them has an address."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from base.admin_text import BilingualMixin

from ..models import DocumentFile, EventMaterial

ADDRESS = {DocumentFile: "knowledge:file", EventMaterial: "knowledge:material"}


class StoredFile:
    """A stored file as a form shows it: its name, and the address where the portal hands it out."""

    def __init__(self, file: FieldFile) -> None:
        self.name = PurePath(file.name).name
        self.url = reverse(ADDRESS[type(file.instance)], args=[file.instance.pk])

    def __str__(self) -> str:
        return self.name


class UploadWidget(AdminFileWidget):
    def format_value(self, value: FieldFile | None) -> StoredFile | None:
        return StoredFile(value) if self.is_initial(value) else None


class UploadMixin:
    """For admins and inlines with a field ``file``; who may not change it gets a link in its place."""

    formfield_overrides = {**BilingualMixin.formfield_overrides, models.FileField: {"widget": UploadWidget}}

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "stored_file"]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**options, "fields": [_linked(field) for field in options["fields"]]}) for name, options in fieldsets]

    @admin.display(description=_("file"))
    def stored_file(self, obj: models.Model) -> str:
        if not obj.file:
            return "–"
        stored = StoredFile(obj.file)
        return format_html('<a href="{}">{}</a>', stored.url, stored.name)


def _linked(field: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(field, tuple):
        return tuple(_linked(name) for name in field)
    return "stored_file" if field == "file" else field

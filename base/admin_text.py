"""Both languages side by side in the admin: every translated field becomes one row, Chinese left and English right."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property

from .admin_parity import translation_state as translation_state
from .models import MergeableModel
from .parity import columns_of, translated_fields
from .text import CHINESE

LONG_LINE = 120  # characters; a longer line gets a box in which it can be read whole


def both(*fields: str) -> tuple[str, ...]:
    """The columns of translated fields in both languages, for searching."""
    return tuple(column for field in fields for column in columns_of(field))


class LineField(forms.CharField):
    """One line of text, however it was wrapped when it was typed or pasted."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return " ".join(text.split()) if text else text


def calm(field: forms.Field | None, *, can_add: bool = True) -> forms.Field | None:
    """Beside a choice stands at most one button, to add what is not there yet; the rest is done on the other record's page.

    What was merged into another record cannot be chosen.
    """
    if isinstance(field, forms.ModelChoiceField) and issubclass(field.queryset.model, MergeableModel):
        field.queryset = field.queryset.current()
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_add_related = field.widget.can_add_related and can_add
        field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
    return field


class BilingualMixin:
    """For admins and inlines: name the translated field (``"title"``), and both its languages are there."""

    can_add_choices = True
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    @cached_property
    def translated(self) -> tuple[str, ...]:
        return translated_fields(self.model)

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        return [
            (name, {**options, "fields": self._side_by_side(options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return [
            column
            for name in super().get_readonly_fields(request, obj)
            for column in (columns_of(name) if name in self.translated else (name,))
        ]

    def _side_by_side(self, fields: Iterable[str | tuple[str, ...]]) -> list[str | tuple[str, ...]]:
        return [columns_of(field) if field in self.translated else field for field in fields]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        language = getattr(db_field, "language", None)
        if language is None:
            return calm(super().formfield_for_dbfield(db_field, request, **kwargs), can_add=self.can_add_choices)
        if isinstance(db_field, models.CharField) and db_field.max_length > LONG_LINE:
            kwargs |= {"form_class": LineField, "widget": AdminTextareaWidget(attrs={"rows": 2})}
        elif isinstance(db_field, models.TextField):
            kwargs |= {"widget": AdminTextareaWidget(attrs={"rows": 5})}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        field.widget.attrs["lang"] = "zh-Hans" if language == CHINESE else language
        return field

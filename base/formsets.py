"""Rows of parts below a record, each with the version that the person saw."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext as _

from .forms import VersionedModelForm, versioned
from .versions import ever_was, version_of, versions_where


class VersionedFormSet(BaseModelFormSet):
    """Refuses the save of a row that somebody changed or deleted meanwhile, if the person touched it; else theirs stays."""

    def get_queryset(self) -> models.QuerySet:
        if not hasattr(self, "_versions"):  # read before the rows, so that no version is newer than what is shown of its row
            parent = getattr(self, "fk", None)
            known = parent is not None and self.instance.pk is not None
            self._versions = versions_where(self.model, **{parent.attname: self.instance.pk}) if known else {}
        return super().get_queryset()

    def _construct_form(self, i: int, **options: Any) -> VersionedModelForm:
        form = super()._construct_form(i, **options)
        self.get_queryset()
        if form.instance.pk is not None:
            form.stored_version = self._versions.get(form.instance.pk, "")
        elif self.is_bound and i < self.initial_form_count():
            form.gone = self._gone(form)
            form.stored_version = version_of(form.gone) if form.gone else ""
        return form

    def _gone(self, form: VersionedModelForm) -> models.Model | None:
        """The record that a row was of before somebody deleted it: a row of this record, not of another."""
        key, parent = self.model._meta.pk, getattr(self, "fk", None)
        try:
            value = key.to_python(self.data.get(f"{form.prefix}-{key.name}"))
        except ValidationError:
            return None
        if value is None or parent is None or not ever_was(self.model, **{key.attname: value, parent.attname: self.instance.pk}):
            return None
        return self.model(pk=value)

    def full_clean(self) -> None:
        super().full_clean()
        if any(form.conflict for form in self.forms):  # rows to be deleted count as well
            text = _("Somebody changed or deleted a row here after you opened the page. Nothing is saved yet.")
            self._non_form_errors.append(ValidationError(text, code="conflict"))


def versioned_formset(formset: type[BaseModelFormSet]) -> type[VersionedFormSet]:
    """The same formset, whose rows hold their versions."""
    return type(formset.__name__, (VersionedFormSet, formset), {"form": versioned(formset.form, is_part=True)})

"""Forms that never save over what somebody else saved meanwhile, and keep what was typed.

A form on a page carries the version of its record in a hidden field. When the record has moved on, the form is not valid:
``form.conflict`` tells both versions, and the form that comes back carries the new version, so that saving it again is done
knowingly. Fields that they alone changed hold theirs then; everything that was typed stands as it was typed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import model_to_dict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .admin_choices import choices_at
from .differences import Difference, differences, values_of
from .versions import Conflict, hold, record_at, version_of

SEEN = "seen_version"
STATE = "state"  # the field that steps change, not forms


class VersionField(forms.CharField):
    """The version that the person had before them. It is no change of its own."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: object, data: object) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """Both versions of a record, for a page (``templates/components/conflict.html``).

    ``rows`` are the fields of the form that differ: what nobody could type here is not compared. ``state`` tells how the record's
    state moved meanwhile, if it did. ``is_part``: a row of a larger form, ``is_deleted``: there is no stored version any more.
    """

    record: str
    kind: str
    by: AbstractBaseUser | None
    at: datetime | None
    is_deleted: bool
    is_part: bool
    rows: list[Difference]
    state: Difference | None


class VersionedModelForm(forms.ModelForm):
    """A form of a record that is held, compared and kept from others while it is checked and saved.

    ``is_valid()`` and ``save()`` belong into one ``transaction.atomic``. ``version`` is the one the person saw, where it does not
    come with the form's data. Show ``form.conflict`` where it is not ``None``, and render the hidden field ``seen_version``.
    """

    is_part = False  # a row of a larger form is looked at only when the person touched it

    def __init__(self, *args: Any, version: str | None = None, **options: Any) -> None:
        data, instance = args[0] if args else options.get("data"), options.get("instance")
        if data is None and not self.is_part and version is None:
            version = _read_again(instance)
        super().__init__(*args, **options)
        self.conflict: ShownConflict | None = None
        self.gone: models.Model | None = None  # what the row was of, where somebody deleted it meanwhile
        self.stored_version: str | None = None  # a formset asks for those of all its rows at once
        self.fields[SEEN] = VersionField()
        self.seen = self.data.get(self.add_prefix(SEEN)) if version is None and self.is_bound else version
        self.initial[SEEN] = self._version_now if version is None else version

    def _version_now(self) -> str:
        return version_of(self.instance) if self.stored_version is None else self.stored_version

    @cached_property
    def base(self) -> models.Model | None:
        """The record as the person had it before them; ``None`` when that is not known."""
        return record_at(self.gone or self.instance, self.seen or "")

    @cached_property
    def changed_data(self) -> list[str]:
        """What the person changed: in a row that has moved on, beside the row they saw, not beside the one stored now."""
        changed = super().changed_data
        moved_on = self.is_part and (self.gone or self.instance.pk) and self.seen != self._version_now()
        if not changed or not moved_on or self.base is None:
            return changed
        own = {field.name for field in self._meta.model._meta.concrete_fields}
        before = model_to_dict(self.base)
        return [
            name
            for name in changed
            if name not in own or name not in before or self.fields[name].has_changed(before[name], self[name].data)
        ]

    def full_clean(self) -> None:
        super().full_clean()
        record = self.gone or self.instance
        if self.is_bound and record.pk is not None and (not self.is_part or self.changed_data):
            try:
                hold(record, self.seen)
            except Conflict as conflict:
                self._tell(conflict)
        if self.is_bound and self.gone:
            self._let_go()

    def _let_go(self) -> None:
        """Somebody deleted the row: what was typed is shown with the conflict, and saving the page passes the row by."""
        if self.cleaned_data.get(DELETION_FIELD_NAME):
            self.conflict = None  # both wanted the same
        self.cleaned_data[DELETION_FIELD_NAME] = True
        self.data = self.data.copy()
        self.data[self.add_prefix(DELETION_FIELD_NAME)] = "on"

    def _tell(self, conflict: Conflict) -> None:
        record = self.gone or self.instance
        typed, base = self._typed(), self._base_values()
        rows = differences(conflict.stored, typed, base, model=type(record))
        self.conflict = ShownConflict(
            record=str(conflict.stored or self.base or record),
            kind=str(record._meta.verbose_name),
            by=conflict.by,
            at=conflict.at,
            is_deleted=conflict.stored is None,
            is_part=self.is_part,
            rows=rows,
            state=self._moved_state(conflict.stored, base),
        )
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = conflict.version
        for row in rows:
            if row.only_theirs and conflict.stored:
                self._take(row.field, conflict.stored)
        self.add_error(None, ValidationError(_("%(what)s Nothing is saved yet.") % {"what": conflict}, code="conflict"))

    def _moved_state(self, stored: models.Model | None, base: dict[str, Any] | None) -> Difference | None:
        """From which state (``typed``) to which (``stored``) the record went, where the form itself does not tell."""
        if stored is None or STATE in self.fields or STATE not in (base or {}):
            return None
        before = {STATE: base[STATE]}
        return next(iter(differences(stored, before, before)), None)

    def _typed(self) -> dict[str, Any]:
        """What stands in the form, by field: as it was understood, or as it was typed where it was not."""
        return {
            name: self.cleaned_data[name] if name in self.cleaned_data else self[name].data
            for name in self.fields
            if name != SEEN and not self.fields[name].disabled and not _is_kept_file(self, name)
        }

    def _base_values(self) -> dict[str, Any] | None:
        if self.base is None:
            return None
        return values_of(self.base) | choices_at(self.base, self.seen)

    def _take(self, name: str, stored: models.Model) -> None:
        """Put what is stored into the form as if it had been typed."""
        field, html_name = self.fields[name], self.add_prefix(name)
        if isinstance(field, forms.FileField):
            return
        value = field.prepare_value(model_to_dict(stored, [name]).get(name))
        if isinstance(field.widget, forms.MultiWidget):
            for suffix, part in zip(field.widget.widgets_names, field.widget.decompress(value), strict=True):
                self.data[html_name + suffix] = part
        elif isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField) and hasattr(self.data, "setlist"):
            self.data.setlist(html_name, value or [])
        else:
            self.data[html_name] = value


def _read_again(record: models.Model | None) -> str | None:
    """The version of a record that is about to be shown. It is read before the fields, so that it is never newer than they are:
    a save between the two is told as a conflict, and not passed over.
    """
    if record is None or record.pk is None or hasattr(record, "_history"):  # an old version stays as it is
        return None
    version = version_of(record)
    with suppress(type(record).DoesNotExist):
        record.refresh_from_db()
    return version


def _is_kept_file(form: forms.ModelForm, name: str) -> bool:
    """A file that was neither chosen nor taken away stays whichever is stored."""
    return isinstance(form.fields[name], forms.FileField) and name not in form.changed_data


def versioned(form: type[forms.ModelForm], *, is_part: bool = False) -> type[VersionedModelForm]:
    """The same form, holding the version of its record."""
    if issubclass(form, VersionedModelForm) and form.is_part == is_part:
        return form
    return type(form)(form.__name__, (VersionedModelForm, form), {"is_part": is_part})

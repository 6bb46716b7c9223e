"""What differs between a record as it is stored and as somebody typed it, field by field and in people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files import File
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .parity import translated_fields


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says one thing in the database and another in the form.

    ``by_them`` and ``by_you`` tell who changed it since both began with the same; ``None`` when that is not known.
    """

    field: str
    label: str
    stored: str
    typed: str
    by_them: bool | None
    by_you: bool | None

    @property
    def only_theirs(self) -> bool:
        """Whether they alone changed it, so that taking theirs loses nothing."""
        return self.by_them is True and self.by_you is False


Values = Mapping[str, Any]


def values_of(record: models.Model) -> dict[str, Any]:
    """The fields of a record that people write, by name; each language of a text, related records by key."""
    left_out = set(translated_fields(type(record)))  # the column without a language repeats one of the others
    return {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if field.name not in left_out and not field.primary_key and not _set_by_itself(field)
    }


def differences(
    stored: models.Model | None,
    typed: models.Model | Values,
    base: models.Model | Values | None,
    *,
    model: type[models.Model] | None = None,
) -> list[Difference]:
    """What differs between the record as stored (``None``: deleted) and as typed, in the order of its fields.

    ``typed`` and ``base`` are records, or values by the names of fields: then those fields alone are compared. ``base`` is what
    both began with, ``None`` when that is not known. ``model`` says what it is about where no record is given.
    """
    model = model or type(next(each for each in (stored, typed, base) if isinstance(each, models.Model)))
    now = _values(stored)
    theirs, yours, both = (each if each is not None else {} for each in (now, _values(typed), _values(base)))
    found = []
    for name, value in yours.items():
        field = _field(model, name)
        if field is None:
            continue
        value = _understood(field, value)
        if name not in theirs and stored is not None:
            theirs[name] = _stored(stored, field)
        if same(value, theirs.get(name)):
            continue
        known = name in both
        found.append(
            Difference(
                field=name,
                label=capfirst(str(field.verbose_name)),
                stored=in_words(field, theirs.get(name)),
                typed=in_words(field, value),
                by_them=not same(theirs.get(name), both[name]) if known else None,
                by_you=not same(value, both[name]) if known else None,
            )
        )
    return found


def same(one: object, other: object) -> bool:
    """Whether two values of a field say the same: nothing is nothing, however it is kept; line ends do not count."""
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, File):
        return value.name or ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, set | list) and not value:
        return ""
    return value


def _understood(field: models.Field, value: Any) -> Any:
    """A value of a form as the record would keep it: related records by key; what no field understands stays as typed."""
    if isinstance(field, models.FileField):
        return value or None  # a file taken away is False in a form
    if not field.is_relation:
        return value
    key = field.related_model._meta.pk if field.many_to_many else field.target_field
    try:
        if field.many_to_many:
            return {key.to_python(getattr(each, "pk", each)) for each in value or ()}
        return key.to_python(getattr(value, key.attname) if isinstance(value, models.Model) else value or None)
    except (ValidationError, TypeError):
        return value


def in_words(field: models.Field, value: Any) -> str:
    """A field's value as people read it; empty when there is none."""
    if field.many_to_many:
        return "; ".join(str(record) for record in _records(field, value or ()))
    if value is None or value == "":
        return ""
    if field.is_relation:
        return next((str(record) for record in _records(field, [value])), str(value))
    if getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else value.to_integral_value(), use_l10n=True)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def _records(field: models.Field, values: Iterable[Any]) -> Iterable[models.Model]:
    keys = [getattr(value, "pk", value) for value in values]
    try:
        return field.related_model._base_manager.filter(pk__in=keys)
    except (TypeError, ValueError):  # a key that is none, typed by no browser
        return ()


def _values(record: models.Model | Values | None) -> dict[str, Any] | None:
    return values_of(record) if isinstance(record, models.Model) else None if record is None else dict(record)


def _stored(record: models.Model, field: models.Field) -> Any:
    if field.many_to_many:
        return set(getattr(record, field.name).values_list("pk", flat=True))
    return getattr(record, field.attname)


def _field(model: type[models.Model], name: str) -> models.Field | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None  # a field of the form alone
    return field if hasattr(field, "verbose_name") else None


def _set_by_itself(field: models.Field) -> bool:
    return getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)

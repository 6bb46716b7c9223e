"""From the rows of a table to its records: found or made by their keys, checked, and saved with their history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from base.history import save_as
from base.parity import columns_of, translated_fields
from base.text import Text
from base.workbooks.comparing import RowChange
from base.workbooks.fields import WrongCell, to_python
from base.workbooks.kinds import Written

from ..enums import VersionState
from ..models import IndicatorPlacement, Observation
from ..selectors.restatements import editions_showing
from ..services.restating import correct_observation
from .tables import Table

REASON = "import_workbook"


def write_rows(changes: Sequence[RowChange], tables: Mapping[str, Table], by: AbstractBaseUser | None) -> Written:
    """Write the rows in the order of the sheets, so that what later ones name is there."""
    written = Written()
    for change in changes:
        table = tables[change.sheet.name]
        try:
            record = _write(table, change, by)
        except WrongCell as error:
            written.problems.append(change.problem(str(error), error.column))
        except PermissionDenied as error:
            written.problems.append(change.problem(str(error)))
        except ValidationError as error:
            written.problems += [change.problem(message, column) for column, message in _messages(table.model, error)]
        else:
            written.records.append(record)
    return written


def _write(table: Table, change: RowChange, by: AbstractBaseUser | None) -> models.Model:
    stored = change.stored.about if change.stored else None
    values = {name: _value(table.model, name, change) for name in sorted(change.changed) if name not in table.model.NATURAL_KEY}
    if isinstance(stored, Observation):
        return _correct(stored, values, change, by)
    record = stored or table.model(**_key(table.model, change))
    _check_versions(record)
    for name, value in values.items():
        setattr(record, name, value)
    save_as(record, by=by, reason=REASON)
    return record


def _correct(stored: Observation, values: dict[str, object], change: RowChange, by: AbstractBaseUser | None) -> Observation:
    """An approved figure is corrected; one that a published edition shows needs a reason and somebody who gives it."""
    reason = Text(zh=change.values.get("reason_zh_hans", ""), en=change.values.get("reason_en", ""))
    if by is not None:
        columns = {stored._meta.get_field(name).attname: getattr(value, "pk", value) for name, value in values.items()}
        correct_observation(observation=stored, values=columns, by=by, reason=reason)
        return stored
    if editions_showing(stored).exists():
        raise WrongCell("", _("This figure was published: somebody has to be named who corrects it."))
    for name, value in values.items():
        setattr(stored, name, value)
    save_as(stored, by=None, reason=(reason.en or reason.zh or REASON)[:100])
    return stored


def _check_versions(record: models.Model) -> None:
    """A framework's indicators change by versions alone, once one is confirmed."""
    if isinstance(record, IndicatorPlacement) and record.framework.versions.filter(state=VersionState.CONFIRMED).exists():
        raise WrongCell("", _("The indicators of this framework change by its versions: prepare one in the portal."))


def _key(model: type[models.Model], change: RowChange) -> dict[str, object]:
    """The fields that name a new record: plain ones, and related records by their parts of the key."""
    fields: dict[str, object] = {}
    relations: dict[str, dict[str, str]] = {}
    for path in model.NATURAL_KEY:
        name, _between, rest = path.partition("__")
        if rest:
            relations.setdefault(name, {})[rest] = change.values.get(path, "")
        else:
            fields[name] = _python(model._meta.get_field(name), change.values.get(path, ""))
    for name, parts in relations.items():
        field = model._meta.get_field(name)
        column = f"{name}__{next(iter(parts))}"
        if not any(parts.values()) and field.null:
            continue
        related = field.related_model
        beside = {
            path: change.values.get(path, "") for path in related.NATURAL_KEY if path in model.NATURAL_KEY and path not in parts
        }
        fields[name] = _found(related, {**beside, **parts}, column)
    return fields


def _found(related: type[models.Model], parts: Mapping[str, str], column: str) -> models.Model:
    try:
        return related.objects.get(**{path: value or None if "__" in path else value for path, value in parts.items()})
    except (related.DoesNotExist, related.MultipleObjectsReturned, ValueError) as error:
        told = " | ".join(value for value in parts.values() if value)
        message = _("There is no %(what)s “%(name)s”.") % {"what": related._meta.verbose_name, "name": told}
        raise WrongCell(column, message) from error


def _value(model: type[models.Model], name: str, change: RowChange) -> object:
    field, text = model._meta.get_field(name), change.values.get(name, "")
    if isinstance(field, models.ForeignKey):
        if not text:
            return None
        key = field.related_model.NATURAL_KEY
        parts = text.split("|")
        return _found(field.related_model, dict(zip(key, parts, strict=False)) if len(parts) == len(key) else {"pk": ""}, name)
    try:
        return _python(field, text)
    except ValidationError as error:
        raise WrongCell(name, " ".join(error.messages)) from error


def _python(field: models.Field, text: str) -> object:
    """A cell's text as the field keeps it."""
    if isinstance(field, models.JSONField):
        try:
            return [int(part) for part in text.replace("，", ",").split(",") if part.strip()]
        except ValueError as error:
            raise ValidationError(_("Write the years as an ascending list, for example [2020, 2023].")) from error
    return to_python(field, text)


def _messages(model: type[models.Model], error: ValidationError) -> list[tuple[str, str]]:
    """What is wrong, by column: the field's own, or the part of the key that stands for it."""
    if not hasattr(error, "error_dict"):
        return [("", message) for message in error.messages]
    found = []
    for name, messages in error.message_dict.items():
        column = "" if name == NON_FIELD_ERRORS else _column(model, name)
        found += [(column, message) for message in messages]
    return found


def _column(model: type[models.Model], name: str) -> str:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if name in translated_fields(model):
        return columns_of(name)[0]
    return next((path for path in model.NATURAL_KEY if path.partition("__")[0] == name), name)

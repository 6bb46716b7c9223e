"""A table as a sheet: its columns from the model's fields, its rows from the records."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.text import Text
from base.workbooks.fields import in_two_languages, is_translated, kind_of, text_columns
from base.workbooks.shapes import CellKind, Choice, Column, Row, Sheet, in_both, natural_key, plain

from .tables import LISTED, Table, label_of

SPARE = 40  # empty rows below for new records


def sheet_of(table: Table) -> Sheet:
    """The table with all its records, in their natural order; two queries for each related model at most."""
    model = table.model
    columns = [*_key_columns(table), *(column for name in table.fields for column in _columns(model, name))]
    if table.asks_reason:
        columns += _reason_columns()
    names = [column.key for column in columns if not column.is_aside and not column.names_row]
    related = {path.rpartition("__")[0] for path in model.NATURAL_KEY if "__" in path}
    related |= set().union(*(_paths(model, name) for name in table.fields))
    rows = [_row(record, model.NATURAL_KEY, names) for record in model.objects.select_related(*sorted(related))]
    return Sheet(table.sheet, columns, rows, spare=SPARE)


def field_of(model: type[models.Model], path: str) -> models.Field:
    """The field at the end of a look-up: ``framework__slug``."""
    *relations, last = path.split("__")
    for name in relations:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)


def _key_columns(table: Table) -> list[Column]:
    columns = []
    for path in table.model.NATURAL_KEY:
        found = field_of(table.model, path)
        kind, choices = _kind(found)
        if path in table.lists:
            kind, choices = CellKind.CHOICE, tuple(table.lists[path]())
        columns.append(Column(path, _key_heading(table.model, path), kind, 18, choices=choices, names_row=True))
    return columns


def _key_heading(model: type[models.Model], path: str) -> Text:
    """“Indicator: code”: which record, and which of its fields names it."""
    last = in_both(field_of(model, path).verbose_name)
    if "__" not in path:
        return last
    owner = in_both(field_of(model, path.rpartition("__")[0]).verbose_name)
    return Text(zh=f"{owner.zh}：{last.zh}", en=f"{owner.en}: {last.en[:1].lower()}{last.en[1:]}")


def _columns(model: type[models.Model], name: str) -> list[Column]:
    found = model._meta.get_field(name)
    head = in_both(found.verbose_name)
    told = in_both(found.help_text) if found.help_text else Text()
    if is_translated(model, name):
        return text_columns(model, name, told)
    kind, choices = _kind(found)
    return [Column(name, head, kind, 20 if kind is CellKind.CHOICE else 16, editable=True, choices=choices, help=told)]


def _reason_columns() -> list[Column]:
    told = in_both(_("Needed in both languages where a figure changes that a published report shows."))
    return in_two_languages("reason", in_both(_("reason for the correction")), told, width=28, is_aside=True)


def _kind(found: models.Field) -> tuple[CellKind, tuple[Choice, ...]]:
    if isinstance(found, models.ForeignKey):
        return (CellKind.CHOICE, _records(found.related_model)) if found.related_model in LISTED else (CellKind.TEXT, ())
    return kind_of(found)


def _records(model: type[models.Model]) -> tuple[Choice, ...]:
    related = sorted({path.rpartition("__")[0] for path in model.NATURAL_KEY if "__" in path})
    keyed = [(record, natural_key(record)) for record in model.objects.select_related(*related)]
    return tuple(Choice(key, label_of(record, key)) for record, key in keyed)


def _paths(model: type[models.Model], name: str) -> set[str]:
    """The relations to read along with a field: the related record, and what its own key is made of."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.ForeignKey):
        return set()
    return {name, *(f"{name}__{path.rpartition('__')[0]}" for path in found.related_model.NATURAL_KEY if "__" in path)}


def _row(record: models.Model, key: Sequence[str], names: Sequence[str]) -> Row:
    values = {path: plain(value) for path, value in zip(key, record.natural_key(), strict=True)}
    values |= {name: shown(getattr(record, name)) for name in names}
    return Row(key=natural_key(record), values={name: value for name, value in values.items() if value}, about=record)


def shown(value: object) -> str:
    """A field's value as a cell holds it: a related record by its key, a list with commas."""
    if isinstance(value, models.Model):
        return natural_key(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else plain(value)

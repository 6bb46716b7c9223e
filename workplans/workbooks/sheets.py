"""The sheets of a plan's workbook: their columns from the fields of the parts, their rows from the parts of the plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.text import Text, text_of
from base.workbooks.fields import in_two_languages, is_translated, kind_of, text_columns
from base.workbooks.shapes import CellKind, Column, Row, Sheet, in_both, joined, key_of, plain

from ..models import Activity, WorkPlan
from .lists import LISTED, Lists, key_name
from .parts import HELP, NUMBERED, Part

CODE = re.compile(r"\d{1,5}(\.\d{1,5})?")
SPARE = 40  # empty rows below for new parts
CHANGED_ON, REASON = "changed_on", "reason"
OWNER = "about"  # whose part it is, to read only


def sheet_of(part: Part, plan: WorkPlan, lists: Lists, *, may_write: bool) -> Sheet:
    """The parts of one kind; a few queries, however many parts there are."""
    columns = _columns(part, lists)
    seen: set[str] = set()
    rows = []
    for record in part.records(plan):
        row = _row(part, record, columns, may_write=may_write)
        if row.key in seen:  # parts of a deliverable may have the same number
            row = _row(part, record, columns, may_write=may_write, suffix=str(record.pk))
        seen.add(row.key)
        rows.append(row)
    return Sheet(part.sheet, columns, rows, spare=SPARE if may_write else 0)


# Columns -----------------------------------------------------------------------------------------------------------------
def _columns(part: Part, lists: Lists) -> list[Column]:
    columns = [_key_column(part, path, lists) for path in part.key]
    if _owner_of(part):
        columns.append(Column(OWNER, in_both(_("belongs to")), width=28))
    for name in part.fields:
        columns += _field_columns(part.model, name, lists)
        if part.model is Activity and name == "state":
            columns += _step_columns()
    return columns


def _key_column(part: Part, path: str, lists: Lists) -> Column:
    *relations, last = path.split("__")
    model = part.model
    owner = None
    for name in relations:
        owner = model._meta.get_field(name)
        model = owner.related_model
    head = in_both(owner.verbose_name if owner else model._meta.get_field(last).verbose_name)
    told = _help(part.model, path)
    if model in LISTED:
        choices, find = lists.choices(model), lists.find(model)
        return Column(path, head, CellKind.CHOICE, 26, choices=choices, find=find, help=told, names_row=True)
    kind, choices = kind_of(model._meta.get_field(last))
    return Column(path, head, kind, 12, choices=choices, help=told, names_row=True)


def _field_columns(model: type[models.Model], name: str, lists: Lists) -> list[Column]:
    field = model._meta.get_field(name)
    told = _help(model, name)
    if is_translated(model, name):
        return text_columns(model, name, told)
    head = in_both(field.verbose_name)
    if field.many_to_many:
        return [Column(name, head, width=20, editable=True, find=codes_in_order, help=told)]
    if isinstance(field, models.ForeignKey) and field.related_model in LISTED:
        choices, find = lists.choices(field.related_model), lists.find(field.related_model)
        return [Column(name, head, CellKind.CHOICE, 26, editable=True, choices=choices, find=find, help=told)]
    kind, choices = (CellKind.NUMBER, ()) if isinstance(field, models.ForeignKey) else kind_of(field)
    empty = "no" if isinstance(field, models.BooleanField) else ""
    return [Column(name, head, kind, 16, editable=True, choices=choices, help=told, empty=empty)]


def _step_columns() -> list[Column]:
    """When and why the state changes; read with the change only."""
    day, reason = in_both(_("state changed on")), in_both(_("reason for the change of state"))
    on = in_both(_("The day of the change; empty: today."))
    why = in_both(_("Needed for dropping an activity and for every step back; otherwise as you like."))
    return [
        Column(CHANGED_ON, day, CellKind.DATE, 16, editable=True, help=on, is_aside=True),
        *in_two_languages(REASON, reason, why, width=28, is_aside=True),
    ]


def _help(model: type[models.Model], name: str) -> Text:
    if name.endswith("objective__number"):
        return in_both(_("The number of its objective. Empty where the activity stands right in an area."))
    if told := HELP.get((model, name)):
        return in_both(told)
    if "__" in name or not model._meta.get_field(name).help_text:
        return Text()
    return in_both(model._meta.get_field(name).help_text)


def codes_in_order(text: str) -> str:
    """“2.10, 2.1” as “2.1, 2.10”. Raises ``ValidationError`` for what is not the number of an activity."""
    codes = {part.strip() for part in re.split("[,，、;；]", unicodedata.normalize("NFKC", text)) if part.strip()}
    if strange := sorted(code for code in codes if not CODE.fullmatch(code)):
        raise ValidationError(_("“%(text)s” is not the number of an activity.") % {"text": strange[0]})
    return ", ".join(sorted(codes, key=lambda code: [int(number) for number in code.split(".")]))


# Rows --------------------------------------------------------------------------------------------------------------------
def _row(part: Part, record: models.Model, columns: Sequence[Column], *, may_write: bool, suffix: str = "") -> Row:
    key = record.natural_key()[1:]
    values = {path: plain(value) for path, value in zip(part.key, key, strict=True)}
    for column in columns:
        if not (column.names_row or column.is_aside or column.key == OWNER):
            values[column.key] = _shown(getattr(record, column.key))
    if owner := _owner_of(part):
        values[OWNER] = joined(text_of(getattr(record, owner), "title"), "\n")
    follows = part.model is Activity and record.objective_id
    return Row(
        key=key_of([*key, suffix] if suffix else key),
        values={name: value for name, value in values.items() if value},
        locked=frozenset({"area"}) if follows else frozenset(),
        may_write=may_write,
        about=record,
    )


def _shown(value: object) -> str:
    """A field's value as a cell holds it: a related record by its number or its key."""
    if isinstance(value, NUMBERED):
        return str(value.number)
    if isinstance(value, models.Model):
        return str(getattr(value, key_name(type(value))))
    if isinstance(value, models.Manager):
        return codes_in_order(",".join(each.code for each in value.all()))
    return plain(value)


def _owner_of(part: Part) -> str:
    """The relation to the part that this one belongs to: an activity, a quantity or a deliverable."""
    name = part.key[0].partition("__")[0]
    return name if name in ("activity", "quantity", "deliverable") else ""

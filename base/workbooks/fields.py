"""From the fields of a model to columns, and from cells back to the values of fields."""

from __future__ import annotations

from datetime import date

from django.db import models

from base.parity import translated_fields
from base.text import Text

from .shapes import CellKind, Choice, Column, choices_of, in_both

YES_NO = (Choice("yes", Text(zh="是", en="Yes")), Choice("no", Text(zh="否", en="No")))
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)
LONG = 100  # characters; longer texts get a wider column


class WrongCell(Exception):
    """A cell that cannot be written: its column and why."""

    def __init__(self, column: str, reason: str) -> None:
        self.column = column
        super().__init__(reason)


def kind_of(field: models.Field) -> tuple[CellKind, tuple[Choice, ...]]:
    """What is typed for a field that is no relation, and its drop-down."""
    if isinstance(field, models.BooleanField):
        return CellKind.CHOICE, YES_NO
    if field.choices:
        return CellKind.CHOICE, choices_of(choice for choice in field.choices if choice[0])
    if isinstance(field, models.DateField):
        return CellKind.DATE, ()
    return (CellKind.NUMBER if isinstance(field, NUMBERS) else CellKind.TEXT), ()


def text_columns(model: type[models.Model], name: str, told: Text) -> list[Column]:
    """The two columns of a text in both languages; ``told`` is the comment of both."""
    field = model._meta.get_field(name)
    width = 32 if isinstance(field, models.TextField) or (field.max_length or 0) > LONG else 24
    return in_two_languages(name, in_both(field.verbose_name), told, width=width)


def in_two_languages(name: str, head: Text, told: Text, *, width: int, is_aside: bool = False) -> list[Column]:
    """A column for each language, the Chinese first."""
    headings = (
        (f"{name}_zh_hans", Text(zh=f"{head.zh}（中文）", en=f"{head.en} (Chinese)")),
        (f"{name}_en", Text(zh=f"{head.zh}（英文）", en=f"{head.en} (English)")),
    )
    return [Column(key, heading, width=width, editable=True, help=told, is_aside=is_aside) for key, heading in headings]


def is_translated(model: type[models.Model], name: str) -> bool:
    """Whether the field has a column for each language."""
    return name in translated_fields(model)


def to_python(field: models.Field, text: str) -> object:
    """A cell's text as a field that is no relation keeps it. Raises ``ValidationError``."""
    if isinstance(field, models.BooleanField):
        return text == "yes"
    if not text and (field.null or not isinstance(field, models.CharField | models.TextField)):
        return None
    if isinstance(field, models.DateField):
        return date.fromisoformat(text)
    return field.to_python(text)

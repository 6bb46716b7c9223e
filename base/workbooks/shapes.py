"""What a workbook consists of, before it is written and after it was read: books, sheets, columns, rows.

A value stands here as plain text: a number without superfluous zeros, a choice by its code, a day as 2031-09-25, nothing
as ``""``. So what is stored, what was exported and what was typed can be compared as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst

from base.text import CHINESE, ENGLISH, Text

NOT_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # the format cannot hold them
LONGEST_TEXT = 32_767  # characters of a cell, says the format


class CellKind(Enum):
    """What is typed in a column."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a drop-down: the code that is stored, and its label in both languages."""

    code: str
    label: Text

    @property
    def shown(self) -> str:
        return joined(self.label)


@dataclass(frozen=True)
class Column:
    """One column. ``key`` names it for the portal, ``heading`` for people; ``help`` becomes the heading's comment.

    ``empty`` is what an empty cell means. Columns that ``names_row`` together name a new
    row. What ``is_aside`` changes nothing by itself: it is read with the row's changes, like the reason for them.
    ``find`` opens a drop-down: what is not one of its lines may be typed, too, and ``find`` tells the code it stands for, or
    raises ``ValidationError``.
    """

    key: str
    heading: Text
    kind: CellKind = CellKind.TEXT
    width: int = 18
    editable: bool = False
    choices: tuple[Choice, ...] = ()
    help: Text = field(default_factory=Text)
    empty: str = ""
    names_row: bool = False
    is_aside: bool = False
    find: Callable[[str], str] | None = None

    @property
    def shown(self) -> str:
        """The heading as it stands in the sheet, and by which the column is found again."""
        return joined(self.heading, "\n")


@dataclass(frozen=True)
class Row:
    """One row. ``key`` is made of natural keys; ``about`` is whatever the kind needs again to write it.

    ``choices`` and ``locked`` are those of single cells; ``may_write`` whether the person may change the row at all.
    """

    key: str
    values: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    kinds: Mapping[str, CellKind] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)
    may_write: bool = True
    about: object = None

    def takes(self, column: Column) -> bool:
        """Whether something may be typed into this cell."""
        return column.editable and self.may_write and column.key not in self.locked


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``spare`` is how many empty rows stand below for new records; with none, no row can be added."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row] = ()
    spare: int = 0

    @cached_property
    def by_key(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class Book:
    """A whole workbook: its kind, what it is about (``scope``), a page of advice and the sheets."""

    kind: str
    scope: Mapping[str, str]
    advice: Sequence[Text]
    sheets: Sequence[Sheet]
    title: Text = field(default_factory=Text)


# Values ------------------------------------------------------------------------------------------------------------------
def plain(value: object) -> str:
    """A stored value as it stands here.

    >>> plain(Decimal("12.5000")), plain(None), plain(True), plain("a\\r\\nb ")
    ('12.5', '', 'yes', 'a\\nb')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return plain_text(str(value))


def plain_text(text: str) -> str:
    """A text with lines that end in one way, and nothing in it that a cell cannot hold."""
    return NOT_IN_CELLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


# Both languages ----------------------------------------------------------------------------------------------------------
def joined(text: Text, between: str = " ") -> str:
    """Both languages in one text, the Chinese first; only once where they are the same."""
    return between.join(dict.fromkeys(part for part in (text.zh, text.en) if part))


def in_both(label: str | Promise | Callable[[], str]) -> Text:
    """A string of the interface in both languages; a callable is asked in each."""

    def asked(language: str) -> str:
        with translation.override(language):
            return str(label() if callable(label) else label)

    return Text(zh=asked(CHINESE), en=capfirst(asked(ENGLISH)))


def choices_of(choices: Iterable[tuple[str, str | Promise]]) -> tuple[Choice, ...]:
    """The lines of a drop-down from a field's closed list."""
    return tuple(Choice(str(code), in_both(label)) for code, label in choices)


def key_of(parts: Iterable[object]) -> str:
    """One text from the parts of a natural key; a part that is empty stays empty."""
    return "|".join("" if part is None else plain(part).replace("|", "/") for part in parts)


def natural_key(record: models.Model) -> str:
    """A record's natural key as one text."""
    return key_of(record.natural_key())

"""From what stands in a cell to a plain text, or to the reason why it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .shapes import CellKind, Choice, plain, plain_text

PLACES = 4  # decimals that a figure is stored with
DIGITS = 16  # before the decimal point
WRITTEN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
WHOLE_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class RawCell:
    """What was found in a cell. ``is_lost``: a formula whose result the file does not hold; ``is_error``: #REF! and the like."""

    value: object = None
    number_format: str = "General"
    is_lost: bool = False
    is_error: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.is_lost and not self.is_error and (self.value is None or self.value == "")


class Refused(Exception):
    """The cell cannot be taken; the message says why."""


def read_value(cell: RawCell, kind: CellKind, choices: tuple[Choice, ...] = (), empty: str = "") -> str:
    """The cell as a plain text, ``empty`` where nothing stands in it. Raises ``Refused``."""
    if cell.is_lost:
        message = _("This is a formula whose result is not in the file. Save the file in a spreadsheet program, or type the value.")
        raise Refused(message)
    if cell.is_error:
        raise Refused(_("This is the error of a formula, not a value."))
    value = plain_text(cell.value) if isinstance(cell.value, str) else cell.value
    if value is None or value == "":
        return empty
    if kind is CellKind.CHOICE:
        return _choice(value, choices)
    return {CellKind.TEXT: _text, CellKind.NUMBER: _number, CellKind.DATE: _date}[kind](value, cell)


def read_found(cell: RawCell, choices: tuple[Choice, ...], find: Callable[[str], str]) -> str:
    """A choice by its line, or by whatever else ``find`` knows it by. Raises ``Refused``."""
    text = read_value(cell, CellKind.TEXT)
    for choice in choices:
        if _folded(text) == _folded(choice.shown):
            return choice.code
    try:
        return find(text) if text else ""
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _text(value: object, cell: RawCell) -> str:
    if isinstance(value, datetime | date | time):
        raise Refused(_("This is a date, and a text is asked for. Type an apostrophe before it to keep it as it looks."))
    if isinstance(value, bool):
        raise Refused(_("This is a logical value, and a text is asked for."))
    return value if isinstance(value, str) else plain(_exact(value, cell))


def _number(value: object, cell: RawCell) -> str:
    if isinstance(value, datetime | date | time):
        raise Refused(_("This is a date, not a number. The spreadsheet program may have taken what was typed for one."))
    if isinstance(value, bool):
        raise Refused(_("This is a logical value, not a number."))
    number = _written(value) if isinstance(value, str) else _exact(value, cell)
    if not number.is_finite() or abs(number) >= Decimal(10) ** DIGITS:
        raise Refused(_("This number is too large."))
    if number != round(number, PLACES):
        raise Refused(_("This number has more than %(places)d decimals: %(number)s.") % {"places": PLACES, "number": plain(number)})
    return plain(number + 0)  # no negative zero


def _exact(value: int | float, cell: RawCell) -> Decimal:
    """The number as people see it: of 0.1 the program keeps something that is not quite 0.1. 58% is kept as 0.58."""
    number = Decimal(str(value))
    return number * 100 if "%" in re.sub(r'"[^"]*"|\\.', "", cell.number_format) else number


def _written(text: str) -> Decimal:
    told = unicodedata.normalize("NFKC", text).replace("\u00a0", "").replace(" ", "").replace("−", "-").removesuffix("%")
    if not WRITTEN.fullmatch(told):
        raise Refused(_("“%(text)s” is not a number. Write it like 1,234.5 or 1234.5.") % {"text": _short(text)})
    return Decimal(told.replace(",", ""))


def _date(value: object, cell: RawCell) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and (found := WHOLE_DAY.fullmatch(value)):
        try:
            return date(*map(int, found.groups())).isoformat()
        except ValueError:
            pass
    raise Refused(_("“%(text)s” is not a day. Write it like 2031-09-25.") % {"text": _short(str(value))})


def _choice(value: object, choices: tuple[Choice, ...]) -> str:
    told = _folded(_in_full(value))
    for choice in choices:
        if told in map(_folded, (choice.shown, choice.label.zh, choice.label.en, choice.code)):
            return choice.code
    offered = " / ".join(choice.shown for choice in choices if choice.shown)
    if len(choices) > 12 or not offered:
        raise Refused(_("“%(text)s” is not in the list of this cell.") % {"text": _short(str(value))})
    raise Refused(_("“%(text)s” is not in the list of this cell: %(choices)s.") % {"text": _short(str(value)), "choices": offered})


def _in_full(value: object) -> str:
    """Yes may stand in a cell as 1 as well, and that as 1.0."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return plain(Decimal(str(value))) if is_number else plain(value)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"

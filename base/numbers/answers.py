"""Whether the other text answers a number: says the same, perhaps in another form."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from .currencies import same_currency
from .quantities import Kind, Quantity, Reading, When

_RELATIVE = re.compile(
    r"今年|去年|明年|当年|同年|次年|翌年|前年|本年|上年|"
    r"\b(?:this|last|next|same|that|previous|following|current|past|reporting|subsequent) (?:\w{1,12} )?year\b",
    re.IGNORECASE,
)
_HALF_MONTHS = {1: {1, 6}, 2: {7, 12}}


class Side:
    """The numbers of one text, ready to be looked up."""

    def __init__(self, text: str, found: list[Quantity], lowers: bool) -> None:
        self.text, self.found, self.lowers = text, found, lowers
        self.by_reading: dict[Reading, list[Quantity]] = defaultdict(list)
        self.parts: set[Decimal] = set()
        self.labels: set[Decimal] = set()
        self.codes: dict[str, set[str]] = defaultdict(set)
        self.days: dict[int, list[When]] = defaultdict(list)
        self.months: dict[int, list[When]] = defaultdict(list)
        self.quarters: dict[int, list[When]] = defaultdict(list)
        self.halves: dict[int, list[When]] = defaultdict(list)
        self.years: set[int] = set()
        self.is_relative = bool(_RELATIVE.search(text))
        for each in found:
            for reading in each.readings:
                self.by_reading[reading].append(each)
                if each.kind == Kind.NUMBER and (each.is_label or each.is_soft):
                    self.labels.add(reading[1])
            self.parts.update(each.parts)
            if each.kind == Kind.CODE:
                self.codes[each.code[0]].add(each.code[1])
            for when in each.whens:
                self._note(when)

    def _note(self, when: When) -> None:
        if when.year:
            self.years.add(when.year)
        for value, table in (
            (when.day, self.days),
            (when.month, self.months),
            (when.quarter, self.quarters),
            (when.half, self.halves),
        ):
            if value and len(table[value]) < 64:
                table[value].append(when)

    def has(self, value: Decimal, *kinds: Kind) -> bool:
        """Whether a number of one of these kinds has this value."""
        return any((kind, value) in self.by_reading for kind in kinds)

    def names(self, value: Decimal) -> bool:
        """Whether the number stands here in any form that counts: by itself, in a date, in a code."""
        return (
            self.has(value, Kind.NUMBER, Kind.TIMES)
            or value in self.parts
            or (value == value.to_integral_value() and value in self.years)
        )

    def has_year(self, year: int) -> bool:
        """Whether a year stands here, as a date or as a number of four digits."""
        return year in self.years or self.has(Decimal(year), Kind.NUMBER) or Decimal(year) in self.parts


def is_answered(quantity: Quantity, other: Side) -> bool:
    """Whether the other text says the number too; a soft number always counts as answered."""
    if quantity.kind == Kind.CODE:
        return _code(quantity, other)
    if quantity.is_soft:
        return True
    if quantity.kind == Kind.DATE:
        return any(_date(quantity, when, other) for when in quantity.whens)
    if any(reading in other.by_reading for reading in quantity.readings):
        return True
    return any(_value(quantity, kind, value, other) for kind, value in quantity.readings)


def _value(quantity: Quantity, kind: Kind, value: Decimal, other: Side) -> bool:
    """Whether another form of the value answers it."""
    if kind == Kind.NUMBER:
        return other.names(value) or (quantity.is_label and other.has(value, Kind.ORDINAL))
    if kind == Kind.ORDINAL:
        if quantity.is_label and other.has(value, Kind.NUMBER):
            return True
        is_day = value <= 31 and int(value) in other.days
        return value in other.labels or is_day or (value <= 4 and int(value) in other.quarters) or value in other.parts
    if kind == Kind.PERCENT:
        return other.has(value / 100, Kind.FRACTION, Kind.TIMES) or other.has(value / 10, Kind.PERMILLE)
    if kind == Kind.PERMILLE:
        return other.has(value / 10, Kind.PERCENT) or all(other.names(part) for part in quantity.parts)
    if kind == Kind.FRACTION:
        return other.has(value * 100, Kind.PERCENT) or all(other.names(part) for part in quantity.parts[:2])
    if kind == Kind.TIMES:
        return other.has(value, Kind.NUMBER) or other.has((value - 1) * 100, Kind.PERCENT) or other.has(value * 100, Kind.PERCENT)
    if kind == Kind.DECADE:  # the 2000s are 本世纪初 too
        return any(other.names(part) for part in quantity.parts) or (
            not value % 100 and other.has(value / 100 + 1, Kind.NUMBER, Kind.ORDINAL)
        )
    if kind == Kind.CLOCK:
        return all(other.has(part, Kind.NUMBER) or not part for part in quantity.parts)
    return False


def _code(quantity: Quantity, other: Side) -> bool:
    letters, digits = quantity.code
    same = other.codes.get(letters)
    if same:
        return digits in same
    if quantity.is_soft:
        return True
    return any(digits in each for each in other.codes.values()) or all(other.names(part) for part in quantity.parts)


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _date(quantity: Quantity, when: When, other: Side) -> bool:
    """Whether the other text has the date: its finest part with nothing that contradicts, and every coarser part somewhere."""
    if when.year and not other.has_year(when.year) and not other.is_relative:
        return False
    if when.day:
        is_there = any(_agree(when.month, each.month) and _agree(when.year, each.year) for each in other.days.get(when.day, ()))
        is_number = bool(quantity.parts) and other.names(Decimal(when.day))
        is_ordinal = other.has(Decimal(when.day), Kind.ORDINAL)
        return (is_there or is_number or is_ordinal) and (when.month is None or when.month in other.months)
    if when.month:
        return any(_agree(when.year, each.year) for each in other.months.get(when.month, ()))
    if when.quarter:
        return any(_agree(when.year, each.year) for each in other.quarters.get(when.quarter, ())) or {
            3 * when.quarter - 2, 3 * when.quarter,
        } <= other.months.keys()  # fmt: skip
    if when.half:
        same = any(_agree(when.year, each.year) for each in other.halves.get(when.half, ()))
        return same or _HALF_MONTHS[when.half] <= other.months.keys() or (when.half == 1 and other.names(Decimal(6)))
    return True


def other_currency(quantity: Quantity, other: Side) -> Quantity | None:
    """The number of the same value in the other text when its currency is another one."""
    if not quantity.currency:
        return None
    partners = [each for reading in quantity.readings for each in other.by_reading.get(reading, ())[:64]]
    if not partners or any(same_currency(quantity.currency, each.currency) for each in partners):
        return None
    return partners[0]


def other_sign(quantity: Quantity, own: Side, other: Side) -> Quantity | None:
    """The number of the same value in the other text when only one of them has a minus and no word stands for it."""
    if not quantity.readings or quantity.is_soft:
        return None
    partners = [each for each in other.by_reading.get(quantity.readings[0], ())[:64] if not each.is_soft]
    if not partners or any(each.is_negative == quantity.is_negative for each in partners):
        return None
    words = other.lowers if quantity.is_negative else own.lowers
    return None if words else partners[0]

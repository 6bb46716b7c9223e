"""What both readers share: going over a text pattern by pattern, and numbers that lend each other their units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from .cleaning import Cleaned, blank
from .numerals import times
from .quantities import Kind, Quantity, When

Found = Quantity | Iterable[Quantity] | None
Handler = Callable[["Reader", re.Match[str]], Found]


class Reader:
    """One pass over one text: patterns take what they understand, and later patterns see the rest."""

    def __init__(self, cleaned: Cleaned) -> None:
        self.cleaned = cleaned
        self.whole = cleaned.text  # what stands around a number, never blanked
        self.rest = cleaned.text
        self.found: list[Quantity] = []

    def take(self, pattern: re.Pattern[str], handler: Handler) -> None:
        """Have ``handler`` read every match of ``pattern``; what it returns ``None`` for is left to later patterns."""
        spans = []
        for match in pattern.finditer(self.rest):
            read = handler(self, match)
            if read is None:
                continue
            self.found += [read] if isinstance(read, Quantity) else read
            spans.append(match.span())
        self.rest = blank(self.rest, spans)

    def before(self, start: int, length: int = 24) -> str:
        """What stands directly before ``start``."""
        return self.whole[max(0, start - length) : start]

    def after(self, end: int, length: int = 24) -> str:
        """What stands directly after ``end``."""
        return self.whole[end : end + length]

    def quantity(self, kind: Kind, start: int, end: int, *values: Decimal, **more: object) -> Quantity:
        """A number at ``start`` to ``end`` of the cleaned text, with one reading per value."""
        first, last = self.cleaned.span(start, end)
        readings = tuple((kind, value) for value in dict.fromkeys(values))
        return Quantity(kind, self.cleaned.original[first:last], first, last, readings, **more)

    def date(self, match: re.Match[str], *whens: When, **more: object) -> Quantity:
        """A date that a match writes; several are several readings of it."""
        return self.quantity(Kind.DATE, match.start(), match.end(), whens=whens, **more)

    def soft(self, pattern: re.Pattern[str], values: dict[str, int], kind: Kind = Kind.NUMBER) -> None:
        """Words that may stand for a number and need no answer, such as “both” and 双方."""

        def handler(reader: Reader, match: re.Match[str]) -> Quantity:
            return reader.quantity(kind, *match.span(), Decimal(values[match[0].lower()]), is_soft=True)

        self.take(pattern, handler)


def share_units(reader: Reader, join: re.Pattern[str], listing: re.Pattern[str]) -> list[Quantity]:
    """Give the first number of “3–5 million” and “10 to 20%” what stands after the second.

    ``join`` matches what stands between the ends of a range, ``listing`` what stands between the parts of a list: there the
    unit is only one more reading of the earlier number.
    """
    # A label is lent forward (“Pillars 1, 2 and 3”), a unit backward.
    found = sorted(reader.found, key=lambda each: (each.start, each.end))
    for place in range(1, len(found)):
        first, second = found[place - 1], found[place]
        if (first.is_label or first.kind == Kind.ORDINAL) and second.kind == Kind.NUMBER and not second.is_label:
            gap = reader.cleaned.original[first.end : second.start] if second.start - first.end <= 12 else ""
            if join.fullmatch(gap) or listing.fullmatch(gap):
                found[place] = replace(second, is_label=True)
    for place in range(len(found) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        if (
            first.kind != Kind.NUMBER
            or (first.words.isdecimal() and len(first.words) == 4)
            or second.kind in (Kind.DATE, Kind.CODE, Kind.CLOCK, Kind.DECADE)
            or not second.readings
        ):
            continue
        gap = reader.cleaned.original[first.end : second.start] if second.start - first.end <= 12 else ""
        if join.fullmatch(gap):
            found[place] = _with_unit(first, second, strict=True)
        elif listing.fullmatch(gap):
            found[place] = _with_unit(first, second, strict=False)
    return found


def _with_unit(first: Quantity, second: Quantity, *, strict: bool) -> Quantity:
    own = first.readings
    number = first.readings[0][1]
    if second.kind == Kind.NUMBER:
        lent = ((Kind.NUMBER, times(number, second.scale)),) if second.scale > 1 and first.scale == 1 else ()
        currency = first.currency or second.currency
        return replace(first, readings=own + lent, currency=currency, is_label=first.is_label or second.is_label)
    if second.kind in (Kind.PERCENT, Kind.POINTS, Kind.PERMILLE, Kind.TIMES):
        lent = ((second.kind, number),)
        return replace(first, kind=second.kind, readings=lent + own) if strict else replace(first, readings=own + lent)
    if second.kind == Kind.ORDINAL:
        return replace(first, is_label=True)
    return first

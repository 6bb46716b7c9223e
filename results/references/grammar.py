"""How a live figure is written in a text.

    {{ CODE:measure/GEO/female/target@PERIOD|number }}

``CODE`` is the indicator's. The measure may be left out: the first one is meant. Then, each after a slash and in any
order, a country (three letters; without one, the region), a sex, and ``target``. The period is a year (``2024``), a half
(``2024H1``), a quarter (``2024Q2``), a month (``2024-05``), a span of months (``2023-07..2024-06``), ``baseline`` or
``latest``. With ``|number`` the unit is left to the sentence. Case does not matter, nor do spaces and full-width signs,
as a Chinese keyboard writes them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..enums import ObservationKind, Sex

BASELINE, LATEST, NUMBER = "baseline", "latest", "number"
BRACES = re.compile(r"(?:\{\{|｛｛)(?P<inside>(?:(?!\{\{|｛｛|\}\}|｝｝)[^\n])*)(?P<end>\}\}|｝｝)?")
INSIDE = re.compile(
    r"(?P<code>[\w-]+)(?::(?P<measure>[\w-]+))?(?P<parts>(?:/[\w-]+)*)@(?P<period>[\w.-]+)(?:\|(?P<form>\w+))?", re.ASCII
)
WHOLE = re.compile(r"(?P<year>[12]\d{3})(?:(?P<kind>[HQ])(?P<number>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII | re.IGNORECASE)
MONTHS = {"H": 6, "Q": 3}  # in a half, in a quarter
NOT_CLOSED = _("it has no closing braces")
WRITTEN_WRONGLY = _("it is not written as CODE:measure@period")


class WrittenWrongly(ValueError):
    """What stands between the braces is no reference; the message, for people, says why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to one figure. ``start`` and ``end`` are the period's first and last day, unless ``moment`` names it.

    ``measure`` is empty for the indicator's first, ``country`` (ISO 3166-1 alpha-3) for the region, ``sex`` for all.
    """

    code: str
    period: str
    measure: str = ""
    country: str = ""
    sex: str = ""
    is_target: bool = False
    moment: str = ""
    start: date | None = None
    end: date | None = None
    form: str = ""

    @property
    def kind(self) -> ObservationKind:
        if self.moment == BASELINE:
            return ObservationKind.BASELINE
        return ObservationKind.TARGET if self.is_target else ObservationKind.ACTUAL

    @property
    def name(self) -> str:
        """What it refers to, without the period: “HRF-03:participations/GEO”."""
        parts = (self.country, self.sex, "target" if self.is_target else "")
        return "/".join([f"{self.code}:{self.measure}" if self.measure else self.code, *filter(None, parts)])


@dataclass(frozen=True, slots=True)
class Found:
    """A reference where it stands in a text; ``fault`` says why it is none."""

    start: int
    end: int
    source: str
    reference: Reference | None = None
    fault: object = ""


def parse(text: str) -> Iterator[Found]:
    """Everything in double braces, in the order of the text."""
    for braces in BRACES.finditer(text):
        reference, fault = None, ""
        if braces["end"] is None:
            fault = NOT_CLOSED
        else:
            try:
                reference = read(braces["inside"])
            except WrittenWrongly as error:
                fault = error.args[0]
        yield Found(*braces.span(), braces[0].strip(), reference, fault)


def read(inside: str) -> Reference:
    """The reference that stands between the braces. Raises ``WrittenWrongly``."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", inside))
    written = INSIDE.fullmatch(plain)
    if written is None:
        raise WrittenWrongly(WRITTEN_WRONGLY)
    form = (written["form"] or "").lower()
    if form not in ("", NUMBER):
        raise WrittenWrongly(_("after “|” only “number” may stand"))
    moment, start, end = _period(written["period"])
    return Reference(
        code=written["code"].upper(),
        measure=(written["measure"] or "").lower(),
        **_parts(written["parts"].split("/")[1:], moment),
        period=moment or written["period"].upper(),
        moment=moment,
        start=start,
        end=end,
        form=form,
    )


def _parts(parts: list[str], moment: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for part in parts:
        plain = part.lower()
        if plain == "target" and moment != BASELINE:
            name, value = "is_target", True
        elif plain and plain in Sex.values:
            name, value = "sex", plain
        elif len(plain) == 3 and plain.isalpha():
            name, value = "country", plain.upper()
        else:
            raise WrittenWrongly(_("after “/” a country of three letters, a sex (female, male) or “target” may stand"))
        if name in found:
            raise WrittenWrongly(WRITTEN_WRONGLY)
        found[name] = value
    return found


def _period(written: str) -> tuple[str, date | None, date | None]:
    plain = written.lower()
    if plain in (BASELINE, LATEST):
        return plain, None, None
    first, dots, last = plain.partition("..")
    start, end = _span(first)[0], _span(last if dots else first)[1]
    if end < start:
        raise WrittenWrongly(_("its period ends before it starts"))
    return "", start, end


def _span(written: str) -> tuple[date, date]:
    """First and last day of a year, half, quarter or month."""
    whole = WHOLE.fullmatch(written)
    if whole is None or ((whole["kind"] or "").upper() == "H" and whole["number"] > "2"):
        raise WrittenWrongly(_("its period is not one of 2024, 2024H1, 2024Q2, 2024-05, 2023-07..2024-06, baseline, latest"))
    year, first, length = int(whole["year"]), 1, 12
    if whole["kind"]:
        length = MONTHS[whole["kind"].upper()]
        first = (int(whole["number"]) - 1) * length + 1
    elif whole["month"]:
        first, length = int(whole["month"]), 1
    last = first + length - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def write_period(start: date, end: date) -> str:
    """The period as a reference names it; empty when it does not begin and end with a month.

    >>> write_period(date(2024, 1, 1), date(2024, 6, 30))
    '2024H1'
    """
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return ""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    first = f"{start:%Y-%m}"
    if months == 1:
        return first
    if start.year == end.year:
        if months == 12:
            return f"{start:%Y}"
        for kind, length in MONTHS.items():
            if months == length and (start.month - 1) % length == 0:
                return f"{start:%Y}{kind}{(start.month - 1) // length + 1}"
    return f"{first}..{end:%Y-%m}"

"""Dates, quarters, decades and times of day in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from .chinese_dates import clock
from .numerals import ORDINAL_ONES
from .quantities import Kind, Quantity, When
from .reading import Reader

_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_M = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|january|february|april|june|july|september|october|november|december"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_Y = r"(?:[12]\d{3}(?![\d,]\d|\d)|'\d{2}(?!\d))"
_D = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_TO = r"\s?(?:[-–—~&,/]|,? ?and|to|through|until|or|,)\s?"
_NOT_WORD = r"(?<![A-Za-z0-9.,])"

_ISO = re.compile(r"(?<![\d.])([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})(?![\d./])")
_SLASHED = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2([12]\d{3})(?![\d./])")
_DAYS_MONTH = re.compile(rf"{_NOT_WORD}((?:{_D}{_TO}){{0,6}}{_D})\s?(?:of\s|-)?({_M})(?![a-z])(?:(?:,|\s+of)?\s?({_Y}))?")
_MONTH_DAYS = re.compile(
    rf"(?<![A-Za-z])({_M})\s((?:{_D}{_TO}){{0,6}}{_D})(?![\d.,:]\d|%| ?(?:percent|per cent|million|billion"
    rf"|thousand))(?:,?\s({_Y}))?"
)
_MONTH = re.compile(rf"(?<![A-Za-z])({_M})(?![a-z])(?:(?:,|\s+of)?\s({_Y})|-(\d{{2}})(?!\d))?")
_NAMED_QUARTER = "first|second|third|fourth|1st|2nd|3rd|4th|final|last"
_QUARTER = re.compile(
    rf"(?<![A-Za-z])(?:({_NAMED_QUARTER})(?:\s?(?:[-–—,]|and|to|or|/|,)\s?(?:the )?({_NAMED_QUARTER}))?(?:\s?(?:and"
    rf"|to)\s?(?:the )?({_NAMED_QUARTER}))?"
    rf"[- ]quarters?(?![A-Za-z])(?:(?:,|\s+of|\s+in)?\s(?:the year |fiscal year )?({_Y}))?"
    rf"|[Qq]uarter ([1-4])(?!\d)(?:(?:,|\s+of)?\s({_Y}))?)",
    re.IGNORECASE,
)
_Q = re.compile(
    r"(?<![A-Za-z0-9])(?:Q([1-4])(?:\s?[-–—/,&]\s?Q?([1-4]))?(?!\d)|([1-4])Q)(?:(?:,|\s+of)?[ /-]?([12]\d{3}|'\d{2})(?!\d))?"
    r"|(?<!\d)([12]\d{3})[ /年-]?Q([1-4])(?:\s?[-–—/,]\s?Q?([1-4]))?(?!\d)"
)
_HALF = re.compile(
    rf"(?<![A-Za-z])(first|second|latter|1st|2nd)[- ]half(?:[- ]year)?(?:(?: of| in)?(?: the)?(?: fiscal)?(?: (year"
    rf"|this year|last year|next year)|\s({_Y})))"
    r"|(?<![A-Za-z])(first|second|1st|2nd) half-year",
    re.IGNORECASE,
)
_H = re.compile(
    r"(?<![A-Za-z0-9])(?:H([12])(?![0-9A-Za-z])|([12])H(?![0-9A-Za-z]))(?:(?:,|\s+of)?[ /-]?([12]\d{3}"
    r"|'\d{2})(?!\d))?|(?<!\d)([12]\d{3})[ /年-]?H([12])(?!\d|[A-Z])"
)
_FISCAL = re.compile(r"(?<![A-Za-z])[FC]Y ?-?'?(\d{4}|\d{2})(?:[-–/](\d{4}|\d{2}))?(?!\d)")
_DECADE = re.compile(r"(?<![\d,])([12]\d)?'?(\d0)(?:'s|s)(?![A-Za-z])")
_SPAN = re.compile(r"(?<![\d.,])([12]\d{3})[-–—/]([12]\d{3}|\d{2})(?![\d,]\d|\d|[-–—/]\d|%)")
_BEFORE_MONTH = re.compile(
    r"(?:^|[^a-z])(?:in|of|by|since|from|until|till|to|and|or|through|early|late|mid|last|next|this|each|every"
    r"|between|before|after|during|for|on)[ -]$"
    r"|\d ?[-–,] ?$|[a-z]{3,9} ?[-–/,] ?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d:.,$])(\d{1,2})(?:[:.]([0-5]\d))?\s?([ap])\.?\s?m\b\.?|(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])|\b(noon|midnight)\b",
    re.IGNORECASE,
)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return 2000 + int(written[1:]) if written[0] == "'" else int(written)


def _month(written: str) -> int:
    return MONTHS[written.lower().rstrip(".")]


def _days(written: str) -> list[int]:
    return [day for day in map(int, re.findall(r"\d{1,2}", written)) if 1 <= day <= 31]


def read_dates(reader: Reader) -> None:
    """Take every date out of an English text."""
    reader.take(_ISO, _iso)
    reader.take(_SLASHED, _slashed)
    reader.take(_DECADE, _decade)
    read_short_periods(reader)
    reader.take(_QUARTER, _quarter)
    reader.take(_HALF, _half)
    reader.take(_DAYS_MONTH, _days_month)
    reader.take(_MONTH_DAYS, _month_days)
    reader.take(_MONTH, _month_year)
    reader.take(_SPAN, _span)
    reader.take(_CLOCK, _clock)


def read_short_periods(reader: Reader) -> None:
    """Take Q1 2024, H1 2024 and FY2024, which both languages write."""
    reader.take(_Q, _short_quarter)
    reader.take(_H, _short_half)
    reader.take(_FISCAL, _fiscal)


def _iso(reader: Reader, match: re.Match[str]) -> Quantity | None:
    month, day = int(match[3]), int(match[4])
    return reader.date(match, When(int(match[1]), month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _slashed(reader: Reader, match: re.Match[str]) -> Quantity | None:
    """30/05/2024; which of two small numbers is the month nobody knows."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    whens = [When(year, month, day) for day, month in ((first, second), (second, first)) if 1 <= month <= 12 and 1 <= day <= 31]
    return reader.date(match, *whens) if whens else None


def _days_month(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    days = _days(match[1])
    year, month = _year(match[3]), _month(match[2])
    return [reader.date(match, When(year, month, day)) for day in days] or None


def _month_days(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    """May 30–31, 2024. Without a year “In May 15 countries …” may be meant: the number may stand alone."""
    days, year, month = _days(match[2]), _year(match[3]), _month(match[1])
    return [reader.date(match, When(year, month, day), parts=() if year else (Decimal(day),)) for day in days] or None


def _month_year(reader: Reader, match: re.Match[str]) -> Quantity:
    """A month with its year, or alone; “May” and “Jan” alone may be a name or a verb."""
    year = 2000 + int(match[3]) if match[3] else _year(match[2])
    is_soft = (
        not year
        and len(match[1]) <= 4
        and match[1] not in ("June", "July")
        and not _BEFORE_MONTH.search(reader.before(match.start()))
    )
    return reader.date(match, When(year, _month(match[1])), is_soft=is_soft)


def _which(written: str) -> int:
    word = written.lower()
    return {"final": 4, "last": 4}.get(word) or ORDINAL_ONES.get(word) or int(word[0])


def _quarter(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    if match[5]:
        return [reader.date(match, When(_year(match[6]), quarter=int(match[5])))]
    year = _year(match[4])
    named = [each for each in match.group(1, 2, 3) if each]
    is_soft = len(named) == 1 and named[0].lower() in ("last", "final") and not year
    return [reader.date(match, When(year, quarter=_which(each)), is_soft=is_soft) for each in named]


def _short_quarter(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    year = _year(match[4] or match[5])
    quarters = [each for each in match.group(1, 2, 3, 6, 7) if each]
    return [reader.date(match, When(year, quarter=int(each))) for each in quarters]


def _half(reader: Reader, match: re.Match[str]) -> Quantity:
    word = (match[1] or match[4]).lower()
    return reader.date(match, When(_year(match[3]), half=1 if word in ("first", "1st") else 2))


def _short_half(reader: Reader, match: re.Match[str]) -> Quantity:
    return reader.date(match, When(_year(match[3] or match[4]), half=int(match[1] or match[2] or match[5])))


def _fiscal(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    years = [int(each) if len(each) == 4 else 2000 + int(each) for each in match.groups() if each]
    return [reader.date(match, When(year), parts=(Decimal(year),)) for year in years]


def _span(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    """2022–2030, 2022–30 and 2022/23."""
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    if not (1000 < first < 2300 and first < last < first + 150):
        return None
    return [reader.date(match, When(year), parts=(Decimal(year),)) for year in (first, last)]


def _decade(reader: Reader, match: re.Match[str]) -> Quantity:
    if match[1]:
        return reader.quantity(Kind.DECADE, *match.span(), Decimal(int(match[1]) * 100 + int(match[2])))
    tens = Decimal(match[2])  # of a century, of an age, of a temperature
    return reader.quantity(Kind.DECADE, *match.span(), 1900 + tens, 2000 + tens, 1800 + tens, parts=(tens,))


def _clock(reader: Reader, match: re.Match[str]) -> Quantity | None:
    if match[6]:
        return reader.quantity(Kind.CLOCK, *match.span(), Decimal(720 if match[6].lower() == "noon" else 0), is_soft=True)
    if match[3]:
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        if int(match[1]) > 12:
            return None
        return reader.quantity(
            Kind.CLOCK, *match.span(), Decimal(hour * 60 + int(match[2] or 0)), parts=(Decimal(match[1]), Decimal(match[2] or 0))
        )
    return clock(reader, match, int(match[4]), int(match[5]))

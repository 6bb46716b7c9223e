"""Dates, quarters, decades and times of day in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from .numerals import chinese
from .quantities import Kind, Quantity, When
from .reading import Reader

_CN = "[一二三四五六七八九十]"
_Y = r"(?<![\d.,])(?:[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})"
_M = rf"(?:\d{{1,2}}|{_CN}{{1,2}})"
_D = rf"(?:\d{{1,2}}|{_CN}{{1,3}})"
_TO = r"[-–—~至到、和及与]{1,2}"
_Q = "[一二三四1-4]"

_FULL = re.compile(r"(?<!\d)([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})(?![\d./])")
_MONTH_DAYS = re.compile(rf"(?:({_Y})年)?(?<![\d.])({_M})月(?:份)?(?:((?:{_D}(?:日|号)?{_TO}){{0,6}}{_D})[日号])?(?![龄])")
_MONTHS = re.compile(rf"(?:({_Y})年)?(?<![\d.])((?:{_M}月?份?{_TO}){{1,4}})(?={_M}月)")
_DAY = re.compile(r"(?<![\d.,])(\d{1,2})日(?!元)")
_QUARTERS = re.compile(
    rf"(?:({_Y})年)?(?:第|前)?((?:第?{_Q}(?:季度)?{_TO}){{0,3}}第?{_Q})(?:个)?季(?:度|(?=[，。、；)\s至末初]|$))"
)
_FIRST_QUARTER = re.compile(rf"(?:({_Y})年)?首(?:个季度|季)(?:度)?")
_HALVES = re.compile(rf"(?:({_Y})年(?:度)?的?)?(上|下|前|后)半年(?!期)")
_YEARS = re.compile(rf"((?:{_Y}(?:年)?(?:{_TO}|/)){{0,5}}{_Y}|{_Y}(?:[-–—/]\d{{2}})+)(?:财年|学年|年度|财政年度|年(?!级|龄))(?!代)")
_DECADE = re.compile(
    rf"(?:(\d{{2}}|{_CN}{{1,3}})世纪|(上|本)(?:个)?世纪|(\d{{2}}(?=\d{{2}}年代)))?(\d{{2}}|[一二三四五六七八九]十|零零|〇〇)年代"
)
_CLOCK = re.compile(
    r"(上午|中午|下午|晚上|傍晚|晚|早上|清晨|早|凌晨|当日|当天)?(?<![\d.])(\d{1,2}|[一二三四五六七八九十两]{1,2})"
    r"(?::([0-5]\d)(?!\d)|[时点](?!间|候|期|段|代|刻|效|值|名|评|对|击|燃|多)(?:(半|整|一刻)|([0-5]?\d|[一二三四五十]{1,3})分(?!之|钟|部))?)"
)
_COLON = re.compile(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")


def _number(written: str) -> int | None:
    value = Decimal(written) if written.isdecimal() else chinese(written)
    return None if value is None else int(value)


def _year(written: str | None) -> int | None:
    return _number(written) if written else None


def read_dates(reader: Reader) -> None:
    """Take every date out of a Chinese text."""
    reader.take(_FULL, _full)
    reader.take(_DECADE, _decade)
    reader.take(_QUARTERS, _quarters)
    reader.take(_FIRST_QUARTER, lambda reader, match: reader.date(match, When(year=_year(match[1]), quarter=1)))
    reader.take(_HALVES, _half)
    reader.take(_MONTHS, _months)
    reader.take(_MONTH_DAYS, _month_days)
    reader.take(_YEARS, _years)
    reader.take(_COLON, lambda reader, match: clock(reader, match, int(match[1]), int(match[2])))
    reader.take(_CLOCK, _clock)
    reader.take(_DAY, _day)


def _full(reader: Reader, match: re.Match[str]) -> Quantity | None:
    month, day = int(match[3]), int(match[4])
    return reader.date(match, When(int(match[1]), month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _pieces(written: str) -> list[int]:
    return [
        number for piece in re.split(r"[-–—~至到、和及与日号月份]+", written) if piece and (number := _number(piece)) is not None
    ]


def _months(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    months = _pieces(match[2])
    if not all(1 <= month <= 12 for month in months):
        return None
    return [reader.date(match, When(_year(match[1]), month)) for month in months]


def _month_days(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    year, month = _year(match[1]), _number(match[2])
    if month is None or not 1 <= month <= 12 or (reader.before(match.start(), 1) in "个每近数几" and match.start()):
        return None
    if not match[3]:
        return [reader.date(match, When(year, month))]
    days = [day for day in _pieces(match[3]) if 1 <= day <= 31]
    return [reader.date(match, When(year, month, day)) for day in days] or [reader.date(match, When(year, month))]


def _day(reader: Reader, match: re.Match[str]) -> Quantity | None:
    """A day whose month was said before; “30日内” are thirty days all the same."""
    day = int(match[1])
    return reader.date(match, When(day=day), parts=(Decimal(day),)) if 1 <= day <= 31 else None


def _quarters(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    written = match[0]
    quarters = [_number(sign) for sign in re.findall(_Q, match[2])]
    if "个季" in written or ("前" in written[:6] and "第" not in written):  # 前三季度: three of them
        return None
    return [reader.date(match, When(_year(match[1]), quarter=quarter)) for quarter in quarters]


def _half(reader: Reader, match: re.Match[str]) -> Quantity:
    return reader.date(match, When(_year(match[1]), half=1 if match[2] in "上前" else 2), parts=(Decimal(6),))


def _years(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    found: list[int] = []
    for piece in re.findall(r"[\d一二三四五六七八九〇零○]+", match[1]):
        number = _number(piece) or 0
        if len(piece) == 2 and found:  # 2022/23
            number += found[0] // 100 * 100
        found.append(number)
    return [reader.date(match, When(year), parts=(Decimal(year),)) for year in found]


def _decade(reader: Reader, match: re.Match[str]) -> Quantity | None:
    tens = 0 if match[4] in ("零零", "〇〇") else _number(match[4])
    if match[1]:
        century: int | None = (_number(match[1]) or 0) - 1
    elif match[2]:
        century = 20 if match[2] == "本" else 19
    else:
        century = int(match[3]) if match[3] else None
    if tens is None or tens % 10:
        return None
    values = (century * 100 + tens,) if century is not None else (1900 + tens, 2000 + tens, 1800 + tens)
    return reader.quantity(Kind.DECADE, *match.span(), *map(Decimal, values))


def _clock(reader: Reader, match: re.Match[str]) -> Quantity | None:
    part, hour = match[1], _number(match[2].replace("两", "二"))
    has_minutes = bool(match[3] or match[4] or match[5])
    if hour is None or hour > 24 or not (part or has_minutes or (match[2].isdecimal() and match[0].endswith("时"))):
        return None
    if match[0].endswith("点") and not part:
        return None
    minutes = {"半": 30, "一刻": 15}.get(match[4] or "", 0) or int(match[3] or 0) or (_number(match[5]) if match[5] else 0) or 0
    if part and part[0] in "下晚傍" and hour < 12:
        hour += 12
    return clock(reader, match, hour, minutes)


def clock(reader: Reader, match: re.Match[str], hour: int, minutes: int) -> Quantity:
    """A time of day in minutes; before noon it may be after noon in the other language. 1:20 may be a ratio."""
    readings = [Decimal(hour * 60 + minutes)]
    if hour <= 12:
        readings.append(Decimal((hour + 12) % 24 * 60 + minutes))
    return reader.quantity(Kind.CLOCK, *match.span(), *readings, parts=(Decimal(hour), Decimal(minutes)))

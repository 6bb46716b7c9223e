"""The numbers of a Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from .chinese_dates import read_dates
from .chinese_words import (
    COUNTED,
    FALLS,
    FIVE_YEAR_PLAN,
    GROWS,
    NAMED,
    NAMES,
    NO_NUMBER_BEFORE,
    SOFT,
    SOFT_WORDS,
    THE_NEXT,
    WEEKDAY,
)
from .cleaning import clean
from .codes import CODE, read_code, read_roman
from .currencies import currency_of
from .english_dates import read_short_periods
from .numerals import CN_DIGIT, CN_POWER, DIGITS, GREAT, SMALL, chinese, figure, times
from .quantities import Kind, Quantity
from .reading import Reader, share_units

_NUMERAL = rf"(?:{DIGITS}|[{CN_DIGIT}{CN_POWER}]{{1,12}}(?:点[{CN_DIGIT}]{{1,8}})?)"
_SHARE = re.compile(
    rf"([百千万十]|{_NUMERAL})分之({_NUMERAL})(?:([-–—~至到])(?:百分之)?({_NUMERAL}))?"
    rf"|每([十百千]万|[百千万])[名个人例活]{{0,3}}[^\d，。；]{{0,8}}?({DIGITS})(?=例|人|名|个)"
)
_FRACTION = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/年])|[½⅓⅔¼¾⅕⅛]")
_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_HALF = re.compile(r"(一半|半数|过半|大半|半(?=[个天年日月小]|额|价|票|场|成))")
_PAIR = re.compile(r"(一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?=[个名家年天次项种类十百千万])")
_DOUBLED = re.compile(r"翻了?([一两二三四])番|(?<![\d一-龥])翻番|翻倍|成倍|倍增")
_MULTIPLE = rf"(?:[{''.join([*SMALL, *GREAT])}]{{1,3}}(?!米|克|瓦|伏|卡|兆|帕|赫|安时|分[之比点])|千(?=瓦时))"
_FIGURE = re.compile(rf"({DIGITS})(?:[多余来几]?({_MULTIPLE})(?:零?({DIGITS})[多余]?({_MULTIPLE}))?)?")
_CHARACTERS = re.compile(rf"[{CN_DIGIT}{CN_POWER}]{{1,24}}(?:点[{CN_DIGIT}]{{1,8}}(?:[万亿]{{1,2}})?|(?:多|余|几)[万亿]{{1,2}})?")
_UNIT = re.compile(
    r"[多余来]?(?:(%|％|pct)|(个百分点|百分点|pp\b)|(‰)|(倍)|(成)(?!员|立|果|功|为|本|效|年|就|长|熟|交|分|都|绩|套|语|对|人|品|份))"
)
_HALF_MORE = re.compile(r"(?:个|年|天|小时|倍|吨|公里|度|成|点)半(?!年|数|导|岛|天|个|径)")
_JOIN = re.compile(r"\s?(?:[-–—~～－]{1,2}|至|到|升至|增至|降至|和(?=.{0}$))\s?")
_LIST = re.compile(r"\s?(?:、|和|及|与|或|，)\s?")
_LONG_SOFT = re.compile(
    rf"(?<![{CN_DIGIT}{CN_POWER}\d])(?:"
    + "|".join(sorted((re.escape(word) for word in SOFT if len(word) > 1), key=len, reverse=True))
    + ")"
)
_SUMS_UP = re.compile(r"等$|[、和与及][\u4e00-\u9fff·A-Za-z]{2,9}$")
_SUMMED = re.compile(r"[个国人项者方类州市省家大]")
_TWO_THINGS = re.compile(r"[个种](?!月|星期|小时|季度)|部分|方面|家人")
_LABELLED = re.compile(
    r"(?:支柱|表|图|附件|附录|第|目标|条款?|章|节|阶段|步骤|议题|等级|层级|类别|编号|序号|产出|成果|指标|走廊|议程|专栏|栏|部分|号)$"
)


def read_chinese(text: str) -> list[Quantity]:
    """The numbers of a Chinese text, in the order of the text."""
    reader = Reader(clean(text, is_chinese=True))
    reader.take(CODE, read_code)
    reader.take(FIVE_YEAR_PLAN, _five_year_plan)
    reader.take(NAMES, _name)
    read_short_periods(reader)
    read_dates(reader)
    reader.take(_SHARE, _share)
    reader.take(_FRACTION, _fraction)
    reader.take(
        THE_NEXT, lambda reader, match: reader.quantity(Kind.ORDINAL, *match.span(), Decimal(_small(match[0][1])), is_soft=True)
    )
    reader.take(_DOUBLED, _doubled)
    reader.take(_PAIR, _pair)
    reader.take(_FIGURE, _figure)
    reader.soft(_LONG_SOFT, SOFT)
    reader.take(_CHARACTERS, _characters)
    reader.take(_HALF, _half)
    reader.soft(SOFT_WORDS, SOFT)
    read_roman(reader)
    return share_units(reader, _JOIN, _LIST)


def _small(sign: str) -> int:
    return int(chinese(sign) or 0)


def _name(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    """A word with a numeral in it that counts nothing; its numeral may still answer one in English."""
    return [
        reader.quantity(Kind.NUMBER, match.start() + place, match.start() + place + 1, Decimal(_small(sign)), is_soft=True)
        for place, sign in enumerate(match[0])
        if sign in CN_DIGIT and sign != "一"
    ]


def _five_year_plan(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    """“十四五”规划 is the 14th Five-Year Plan."""
    number = reader.quantity(Kind.ORDINAL, *match.span(1), chinese(match[1]) or Decimal(0))
    return [number, reader.quantity(Kind.NUMBER, match.end(1), match.end(1) + 1, Decimal(5), is_soft=True)]


def _value(written: str) -> Decimal | None:
    return figure(written) if written[0].isdecimal() else chinese(written)


def _share(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    """百分之五十八, 千分之三, 三分之一, 每千人3例."""
    if match[5]:
        parts = (chinese(match[5]) or Decimal(1), figure(match[6]))
        if match[5] == "千":
            return [reader.quantity(Kind.PERMILLE, *match.span(), parts[1], parts=parts)]
        return [
            reader.quantity(Kind.NUMBER, *match.span(5), parts[0], is_soft=True),
            reader.quantity(Kind.NUMBER, *match.span(6), parts[1]),
        ]
    whole, values = _value(match[1]), [value for piece in (match[2], match[4]) if piece and (value := _value(piece)) is not None]
    if not whole or not values:
        return None
    if match[1] == "百":
        return [reader.quantity(Kind.PERCENT, *match.span(), value) for value in values]
    if match[1] == "千":
        return [reader.quantity(Kind.PERMILLE, *match.span(), value, parts=(value, whole)) for value in values]
    return [reader.quantity(Kind.FRACTION, *match.span(), value / whole, parts=(value, whole)) for value in values]


def _fraction(reader: Reader, match: re.Match[str]) -> Quantity | None:
    above, below = _SIGNS.get(match[0]) or (int(match[1]), int(match[2]))
    if not 0 < above < below:
        return None
    parts = (Decimal(above), Decimal(below))
    return reader.quantity(Kind.FRACTION, *match.span(), parts[0] / parts[1], parts=parts)


def _half(reader: Reader, match: re.Match[str]) -> Quantity:
    return reader.quantity(Kind.FRACTION, *match.span(), Decimal("0.5"), is_soft=True, parts=(Decimal(6),))


def _doubled(reader: Reader, match: re.Match[str]) -> Quantity:
    """翻一番 is twice, 翻两番 four times as much."""
    turns = _small(match[1]) if match[1] else 1
    return reader.quantity(Kind.TIMES, *match.span(), Decimal(2**turns), is_soft=turns == 1)


def _pair(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    """三四个: three or four."""
    start = match.start()
    return [
        reader.quantity(Kind.NUMBER, start + place, start + place + 1, Decimal(_small(sign)), is_soft=True)
        for place, sign in enumerate(match[0])
    ]


def _figure(reader: Reader, match: re.Match[str]) -> Quantity | None:
    """A number in figures, 万 and 亿 included."""
    scale = int(chinese(match[2]) or 1) if match[2] else 1
    value = times(figure(match[1]), scale)
    if match[3]:
        value += times(figure(match[3]), int(chinese(match[4]) or 1))
    return _classified(reader, match.start(), match.end(), value, scale, is_figure=True)


def _characters(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    """A number in characters; those of one character count only before a measure word."""
    written = match[0].replace("多", "").replace("余", "").replace("几", "")
    scaled = re.fullmatch(rf"(.+点[{CN_DIGIT}]+)([万亿]+)", written)
    value = times(chinese(scaled[1]) or Decimal(0), int(chinese(scaled[2]) or 1)) if scaled else chinese(written)
    if value is None or (len(written) > 1 and all(sign in CN_DIGIT for sign in written) and len(written) != 4):
        return [
            reader.quantity(Kind.NUMBER, match.start() + place, match.start() + place + 1, Decimal(_small(sign)), is_soft=True)
            for place, sign in enumerate(match[0])
            if sign in CN_DIGIT
        ]
    scale = 10**8 if written.endswith("亿") else 10**4 if written.endswith("万") else 1
    return [_classified(reader, match.start(), match.end(), value, scale, is_figure=False)]


def _classified(reader: Reader, start: int, end: int, value: Decimal, scale: int, *, is_figure: bool) -> Quantity:
    """What the number is, by what stands before and after it."""
    before, after = reader.before(start, 12), reader.after(end, 12)
    written = reader.whole[start:end]
    if before.endswith("第"):
        # 第247号 is “log 247” as well as the 247th.
        return reader.quantity(Kind.ORDINAL, start, end, value, is_soft=value == 1, is_label=after[:1] == "号")
    if WEEKDAY.search(before) and not is_figure and len(written) == 1 and value < 7:
        return reader.quantity(Kind.NUMBER, start, end, value, is_soft=True)
    if unit := _UNIT.match(after):
        return _with_unit(reader, start, end, value, unit, before)
    is_negative = bool(re.search(r"(?:^|[^\d\w\-–—~])-$|负$|零下$", before)) and is_figure
    if half := _HALF_MORE.match(after):
        return reader.quantity(Kind.NUMBER, start, end + half.end(), value + Decimal("0.5"), times(value, 12) + 6, is_soft=False)
    currency, ahead, behind = currency_of(before, reader.after(end))
    is_named = bool(NAMED.match(after)) or bool(_LABELLED.search(before))
    is_hard = _is_hard(written, value, before, after, is_figure=is_figure, has_currency=bool(currency))
    return reader.quantity(
        Kind.NUMBER, start - ahead, end + behind, value,
        is_soft=not is_hard, is_label=is_named, scale=scale, currency=currency, is_negative=is_negative,
    )  # fmt: skip


def _with_unit(reader: Reader, start: int, end: int, value: Decimal, unit: re.Match[str], before: str) -> Quantity:
    is_negative = bool(re.search(r"(?:^|[^\d\w\-–—~])-$|负$", before))
    end += unit.end()
    if unit[1]:
        return reader.quantity(Kind.PERCENT, start, end, value, is_negative=is_negative)
    if unit[2]:
        return reader.quantity(Kind.POINTS, start, end, value, is_negative=is_negative)
    if unit[3]:
        return reader.quantity(Kind.PERMILLE, start, end, value, parts=(value, Decimal(1000)))
    if unit[5]:
        rest = re.match(rf"[{CN_DIGIT}半]", reader.after(end, 1))  # 六成五, 六成半
        more = 5 if rest and rest[0] == "半" else _small(rest[0]) if rest else 0
        return reader.quantity(Kind.PERCENT, start, end + bool(rest), times(value, 10) + more)
    if half := reader.after(end, 1) == "半":
        value, end = value + Decimal("0.5"), end + half
    more = GROWS.search(before)
    values = (value + 1, value) if more and "翻" in more[0] else (value + 1,) if more else (value,)
    return reader.quantity(Kind.TIMES, start, end, *values, is_soft=not more and value == 1)


def _is_hard(written: str, value: Decimal, before: str, after: str, *, is_figure: bool, has_currency: bool) -> bool:
    """Whether the other language has to have the number too."""
    if value == 1:
        return False
    if is_figure or has_currency:
        return True
    if len(written) > 1:
        return written[0] in CN_DIGIT or written[0] in "十拾" or bool(COUNTED.match(after))
    if written in "百千万亿零〇" or (written == "二" and not after.startswith(("十", "百"))):
        return False
    if (value <= 5 and _SUMS_UP.search(before) and _SUMMED.match(after)) or (written == "两" and _TWO_THINGS.match(after)):
        return False  # “甲、乙、丙三国”: English lists them without a count
    if NO_NUMBER_BEFORE.search(before) and written != "两":
        return False
    return bool(COUNTED.match(after))


def lowers(text: str) -> bool:
    """Whether a text has a word that may stand for a minus: 下降5% is −5%."""
    return bool(FALLS.search(text))

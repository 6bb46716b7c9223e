"""The numbers of an English text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from .cleaning import clean
from .codes import CODE, read_code, read_roman
from .currencies import currency_of
from .english_dates import read_dates
from .english_words import FALLS, LABELS, MULTIPLES, SOFT, SOFT_WORDS
from .numerals import DIGITS, ONES, ORDINAL_ONES, ORDINAL_TENS, SCALES, SHORT_SCALES, TENS, english, figure, times
from .quantities import Kind, Quantity
from .reading import Reader, share_units

_VIRUS = re.compile(r"coronavirus disease (2019)", re.IGNORECASE)  # Chinese names it without the year
_CARDINAL = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen"
_ORDINAL = "|".join(sorted([*ORDINAL_ONES, *ORDINAL_TENS], key=len, reverse=True))
_BELOW = (
    "half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieths?|hundredths?|thousandths?"
)
_PER = {"half": 2, "halve": 2, "quarter": 4} | ORDINAL_ONES | ORDINAL_TENS

_WORDS = re.compile(
    rf"(?<![A-Za-z])(?:(?:an?)[ -](?=(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)(?![A-Za-z])))?"
    rf"(?:(?:{_CARDINAL}|{_SCALE})(?:[ -]|(?<=hundred) and |(?<=thousand) and "
    rf"|(?<=million) and )){{0,12}}(?:{_CARDINAL}|{_SCALE})(?![A-Za-z])",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?:(?<![A-Za-z\d])|(?<=(?<![A-Za-z])[A-Z]{{3}}))(?<![\d][.,])({DIGITS})(?:[ -]?({_SCALE}|mln|bln|trn|mn|bn|tn"
    rf"|[mMbBkK](?![²³]))(?:[ -]({_SCALE}))?(?![A-Za-z]))?",
    re.IGNORECASE,
)
_ORDINALS = re.compile(
    rf"(?<![A-Za-z\d.,])(?:(\d{{1,4}})(?:st|nd|rd|th)|((?:(?:{_CARDINAL}"
    rf"|{_SCALE})[ -](?:and )?){{0,5}}(?:{_ORDINAL})))(?![A-Za-z])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<![A-Za-z])(?:(?P<above>an?|{_CARDINAL}|\d{{1,2}})[ -](?P<below>{_BELOW})(?![A-Za-z])|half (?:an? "
    rf"|the )?(?P<scale>million|billion|trillion|dozen)"
    rf"|(?P<alone>half|halves)(?![A-Za-z]))"
    rf"|(?<![\d/.])(?P<n>\d{{1,2}})/(?P<m>\d{{1,3}})(?![\d/])|(?P<sign>[½⅓⅔¼¾⅕⅛])",
    re.IGNORECASE,
)
_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_AND_A_HALF = re.compile(
    rf"(?<![A-Za-z\d])({_CARDINAL}|\d{{1,4}}|an? [a-z]{{3,8}})(?: [a-z]{{4,6}})? and (?:a|one)[ -]half(?: ({_SCALE}))?(?![A-Za-z])",
    re.IGNORECASE,
)
_PERMILLE = re.compile(
    rf"({DIGITS}|{_CARDINAL}) (?:per|in every|for every|out of every|in) (?:1[, ]?000|thousand|mille)(?![\d,]\d|\d)", re.IGNORECASE
)
_FOLD = re.compile(
    rf"(?<![A-Za-z\d])(?:({DIGITS}|{_CARDINAL}|hundred|ten)[- ]?fold|({'|'.join(MULTIPLES)})|({DIGITS}) ?(?:x"
    rf"|×)(?![\w]))(?![A-Za-z])",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[- ]?(?:(percentage[- ]points?|percent points?|pps?\b|p\.p\.)|(%[- ]points?|% ?pts?\b)|(%|percent(?:age)?\b"
    r"|per ?cent\b|pct\b)|(‰|per mille\b|permille\b|per mil\b))",
    re.IGNORECASE,
)
_TIMES = re.compile(r"[- ]times?\b(?: (more|higher|greater|larger|bigger|faster)\b)?", re.IGNORECASE)
_GROWS = re.compile(r"(?:increas|grow|grew|rose|rise|risen|up|multipl)\w{0,5} (?:by |about |over |nearly )?$", re.IGNORECASE)
_PLURAL_UNIT = re.compile(r" (decades|centuries|dozen|weeks|years)\b", re.IGNORECASE)
_JOIN = re.compile(r"\s?(?:[-–—~]{1,2}|to|through|up to)\s?", re.IGNORECASE)
_LIST = re.compile(r"\s?(?:,|and|or|, and|, or|&)\s?", re.IGNORECASE)
_SECONDS = re.compile(r"(?:\d|[a-z]-|\bper|\bevery|\beach|\bsplit|\bhalf a|\bten|\bthirty|\bsixty)[ -]?$", re.IGNORECASE)


def read_english(text: str) -> list[Quantity]:
    """The numbers of an English text, in the order of the text."""
    reader = Reader(clean(text, is_chinese=False))
    reader.take(_VIRUS, lambda reader, match: reader.quantity(Kind.NUMBER, *match.span(1), Decimal(2019), is_soft=True))
    reader.take(CODE, read_code)
    read_dates(reader)
    reader.take(_AND_A_HALF, _and_a_half)
    reader.take(_PERMILLE, _permille)
    reader.take(_FOLD, _fold)
    reader.take(_FRACTION, _fraction)
    reader.take(_ORDINALS, _ordinal)
    reader.take(_FIGURE, _figure)
    reader.take(_WORDS, _words)
    reader.soft(SOFT_WORDS, SOFT)
    read_roman(reader)
    return share_units(reader, _JOIN, _LIST)


def _small(written: str) -> Decimal:
    word = written.lower()
    if word[0].isdecimal():
        return figure(word)
    return Decimal(
        1 if word in ("a", "an") or word.startswith(("a ", "an ")) else ONES.get(word) or TENS.get(word) or SCALES.get(word, 0)
    )


def _and_a_half(reader: Reader, match: re.Match[str]) -> Quantity:
    """Two and a half years; an hour and a half."""
    value = _small(match[1]) + Decimal("0.5")
    scale = SCALES[match[2].lower()] if match[2] else 1
    return reader.quantity(Kind.NUMBER, *match.span(), times(value, scale), times(value, 12), scale=scale)


def _permille(reader: Reader, match: re.Match[str]) -> Quantity:
    value = _small(match[1])
    return reader.quantity(Kind.PERMILLE, *match.span(), value, parts=(value, Decimal(1000)))


def _fold(reader: Reader, match: re.Match[str]) -> Quantity:
    """Tenfold; tripled. “Increased threefold” is written as 增长两倍 and as 增长三倍."""
    if match[2]:
        return reader.quantity(Kind.TIMES, *match.span(), Decimal(MULTIPLES[match[2].lower()]))
    value = _small(match[1] or match[3])
    return reader.quantity(Kind.TIMES, *match.span(), value, value + 1, is_soft=False)


def _fraction(reader: Reader, match: re.Match[str]) -> Quantity | None:
    if match["scale"]:
        scale = SCALES[match["scale"].lower()]
        return reader.quantity(Kind.NUMBER, *match.span(), times(Decimal("0.5"), scale), scale=scale)
    if match["alone"]:
        return reader.quantity(Kind.FRACTION, *match.span(), Decimal("0.5"), is_soft=True, parts=(Decimal(6),))
    if match["below"]:
        above, word = match["above"].lower(), match["below"].lower()
        is_plural = word.endswith("s")
        below = _PER.get(word) or _PER.get(word.rstrip("s")) or 0
        if above in ("a", "an") and not (reader.after(match.end(), 4).startswith(" of") or word in ("half", "quarter")):
            return None  # “a third meeting”
        if above not in ("a", "an", "one") and not is_plural:
            return None
        if "quarter" in word and re.search(
            r"(?:first|last|past|previous|consecutive|next|following|the)\s$", reader.before(match.start(), 14)
        ):
            return None  # of a year
        number = _small(above)
    else:
        number, below = map(Decimal, _SIGNS.get(match["sign"] or "") or (match["n"], match["m"]))
    if not 0 < number < below:
        return None
    is_soft = below == 2 or (
        (match["below"] or "").lower() == "quarter"
        and bool(re.match(r" of (?:the year|[12]\d)|ly| on", reader.after(match.end(), 10)))
    )
    parts = (Decimal(number), Decimal(below), Decimal(3 * number) if below == 4 else Decimal(number))
    return reader.quantity(Kind.FRACTION, *match.span(), Decimal(number) / Decimal(below), is_soft=is_soft, parts=parts)


def _ordinal(reader: Reader, match: re.Match[str]) -> Quantity | None:
    if match[1]:
        return reader.quantity(Kind.ORDINAL, *match.span(), Decimal(match[1]))
    *words, last = re.split(r"[ -]", match[2].lower())
    words = [word for word in words if word != "and"]
    if last == "second" and not words and _SECONDS.search(reader.before(match.start(), 12)):
        return None
    if words and words[-1] not in TENS and words[-1] not in SCALES:
        return None  # “two first drafts”
    unit = ORDINAL_ONES.get(last) or ORDINAL_TENS[last]
    whole = english(words) if words else Decimal(0)
    if whole is None or (words and unit >= 100):
        return None
    value = whole + unit
    return reader.quantity(Kind.ORDINAL, *match.span(), value, is_soft=value == 1)


def _scale(written: str | None) -> int:
    word = (written or "").lower()
    return SCALES.get(word) or SHORT_SCALES.get(word, 1)


def _figure(reader: Reader, match: re.Match[str]) -> Quantity:
    scale = _scale(match[2]) * _scale(match[3])
    value = times(figure(match[1]), scale)
    return _classified(reader, match.start(), match.end(), value, scale, short=match[2] or "", bare=figure(match[1]))


def _words(reader: Reader, match: re.Match[str]) -> Iterable[Quantity]:
    """A number in words; words that do not make one numeral are read one by one."""
    words = re.findall(r"[a-z]+", match[0].lower())
    value = english(words)
    if value is None:
        return [
            _classified(reader, match.start() + each.start(), match.start() + each.end(), _small(each[0]), 1)
            for each in re.finditer(r"[A-Za-z]+", match[0])
            if each[0].lower() in ONES or each[0].lower() in TENS
        ]
    scale = SCALES.get(words[-1], 1)
    is_soft = words[0] in ("hundred", "thousand", "million", "billion", "trillion", "dozen") or "dozen" in words
    return [_classified(reader, match.start(), match.end(), value, scale, is_soft=is_soft)]


def _classified(
    reader: Reader,
    start: int,
    end: int,
    value: Decimal,
    scale: int,
    *,
    short: str = "",
    bare: Decimal | None = None,
    is_soft: bool = False,
) -> Quantity:
    """What the number is, by what stands before and after it."""
    before, after = reader.before(start), reader.after(end)
    is_negative = bool(re.search(r"(?:^|[\s(\[:])-$|(?:\bminus|\bnegative) $", before)) and value != 0
    if unit := _UNIT.match(after):
        kind = Kind.POINTS if unit[1] or unit[2] else Kind.PERCENT if unit[3] else Kind.PERMILLE
        parts = (value, Decimal(1000)) if kind == Kind.PERMILLE else ()
        return reader.quantity(kind, start, end + unit.end(), value, is_negative=is_negative, parts=parts)
    if found := _TIMES.match(after):  # “three times more” is 多三倍 or 是三倍
        values = (value, value + 1) if found[1] or _GROWS.search(before) else (value,)
        return reader.quantity(Kind.TIMES, start, end + len(found[0].rstrip()), *values, is_soft=value <= 1)
    currency, ahead, behind = currency_of(before, after)
    values = [value]
    if len(short) == 1 and bare is not None and not currency:
        values.append(bare)  # “5m” may be five metres
    if plural := _PLURAL_UNIT.match(after):
        values.append(times(value, {"decades": 10, "centuries": 100, "dozen": 12, "weeks": 7, "years": 12}[plural[1].lower()]))
    if re.match(r"[- ]months?\b", after, re.IGNORECASE) and value in (6, 12, 18, 24):
        values.append(value / 12)
    found = reader.quantity(
        Kind.NUMBER, start - ahead, end + behind, *values,
        is_soft=is_soft or value == 1 or (value == 0 and reader.whole[start:end].isalpha()),
        is_label=bool(LABELS.search(before)), scale=scale, currency=currency, is_negative=is_negative,
    )  # fmt: skip
    is_points = re.match(r" points?\b", after, re.IGNORECASE)
    return replace(found, readings=(*found.readings, (Kind.POINTS, value))) if is_points else found


def lowers(text: str) -> bool:
    """Whether a text has a word that may stand for a minus: “fell by 5%” is −5%."""
    return bool(FALLS.search(text))

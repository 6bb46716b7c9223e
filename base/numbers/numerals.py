"""Numerals in words and characters, and figures with separators, as Decimals."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext


def by_word(words: dict[int, str]) -> dict[str, int]:
    """Each word of a table from values to words, with its value."""
    return {word: value for value, written in words.items() for word in written.split()}


# Figures: 1,234 · 1 234 · 1'234 · 1234 · 1,234.5. A figure of more than 30 digits is an identifier, not a number.
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,8}(?![\d])|\d{1,3}(?: \d{3}){1,8}(?!\d)|\d{1,3}(?:'\d{3}){1,8}(?!\d)|\d{1,30})(?:\.\d{1,20})?"

CHINESE_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇○", "一壹", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GREAT = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CN_DIGIT = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
CN_POWER = "十百千万亿拾佰仟萬億"

ONES = by_word(
    {
        **{0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"},
        **{10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen"},
        **{17: "seventeen", 18: "eighteen", 19: "nineteen"},
    }
)
TENS = by_word({20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"})
ORDINAL_ONES = by_word(
    {
        **{1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"},
        **{10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth"},
        **{16: "sixteenth", 17: "seventeenth", 18: "eighteenth", 19: "nineteenth"},
    }
)
ORDINAL_TENS = by_word(
    {
        **{20: "twentieth", 30: "thirtieth", 40: "fortieth", 50: "fiftieth", 60: "sixtieth", 70: "seventieth"},
        **{80: "eightieth", 90: "ninetieth", 100: "hundredth", 1000: "thousandth"},
    }
)
SCALES = by_word(
    {
        **{12: "dozen", 10**2: "hundred", 10**3: "thousand", 10**5: "lakh lakhs", 10**6: "million", 10**7: "crore crores"},
        **{10**9: "billion", 10**12: "trillion"},
    }
)
SHORT_SCALES = by_word({10**3: "k", 10**6: "m mn mln", 10**9: "b bn bln", 10**12: "tn trn"})


def figure(written: str) -> Decimal:
    """The value of a figure with its separators: “1 234.50” is 1234.50."""
    return Decimal(re.sub(r"[, ']", "", written))


def times(value: Decimal, factor: int | Decimal) -> Decimal:
    """``value`` × ``factor``, exactly: figures have up to 50 digits, more than Decimal keeps by itself."""
    with localcontext() as context:
        context.prec = 80
        return value * factor


def chinese(written: str) -> Decimal | None:
    """The value of a numeral in characters: 一百二十三, 二〇二四, 三点五, 一亿二千万. ``None`` for what is no numeral.

    >>> chinese("三万五千")
    Decimal('35000')
    """
    whole, _point, places = written.partition("点")
    if places and not all(sign in CHINESE_DIGITS for sign in places):
        return None
    if not whole:
        return None
    if all(sign in CHINESE_DIGITS for sign in whole):
        value = Decimal("".join(str(CHINESE_DIGITS[sign]) for sign in whole))
    else:
        value = _multiplied(whole)
    if value is not None and places:
        value += Decimal("0." + "".join(str(CHINESE_DIGITS[sign]) for sign in places))
    return value


def _multiplied(whole: str) -> Decimal | None:
    """A numeral with 十 百 千 万 亿."""
    total, section, digit, power = 0, 0, None, 10**9
    for sign in whole:
        if sign in CHINESE_DIGITS:
            if digit:
                return None  # two digits side by side: 三五十
            digit = CHINESE_DIGITS[sign]
        elif sign in SMALL:
            section += (1 if digit is None and not section else digit or 1) * SMALL[sign]
            digit, power = None, SMALL[sign]
        elif sign in GREAT:
            section += digit or 0
            if GREAT[sign] == 10**8:
                total = (total + (section or (0 if total else 1))) * 10**8
            else:
                total += (section or 1) * 10**4
            section, digit, power = 0, None, GREAT[sign]
        else:
            return None
    if digit:
        # 三万五 is 35,000 and 一百五 is 150, but 一百零五 is 105.
        section += digit * (power // 10 if power >= 100 and len(whole) > 1 and whole[-2] in CN_POWER else 1)
    return Decimal(total + section)


def english(words: list[str]) -> Decimal | None:
    """The value of number words: ["two", "hundred", "and", "five", "thousand"] is 205000; ``None`` for what is no numeral."""
    total, section, last = 0, 0, 10**9
    for word in words:
        if word == "and":
            continue
        if word in ("a", "an"):
            section, last = 1, 1
        elif word in ONES or word in TENS:
            value = ONES.get(word, TENS.get(word, 0))
            if (value >= 10 and last < 100) or (value < 10 and (last < 20 or section % 10)):
                return None  # “two three”, “nineteen ninety”
            section, last = section + value, value if value >= 20 else 1
        else:
            factor = SCALES[word]
            if factor in (12, 100):
                section = (section or 1) * factor
            else:
                # “two thousand million” multiplies what is there; “one million two hundred thousand” adds to it.
                total, section = (total * factor if total and not section else total + (section or 1) * factor), 0
            last = factor
    return Decimal(total + section)

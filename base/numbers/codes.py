"""Names that hold digits: HRF-03, COVID-19, A/H5N1, ISO 9001, and Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from .quantities import Kind, Quantity
from .reading import Reader

CODE = re.compile(
    r"(?<![A-Za-z0-9])(?!(?:US|A|C)\$|(?:USD|EUR|GBP|CNY|RMB|JPY|KZT|UZS|KGS|TJS|AZN|TMT|GEL|MNT|PKR|INR|AFN|RUB|CHF"
    r"|AUD|FY|CY|No)[-. ]?\d|Q[1-4](?![\dA-Z])|H[12](?![\dA-Za-z]))"
    r"([A-Z][A-Za-z]{0,11}(?:[/-][A-Z][A-Za-z]{0,7}){0,2})[-–/.]?(\d{1,6}(?:[-./][A-Z]?\d{1,4}){0,3}(?:[A-Za-z]{1,2}\d{0,3})?)(?![A-Za-z0-9]|[.,]\d)"
    r"|(?<![\w.,])(\d{1,4})([A-Z](?![A-Za-z])|D\b)"
    r"|(?<![\w.,])(\d{1,3}(?:\.\d{1,3}){2,4})(?![\w.])"
)
_NO_CODE = re.compile(
    r"(?:mid|post|pre|early|late|non|sub|approx|about|over|under|since|until|in|of|by|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|"
    r"dec|january|february|march|april|august|september|october|november|december|the|no|nos|vol|pp|ed|us|eu|un)$",
    re.IGNORECASE,
)
# Names whose Chinese or English may do without the digits: 新冠疫情, 二氧化碳.
SPOKEN = re.compile(r"(?:COVID|SARS-CoV|CO|PM|G|WW|HIV|H|N|A/H|B|P|C|D|HPV|Omicron)$", re.IGNORECASE)

_ROMAN = re.compile(r"(?<![A-Za-z0-9-])(?=[IVX])(X{0,3}(?:IX|IV|V?I{0,3}))(?![A-Za-z0-9'])|[Ⅰ-Ⅻ]")
_ROMAN_LABEL = re.compile(
    r"(?:phase|part|annex|appendix|chapter|section|article|type|stage|level|volume|tier|pillar|category|class|grade|title|tranche|round|"
    r"phases|war|期|阶段|第|附件|部分|类|型|级|支柱|图|表)[ ]?$",
    re.IGNORECASE,
)


def read_code(reader: Reader, match: re.Match[str]) -> Iterable[Quantity] | None:
    """A name with digits; its digits may stand alone in the other language (G20, 二十国集团)."""
    letters, digits = match[1] or match[4] or "", match[2] or match[3] or match[5]
    if match[1] and _NO_CODE.match(match[1]):
        return None
    parts = tuple(Decimal(piece) for piece in re.findall(r"\d+", digits))
    is_soft = bool(match[4]) or bool(SPOKEN.match(letters))
    return [reader.quantity(Kind.CODE, *match.span(), is_soft=is_soft, code=(letters.casefold(), digits.casefold()), parts=parts)]


def roman(written: str) -> int:
    """The value of a Roman numeral below 40.

    >>> roman("XIV")
    14
    """
    if "Ⅰ" <= written <= "Ⅻ":
        return ord(written) - ord("Ⅰ") + 1
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in written]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def read_roman(reader: Reader) -> None:
    """Take the Roman numerals: after “Phase” or “Annex” for certain, elsewhere perhaps."""

    def handler(reader: Reader, match: re.Match[str]) -> Quantity | None:
        if not match[0]:
            return None
        is_label = bool(_ROMAN_LABEL.search(reader.before(match.start()))) or reader.after(match.end(), 1) in (
            "期",
            "类",
            "型",
            "级",
        )
        if len(match[0]) == 1 and match[0] < "Ⅰ" and not is_label:
            return None
        value = Decimal(roman(match[0]))
        return reader.quantity(Kind.NUMBER, *match.span(), value, is_label=True, is_soft=not is_label or value == 1)

    reader.take(_ROMAN, handler)

"""A text as the readers of numbers want it: the same length, in plain digits, without addresses, marks and list numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANK = "\x00"  # stands for every character that was read or is nobody's number; no pattern matches it

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME = {
    **_WIDE,
    0x00A0: 0x20, 0x202F: 0x20, 0x2009: 0x20, 0x2007: 0x20, 0x3000: 0x20, 0x200A: 0x20, 0x2002: 0x20, 0x2003: 0x20,
    0x2012: 0x2013, 0x2015: 0x2014, 0x301C: 0x7E, 0x2212: 0x2D, 0x2010: 0x2D, 0x2011: 0x2D, 0xFE63: 0x2D,
    0xFF61: 0x3002, 0x2019: 0x27, 0x2018: 0x27, 0xFE6A: 0x25,
}  # fmt: skip
_NOT_TEXT = re.compile(
    r"\{\{[^{}]{0,200}\}\}"  # a live figure
    r"|(?:https?://|www\.)[!#-&*+,./0-9:;=?@A-Za-z_~-]{1,2000}"
    r"|(?<=\]\()[^()\s]{1,2000}(?=\))"  # the address of a link
    r"|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}"
    r"|<!--.{0,2000}?-->|<sup>[^<]{0,20}</sup>|</?[A-Za-z][^<>]{0,500}>|\[\^[^\]]{1,20}\]",
    re.DOTALL,
)
_ITEM = re.compile(
    r"^[ \t>]*(?:#{1,6}[ \t]+)?(?:[-*+•▪●][ \t]+)?(?:\*\*)?"
    r"(\d{1,2}[.)、](?![\d])|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[IVX]{1,5}\.(?=\s))",
    re.MULTILINE,
)
_BRACKETED = re.compile(r"\((\d{1,2})\)|(?<![\d.])(\d{1,2})\)")
_EMPHASIS = re.compile(r"\*{1,3}|__|`")
_CJK = "\u3400-\u9fff、。《》（）"
_SPACE_IN_CHINESE = re.compile(rf"\*{{1,3}}|__|`|(?<=[{_CJK}])[ \t]{{1,5}}(?=[{_CJK}\d(])|(?<=[\d%)*_])[ \t]{{1,5}}(?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text to look for numbers in, and where each of its characters stood in the original."""

    text: str
    places: list[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``start`` to ``end`` of the cleaned text stood in the original."""
        return self.places[start], self.places[end - 1] + 1


def clean(original: str, *, is_chinese: bool) -> Cleaned:
    """``original`` in half-width characters, with whatever holds no number blanked out and emphasis marks taken away.

    In Chinese the spaces around figures go too: “2023 年 11 月” is “2023年11月”.
    """
    text = original.translate(_SAME)
    text = _NOT_TEXT.sub(lambda found: BLANK * len(found[0]), text)
    text = blank(text, _enumeration(text))
    text = _ITEM.sub(lambda found: found[0][: found.start(1) - found.start()] + BLANK * len(found[1]), text)
    pieces, places, last = [], [], 0
    for found in (_SPACE_IN_CHINESE if is_chinese else _EMPHASIS).finditer(text):
        pieces.append(text[last : found.start()])
        places.extend(range(last, found.start()))
        last = found.end()
    pieces.append(text[last:])
    places.extend(range(last, len(text)))
    return Cleaned("".join(pieces), places, original)


def _enumeration(text: str) -> list[tuple[int, int]]:
    """The places of “(1) …; (2) …” within a paragraph: bracketed numbers that count up from 1."""
    found = list(_BRACKETED.finditer(text))
    numbers = [int(each[1] or each[2]) for each in found]
    gone: set[int] = set()
    for place, number in enumerate(numbers):
        if number == 1 and numbers[place + 1 : place + 2] == [2]:
            later = place
            while later < len(numbers) and numbers[later] == later - place + 1:
                gone.add(later)
                later += 1
    return [found[place].span() for place in sorted(gone)]


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with what stands at ``spans`` (in order) taken out, its length kept."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], BLANK * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])

"""Numbers of sections, tables and charts as each language writes them: I. and 1. in English, 一、 and （一） in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from base.text import Text

from .content import Section

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DIGITS = "〇一二三四五六七八九"


def roman(number: int) -> str:
    """
    >>> roman(14)
    'XIV'
    """
    written = ""
    for value, letters in ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def chinese(number: int) -> str:
    """A number below one hundred in Chinese.

    >>> [chinese(number) for number in (3, 10, 12, 20, 21)]
    ['三', '十', '十二', '二十', '二十一']
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


@dataclass
class Counter:
    """Counts sections: those of depth 2 begin anew in each of depth 1."""

    at: list[int] = field(default_factory=lambda: [0, 0])

    def number(self, depth: int) -> Text:
        self.at[depth - 1] += 1
        if depth == 1:
            self.at[1] = 0
            return Text(zh=f"{chinese(self.at[0])}、", en=f"{roman(self.at[0])}.")
        return Text(zh=f"（{chinese(self.at[1])}）", en=f"{self.at[1]}.")


def number_sections(sections: Iterable[Section]) -> Iterator[tuple[Section, int, Text]]:
    """Each section with its depth and number; the number is empty for sections that are not numbered.

    The first section is of depth 1 whatever it says, so that no level of heading is skipped.
    """
    counter = Counter()
    for index, section in enumerate(sections):
        depth = section.depth if index else 1
        yield section, depth, counter.number(depth) if section.is_numbered else Text()

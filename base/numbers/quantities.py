"""What a number in a text is: its kind and value, the words as written, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a number counts. 58%, 58 percentage points and the 58th are three different things."""

    NUMBER = "number"
    PERCENT = "percent"
    POINTS = "percentage points"
    PERMILLE = "per mille"
    FRACTION = "fraction"
    TIMES = "times"
    ORDINAL = "ordinal"
    DATE = "date"
    DECADE = "decade"
    CLOCK = "clock"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is written; what is not written is ``None``. Halves and quarters are those of a year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None


Reading = tuple[Kind, Decimal]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text.

    ``words`` is what is written, from ``start`` to ``end``. ``readings`` are what it may mean, the likeliest first: “5m” is
    five million or five metres. ``parts`` are numbers inside it that may be told apart in the other language (the 3 and the
    1,000 of 千分之三). A *soft* number (one, 两国, 一个) may answer a number of the other language and needs no answer itself.
    """

    kind: Kind
    words: str
    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    is_soft: bool = False
    is_label: bool = False  # “Article 5”, “30周年”: an ordinal in all but form
    scale: int = 1  # the multiplier as written: 万 is 10,000, “million” 1,000,000
    currency: str = ""
    is_negative: bool = False
    parts: tuple[Decimal, ...] = ()
    whens: tuple[When, ...] = ()
    code: tuple[str, str] = field(default=("", ""))  # the letters and the digits of “HRF-03”

    @property
    def value(self) -> Decimal | None:
        """The likeliest value; ``None`` for dates and codes."""
        return self.readings[0][1] if self.readings else None

"""What goes into a total and what comes out of it: plain, frozen data that know nothing of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from base.text import Text

from .aggregation_words import explain, explain_lines
from .enums import Aggregation, Operator, ValueState

NOTHING = Text()


class WhyLeftOut(StrEnum):
    """Why a figure is not part of a total."""

    NO_FIGURE = "no_figure"  # not available, not applicable or to be set: never 0
    OVERLAP = "overlap"  # another figure tells the same days
    NOT_CHOSEN = "not_chosen"  # not the latest, not the highest
    REGION_TOLD = "region_told"  # the region has a figure of its own for these days
    NO_PARTS = "no_parts"  # a share without numerator and denominator, or words where a number is due
    NOT_SURE = "not_sure"  # “below 5” does not say whether there is any


@dataclass(frozen=True, slots=True)
class Datum:
    """One figure of one place in one period, as an observation or the attendance of events tells it.

    ``country`` is its ISO code, ``None`` for the region; ``place`` its name. ``per`` is 100 where a share is told in per
    cent, 1 where it is a ratio. ``source`` names the record it comes from (“observation:17”).
    """

    start: date
    end: date
    value: Decimal | None = None
    state: str = ValueState.REPORTED
    operator: str = Operator.EQUAL
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    country: str | None = None
    place: Text = NOTHING
    unit: str = ""
    per: int = 100
    text: Text = NOTHING
    source: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that is not part of a total, and why."""

    datum: Datum | Aggregate
    why: WhyLeftOut


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What several figures come to. ``parts`` are those used, in order; each is a figure, or itself an aggregate.

    ``rule`` is how the parts became one: over countries where ``over`` is “countries”, else over periods. Without any
    figure ``value`` is ``None`` and ``state`` says why. The database's own sums (``selectors/aggregates.py``) name no parts.
    """

    rule: Aggregation
    over: str
    start: date | None = None
    end: date | None = None
    value: Decimal | None = None
    state: str = ValueState.REPORTED
    operator: str = Operator.EQUAL
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    country: str | None = None
    place: Text = NOTHING
    unit: str = ""
    per: int = 100
    text: Text = NOTHING
    parts: tuple[Datum | Aggregate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether it is more than one recorded figure passed on."""
        return len(self.data) > 1 or self.rule == Aggregation.COUNTRIES

    @property
    def data(self) -> tuple[Datum, ...]:
        """The figures at the bottom of it, in order."""
        return tuple(datum for part in self.parts for datum in (part.data if isinstance(part, Aggregate) else (part,)))

    @property
    def all_left_out(self) -> tuple[LeftOut, ...]:
        """Everything left out on the way, the countries' own included."""
        return tuple(each for part in self.parts if isinstance(part, Aggregate) for each in part.all_left_out) + self.left_out

    def explain(self, language: str, *, decimals: int = 0) -> str:
        """How the figure came about, in words: “Sum of 2 periods: 120 (H1 2024) + 110 (H2 2024).”"""
        return explain(self, language, decimals=decimals)

    def explain_lines(self, language: str, *, decimals: int = 0, named: int | None = None) -> list[str]:
        """The same sentence by sentence: the result, then how its parts came about, then what was left out.

        More than ``named`` figures left out for one reason are only counted.
        """
        return explain_lines(self, language, decimals=decimals, named=named)

"""A figure as a sentence says it: large round numbers in words, each language counting in its own way."""

from __future__ import annotations

from decimal import Decimal

from base.text import CHINESE, ENGLISH, Text

from ..enums import ValueState
from ..figures import ABSENT, write_number, write_observation
from ..models import Observation
from .grammar import NUMBER, Reference

COUNTED_IN = {
    ENGLISH: ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
    CHINESE: ((10**8, "亿"), (10**4, "万")),
}
PLACES = Decimal("0.01")  # “1.25 million” is still said; 1,234,000 is written out


def say_number(value: Decimal, decimals: int, language: str) -> str:
    """A number as people say it, when nothing of it is lost; else with thousands separators.

    >>> say_number(Decimal(19_000_000), 0, "en"), say_number(Decimal(19_000_000), 0, "zh-hans")
    ('19 million', '1,900万')
    """
    for size, word in COUNTED_IN[language]:
        if abs(value) >= size:
            if value % (size * PLACES) == 0:
                return write_number(value / size, 0) + word
            break
    return write_number(value, decimals)


def say(observation: Observation | None, reference: Reference) -> Text:
    """The figure in both languages; “not available” where there is none."""
    if observation is None:
        return ABSENT[ValueState.NOT_AVAILABLE]
    zh, en = (_written(observation, reference, language) for language in (CHINESE, ENGLISH))
    return Text(zh=zh or en, en=en or zh)


def _written(observation: Observation, reference: Reference, language: str) -> str:
    def number(value: Decimal, decimals: int) -> str:
        return say_number(value, decimals, language)

    return write_observation(observation, language, number=number, with_unit=reference.form != NUMBER)

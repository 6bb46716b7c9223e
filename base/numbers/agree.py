"""Whether a Chinese and an English text name the same numbers.

Every hard number of one text needs an answer in the other: the same value of the same kind, anywhere in it, because word order
differs. A number that is said twice in one language may be said once in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import chinese, english
from .answers import Side, is_answered, other_currency, other_sign
from .chinese import read_chinese
from .english import read_english
from .quantities import Kind, Quantity

_MANY = 200  # beyond so many numbers without an answer they are paired by their order


class Reason(StrEnum):
    """Why two numbers disagree."""

    MISSING = "missing"  # the other language has no such number
    VALUE = "value"
    KIND = "kind"  # 8% and 8 percentage points, the fifth and five
    SCALE = "scale"  # the same digits with another power of ten: 1,900万 and 1.9 million
    CURRENCY = "currency"
    SIGN = "sign"
    COUNT = "count"  # both numbers are there, but not as often


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Numbers that do not agree. When one language has no such number, ``closest`` is the likest one that it has."""

    reason: Reason
    zh: Quantity | None = None
    en: Quantity | None = None
    closest: Quantity | None = None


def disagreements(zh: str, en: str) -> list[Disagreement]:
    """What does not agree between a Chinese and an English text, in the order of the Chinese; nothing while one is empty."""
    if not zh.strip() or not en.strip():
        return []
    here, there = Side(zh, read_chinese(zh), chinese.lowers(zh)), Side(en, read_english(en), english.lowers(en))
    only_zh = [each for each in here.found if not is_answered(each, there)]
    only_en = [each for each in there.found if not is_answered(each, here)]
    found = _paired(only_zh, only_en, here, there)
    alone = {id(each) for each in only_zh}
    for each in here.found:
        if id(each) in alone:
            continue
        if partner := other_currency(each, there):
            found.append(Disagreement(Reason.CURRENCY, each, partner))
        elif partner := other_sign(each, here, there):
            found.append(Disagreement(Reason.SIGN, each, partner))
    if not only_zh and not only_en:
        found += _other_counts(here, there)
    return sorted(found, key=lambda each: (each.zh.start if each.zh else 10**9, each.en.start if each.en else 0))


def _paired(only_zh: list[Quantity], only_en: list[Quantity], here: Side, there: Side) -> list[Disagreement]:
    """Each number without an answer with the one that was probably meant."""
    found, left = [], list(only_en)
    are_many = len(only_zh) + len(only_en) > _MANY
    for each in only_zh:
        if not left:
            break
        choices = left[:1] if are_many else left
        ranked = [(*_distance(each, other, here, there), place) for place, other in enumerate(choices)]
        rank, _far, place = min(ranked)
        if rank < 5:
            partner = left.pop(place)
            found.append(Disagreement(_reason(each, partner), each, partner))
    met = {id(each.zh) for each in found} | {id(each.en) for each in found}
    for language, alone, own, other in (("zh", only_zh, here, there), ("en", only_en, there, here)):
        for each in alone:
            if id(each) not in met:
                closest = None if are_many else _closest(each, other, own)
                found.append(Disagreement(Reason.MISSING, **{language: each}, closest=closest))
    return found


def _distance(one: Quantity, other: Quantity, here: Side, there: Side) -> tuple[int, float]:
    """How unlike two numbers are, and how far apart they stand in their texts."""
    far = abs(one.start / max(1, len(here.text)) - other.start / max(1, len(there.text)))
    if one.value is not None and one.value == other.value:
        return 0, far
    if one.kind == other.kind:
        if one.value is not None and _digits(one) == _digits(other):
            return 1, far
        if one.kind == Kind.DATE and one.whens[0].month and one.whens[0].month == other.whens[0].month:
            return 1, far
        return 2, far
    if one.kind == Kind.CODE or other.kind == Kind.CODE:
        return 5, far
    return (3 if Kind.DATE not in (one.kind, other.kind) else 4), far


def _digits(quantity: Quantity) -> tuple[int, ...]:
    """The digits of a value without its power of ten."""
    return quantity.value.normalize().as_tuple().digits if quantity.value else (0,)


def _reason(one: Quantity, other: Quantity) -> Reason:
    if one.value is not None and one.value == other.value and one.kind != other.kind:
        return Reason.KIND
    if one.kind == other.kind and one.value and other.value and _digits(one) == _digits(other):
        return Reason.SCALE
    return Reason.VALUE


def _closest(quantity: Quantity, other: Side, own: Side) -> Quantity | None:
    """The likest hard number of the other text; of the same kind, else none."""
    choices: Sequence[Quantity] = [each for each in other.found if each.kind == quantity.kind and not each.is_soft][:_MANY]
    return min(choices, key=lambda each: _distance(quantity, each, own, other), default=None)


def _other_counts(here: Side, there: Side) -> list[Disagreement]:
    """Numbers that are all there, but one oftener in Chinese and another oftener in English: 5, 5, 7 and 5, 7, 7."""
    found = []
    for kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.PERMILLE):
        zh, en = ([each for each in side.found if each.kind == kind and not each.is_soft] for side in (here, there))
        if len(zh) != len(en):
            continue
        more_zh, more_en = _surplus(zh, there), _surplus(en, here)
        found += [Disagreement(Reason.COUNT, one, other) for one, other in zip(more_zh, more_en, strict=False)]
    return found


def _surplus(own: list[Quantity], other: Side) -> list[Quantity]:
    """The last mentions of values that stand oftener here than in the other text, soft numbers there included."""
    here = Counter(each.readings[0] for each in own if len(each.readings) == 1)
    more = {
        reading
        for reading, count in here.items()
        if count > len(other.by_reading.get(reading, ())) and reading[1] not in other.years
    }
    return [each for each in reversed(own) if each.readings[0] in more and len(each.readings) == 1 and not each.is_label][
        : len(more)
    ]

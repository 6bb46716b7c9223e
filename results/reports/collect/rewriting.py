"""What is done to the texts of a whole report once they are collected: live figures, and abbreviations written out."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from base.text import CHINESE, ENGLISH, Text
from knowledge.abbreviations import write_out
from knowledge.selectors.official_terms import official_terms
from results.references import is_live, resolve

from .abbreviations import texts_in

Parts = TypeVar("Parts")
PROSE = frozenset(  # fields of whole sentences
    {"body", "summary", "challenges", "narrative", "description", "follow_up", "progress", "adjustment", "reason", "settled"}
)


def with_figures(parts: Parts) -> Parts:
    """The parts of a report with the figures that their texts refer to, as they stand now; by the same few queries.

    A report is for those who may see everything, until its edition is published as it was drawn.
    """
    live = list(dict.fromkeys(text for text in texts_in(parts) if is_live(text.zh) or is_live(text.en)))
    figures = dict(zip(live, resolve(live, everything=True), strict=True))
    return rewrite(parts, lambda _name, text: figures.get(text, text)) if figures else parts


def with_abbreviations(parts: Parts) -> Parts:
    """The parts with each abbreviation written out where the report’s sentences use it first, in each language."""
    terms = official_terms()
    explained: dict[str, set[str]] = defaultdict(set)

    def change(name: str, text: Text) -> Text:
        if name not in PROSE:
            return text
        zh, en = (
            write_out(text.in_language(language), language, explained[language], terms=terms) for language in (CHINESE, ENGLISH)
        )
        return Text(zh=zh, en=en)

    return rewrite(parts, change)


def rewrite(value: Parts, change: Callable[[str, Text], Text], name: str = "") -> Parts:
    """The same tree of dataclasses and tuples with its texts changed, in order; ``change`` is told the field's name."""
    if isinstance(value, Text):
        return change(name, value)
    if isinstance(value, tuple):
        return tuple(rewrite(item, change, name) for item in value)
    if dataclasses.is_dataclass(value):
        fields = (field.name for field in dataclasses.fields(value))
        return dataclasses.replace(value, **{each: rewrite(getattr(value, each), change, each) for each in fields})
    return value

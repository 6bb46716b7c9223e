"""When two names are the same, and how alike they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

SAME, SHORTENED, INITIALS = 1.0, 0.9, 0.85
_WORDS = re.compile(r"[^\W\d_]+")
_LITTLE_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=4096)
def organisation_key(text: str) -> str:
    """The name without what people write differently: letter case, width, blanks and punctuation; empty if nothing is left."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letters of a name's words as an acronym would have them; empty for a name of fewer than three words."""
    words = [word for word in _WORDS.findall(text.casefold()) if word not in _LITTLE_WORDS]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def likeness(one: str, other: str, *, at_least: float = 0.0) -> float:
    """How alike two names are, from 0 to 1 (the same but for the writing); 0 as well for anything below ``at_least``.

    A Chinese short form that takes its characters in their order from the full name, the first and the last included, is
    close to it, and so is an acronym of the words' first letters.
    """
    keys = organisation_key(one), organisation_key(other)
    if not all(keys):
        return 0.0
    if keys[0] == keys[1]:
        return SAME
    short, long = sorted(keys, key=len)
    if _is_short_form(short, long):
        found = SHORTENED
    elif short in (initials(one), initials(other)):
        found = INITIALS
    else:
        found = _ratio(short, long, at_least)
    return found if found >= at_least else 0.0


def _is_short_form(short: str, long: str) -> bool:
    if not all(map(_HAN.match, short)) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)


def _ratio(one: str, other: str, at_least: float) -> float:
    enough = at_least * (len(one) + len(other)) / 2  # characters that both have, in their order
    if len(one) < enough or (_letters(one) & _letters(other)).total() < enough:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=4096)
def _letters(key: str) -> Counter[str]:
    return Counter(key)

"""Finding wordings in texts: what counts as the same, where it may not be looked for, and what lies within what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from base.text import CHINESE

Span = tuple[int, int]
SAME = str.maketrans({"'": "’", "\u00a0": " ", "‑": "-", "‐": "-"})
# References to live figures, code, addresses: no wording of anybody.
NO_PROSE = re.compile(r"(?:\{\{|｛｛).*?(?:\}\}|｝｝)|`[^`]*`|https?://\S+|\]\([^)\s]*")


def plain(text: str) -> str:
    """The text, as long as before, with apostrophes, hyphens and spaces of one kind and nothing but prose."""
    return NO_PROSE.sub(lambda found: "\0" * len(found[0]), text.translate(SAME))


@lru_cache(maxsize=4096)
def pattern(wording: str, language: str, *, any_case: bool = True) -> re.Pattern[str]:
    """Finds a wording: in English as whole words, in the plural too; in Chinese anywhere."""
    body = r"\s+".join(re.escape(word) for word in wording.translate(SAME).split())
    if language == CHINESE:
        # Latin letters at its ends are whole words also where Chinese touches them.
        return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])" if wording.isascii() else body, re.IGNORECASE)
    return re.compile(rf"(?<![A-Za-z0-9]){body}(?:s|es)?(?![A-Za-z0-9])", re.IGNORECASE if any_case else 0)


def spans(wordings: Iterable[str], text: str, language: str) -> list[Span]:
    """Where any of these wordings stands in a plain text, each for itself, so that they may overlap."""
    folded = text.casefold()
    first_words = ((wording, wording.translate(SAME).casefold().split()) for wording in wordings)
    near = [wording for wording, words in first_words if words and words[0] in folded]
    return [found.span() for wording in near for found in pattern(wording, language).finditer(text)]


def is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of the others holds all of it."""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether it shares a character with one of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)

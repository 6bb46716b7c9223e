"""Words of the interface in both languages at once, for what carries both."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import override

from base.text import CHINESE, ENGLISH, Text


def in_both(words: str | Promise, **values: object) -> Text:
    """A lazy string in Chinese and English, with ``values`` put into each."""
    said = {}
    for language in (CHINESE, ENGLISH):
        with override(language):
            said[language] = str(words) % values if values else str(words)
    return Text(zh=said[CHINESE], en=said[ENGLISH])

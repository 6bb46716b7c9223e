"""Which short forms of the glossary a report uses."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from base.text import LANGUAGES, Text
from knowledge.models import GlossaryTerm

from ..content import Abbreviation
from .texts import TextReader


def find_abbreviations(parts: object, texts: TextReader) -> tuple[Abbreviation, ...]:
    """The glossary's abbreviations that occur in ``parts``, in alphabetical order."""
    written = {language: "\n".join(text.in_language(language) for text in texts_in(parts)) for language in LANGUAGES}
    found = []
    for term in GlossaryTerm.objects.exclude(abbreviation=""):
        # As a word of its own, or in the English plural; Chinese characters may touch it.
        pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(term.abbreviation)}s?(?![A-Za-z0-9])")
        languages = tuple(language for language in LANGUAGES if pattern.search(written[language]))
        if languages:
            found.append(Abbreviation(short=term.abbreviation, term=texts.of(term, "term"), languages=languages))
    return tuple(sorted(found, key=lambda each: (each.short.casefold(), each.term.en)))


def texts_in(value: object) -> Iterator[Text]:
    """Every text in a tree of dataclasses and tuples."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))

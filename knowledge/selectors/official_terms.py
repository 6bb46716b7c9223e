"""The glossary as texts are checked against it: read once, and again when it has changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max

from base.text import LANGUAGES, Text, text_of

from ..models import GlossaryTerm


@dataclass(frozen=True, slots=True)
class OfficialTerm:
    """A term's official wording and short form by language, its abbreviation, and the variants to avoid by language."""

    slug: str
    term: Text
    short: Text
    abbreviation: str
    variants: dict[str, tuple[str, ...]]

    def official(self, language: str) -> tuple[str, ...]:
        """The wordings that are right in ``language``, the full one first."""
        wordings = (self.term.in_language(language), self.short.in_language(language), self.abbreviation)
        return tuple(dict.fromkeys(wording for wording in wordings if wording))


# The version of the glossary and its terms: replaced as a whole, so that no thread sees one without the other.
_kept: tuple[object, tuple[OfficialTerm, ...]] = (None, ())


def official_terms() -> tuple[OfficialTerm, ...]:
    """Every term, by one small query while the glossary stays as it is.

    The version is that of its history, so that a change by any process is seen at once.
    """
    global _kept
    version = GlossaryTerm.history.aggregate(last=Max("history_id"), changes=Count("history_id"))
    if _kept[0] != version:
        _kept = (version, tuple(_read(record) for record in GlossaryTerm.objects.all()))
    return _kept[1]


def _read(record: GlossaryTerm) -> OfficialTerm:
    variants = text_of(record, "variants")
    return OfficialTerm(
        slug=record.slug,
        term=text_of(record, "term"),
        short=text_of(record, "short_form"),
        abbreviation=record.abbreviation,
        variants={language: lines(variants.in_language(language)) for language in LANGUAGES},
    )


def lines(text: str) -> tuple[str, ...]:
    """One wording per line, each once, without blank lines."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

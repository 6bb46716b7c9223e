"""Is the official wording used? Asked after each save of a text, and where a report is released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from base.parity import COLUMN
from base.text import LANGUAGES, Text
from base.text_checks import TextWarning

from .models import GlossaryTerm
from .selectors.official_terms import OfficialTerm, lines, official_terms
from .wordings import Span, is_within, overlaps, pattern, plain, spans

KIND = "terms"
OTHER_NAMES = "variants"  # fields of this name list wordings that are known not to be official


@dataclass(frozen=True, slots=True)
class Slip:
    """A variant that a text uses, as it stands there, and the wording that is official."""

    written: str
    official: str


def slips(text: str, language: str, terms: Iterable[OfficialTerm] | None = None) -> list[Slip]:
    """The variants in a text of ``language``, each once, in the order of the text.

    The longest variant counts. One that is part of an official wording, its own or another term's, is none.
    """
    terms = official_terms() if terms is None else tuple(terms)
    searched = plain(text)
    candidates = sorted(((variant, term) for term in terms for variant in term.variants[language]), key=lambda each: -len(each[0]))
    official: list[Span] | None = None
    taken: list[Span] = []
    found: list[tuple[Span, Slip]] = []
    for variant, term in candidates:
        wordings = term.official(language)
        any_case = _differs_by_more_than_case(variant, wordings)
        for match in pattern(variant, language, any_case=any_case).finditer(searched):
            if official is None:
                official = spans((wording for each in terms for wording in each.official(language)), searched, language)
            around = official if any_case else [span for span in official if span != match.span()]
            if wordings and not is_within(match.span(), around) and not overlaps(match.span(), taken):
                taken.append(match.span())
                found.append((match.span(), Slip(text[slice(*match.span())], wordings[0])))
    return list(dict.fromkeys(slip for _span, slip in sorted(found, key=lambda each: each[0])))


def _differs_by_more_than_case(variant: str, wordings: Iterable[str]) -> bool:
    return not any(variant.casefold() in wording.casefold() for wording in wordings)


def check_wording(record: models.Model, field: str, text: Text) -> Iterator[TextWarning]:
    """Warn of each variant in a text, naming the official wording. The glossary lists variants itself."""
    if field == OTHER_NAMES or isinstance(record, GlossaryTerm):
        return
    for language in LANGUAGES:
        for slip in slips(text.in_language(language), language):
            names = {"field": _label(record, field, language), "written": slip.written, "official": slip.official}
            yield TextWarning(
                field, KIND, _("%(field)s: “%(written)s” is not the official wording, which is “%(official)s”.") % names
            )


def check_glossary(record: models.Model, field: str, text: Text) -> Iterator[TextWarning]:
    """Warn of a glossary term that contradicts another: its wording is the other's, or a variant of one."""
    if not isinstance(record, GlossaryTerm) or field not in (OTHER_NAMES, "term", "short_form"):
        return
    others = [term for term in official_terms() if term.slug != record.slug]
    for language in LANGUAGES:
        for wording in lines(text.in_language(language)):
            for other in others:
                if reason := _contradiction(wording, other, language, is_variant=field == OTHER_NAMES):
                    names = {"field": _label(record, field, language), "wording": wording, "reason": reason}
                    yield TextWarning(field, KIND, _("%(field)s: “%(wording)s” is %(reason)s.") % names)


def _contradiction(wording: str, other: OfficialTerm, language: str, *, is_variant: bool) -> str:
    name = {"term": other.term.in_language(language) or other.slug}
    if wording in other.official(language):
        return _("the official wording of “%(term)s”") % name
    if wording in other.variants[language]:
        if is_variant:
            return _("a variant to avoid of “%(term)s” as well") % name
        return _("a variant to avoid of “%(term)s”") % name
    return ""


def _label(record: models.Model, field: str, language: str) -> str:
    """The field as the form names it, and which language is meant."""
    return capfirst(str(record._meta.get_field(f"{field}_{COLUMN[language]}").verbose_name))

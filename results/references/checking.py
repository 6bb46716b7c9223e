"""What is wrong with the references of a text: asked wherever a text that may hold them is saved."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from base.text import LANGUAGES, Text

from .figures import Figures, look_up
from .grammar import LATEST, Found, Reference, parse, write_period


def is_live(text: str) -> bool:
    """Whether a text holds anything that looks like a reference."""
    return next(parse(text), None) is not None


def faults_of(text: Text) -> dict[str, list[str]]:
    """By language, what is wrong with each reference, naming it. Empty when nothing is.

    A text that is written in both languages refers to the same figures in both.
    """
    found = {language: list(parse(text.in_language(language))) for language in LANGUAGES}
    references = (each.reference for several in found.values() for each in several if each.reference)
    figures = look_up(references, pending=True)
    faults = {language: [fault for each in several if (fault := fault_of(each, figures))] for language, several in found.items()}
    if not any(faults.values()) and not text.missing:
        faults = {
            language: _missing_here(found[language], found[other], figures)
            for language, other in zip(LANGUAGES, LANGUAGES[::-1], strict=True)
        }
    return {language: several for language, several in faults.items() if several}


def fault_of(found: Found, figures: Figures) -> str:
    """Why a reference refers to nothing; empty when it does."""
    reason = found.fault or _reason(found.reference, figures)
    return _("%(reference)s: %(reason)s.") % {"reference": found.source, "reason": reason} if reason else ""


def _reason(reference: Reference, figures: Figures) -> str:
    indicator = figures.indicator(reference)
    if indicator is None:
        return _("there is no indicator %(code)s") % {"code": reference.code}
    measures = [measure.code for measure in indicator.measures.all()]
    if figures.measure(reference) is None:
        if not reference.measure:
            return _("%(code)s has no measure") % {"code": indicator.code}
        names = {"code": indicator.code, "measure": reference.measure, "measures": _listed(measures)}
        return _("%(code)s has no measure “%(measure)s”, only: %(measures)s") % names
    if reference.country and reference.country not in figures.countries:
        return _("there is no country %(code)s") % {"code": reference.country}
    if figures.figure(reference) is None and not figures.is_waiting(reference):
        told = figures.of(reference)
        periods = [period for each in told if (period := write_period(each.period_start, each.period_end))]
        if periods and reference.moment != LATEST:
            names = {"name": reference.name, "period": reference.period, "periods": _listed(dict.fromkeys(periods))}
            return _("%(name)s has no figure for %(period)s, only for: %(periods)s") % names
        return _("%(name)s has no figure for %(period)s") % {"name": reference.name, "period": reference.period}
    return ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _missing_here(here: list[Found], there: list[Found], figures: Figures) -> list[str]:
    known = {_meaning(each.reference, figures) for each in here}
    missing = {_meaning(each.reference, figures): each.source for each in there}
    return [
        _("%(reference)s stands in the other language and is missing here.") % {"reference": source}
        for meaning, source in missing.items()
        if meaning not in known
    ]


def _meaning(reference: Reference, figures: Figures) -> tuple[object, ...]:
    """What a reference refers to, however it is written, and with its unit or without."""
    measure = figures.measure(reference)
    cell = (reference.country, reference.sex, reference.kind, reference.moment)
    return (measure.pk, *cell, reference.start, reference.end)

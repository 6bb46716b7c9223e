"""Completing a reference that is being typed: codes, then measures, then the periods that have figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.dates import format_period

from ..models import Indicator
from .figures import Figures, look_up
from .grammar import BASELINE, LATEST, NUMBER, Reference, WrittenWrongly, read, write_period
from .saying import say

AT_MOST = 8  # as many as a list shows without scrolling
ANY_PERIOD = "2000"  # stands for the period that is still to be typed


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be typed next: the whole reference up to there, what it is, and whether it is complete."""

    value: str
    note: str
    is_complete: bool = False


def suggest(typed: str) -> list[Suggestion]:
    """How what was typed after the braces may go on, the likeliest first. In the reader's language."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    before, at, period = plain.partition("@")
    if at:
        return _periods(before, period)
    code, colon, measure = plain.partition(":")
    return list(islice(_measures(code, measure), AT_MOST)) if colon else list(_indicators(plain))


def _indicators(typed: str) -> Iterator[Suggestion]:
    named = Q(name_en__icontains=typed) | Q(name_zh_hans__icontains=typed)
    found = Indicator.objects.filter(Q(code__icontains=typed) | named, measures__isnull=False).distinct()
    for indicator in sorted(found, key=lambda each: (not each.code.upper().startswith(typed.upper()), each.code))[:AT_MOST]:
        yield Suggestion(f"{indicator.code}:", indicator.name)


def _measures(code: str, typed: str) -> Iterator[Suggestion]:
    indicator = look_up([Reference(code=code.strip().upper(), period="")]).indicators.get(code.strip().upper())
    if indicator is None:
        return
    for measure in indicator.measures.all():
        if typed.strip().lower() in measure.code.lower() or typed.strip().lower() in measure.name.lower():
            yield Suggestion(f"{indicator.code}:{measure.code}@", measure.name)


def _periods(before: str, typed: str) -> list[Suggestion]:
    """The latest periods, and the moments that have names."""
    period, bar, _form = typed.partition("|")
    wanted = [f"{before}@{ANY_PERIOD}", *(f"{before}@{moment}" for moment in (LATEST, BASELINE))]
    try:
        cell, *moments = [read(each) for each in wanted if not (each.endswith(BASELINE) and "target" in before.lower())]
    except WrittenWrongly:
        return []
    if bar:
        return list(_forms(before, period))
    figures = look_up([cell, *moments])
    named = list(_moments(before, typed, moments, figures))
    return [*islice(_told_periods(before, typed, cell, figures), AT_MOST - len(named)), *named]


def _told_periods(before: str, typed: str, cell: Reference, figures: Figures) -> Iterator[Suggestion]:
    told = {write_period(each.period_start, each.period_end): each for each in figures.of(cell)}
    for written, observation in sorted(told.items(), key=lambda each: each[1].period_end, reverse=True):
        if written and written.lower().startswith(typed.strip().lower()):
            said = say(observation, cell).in_language(get_language() or "en")
            shown = format_period(observation.period_start, observation.period_end, get_language() or "en")
            yield Suggestion(f"{before}@{written}", f"{shown} · {said}", is_complete=True)


def _moments(before: str, typed: str, moments: list[Reference], figures: Figures) -> Iterator[Suggestion]:
    names = {LATEST: _("the last figure reported, whenever that is"), BASELINE: _("the baseline")}
    for moment in moments:
        observation = figures.figure(moment)
        if observation is not None and moment.moment.startswith(typed.strip().lower()):
            said = say(observation, moment).in_language(get_language() or "en")
            yield Suggestion(f"{before}@{moment.moment}", f"{names[moment.moment]} · {said}", is_complete=True)


def _forms(before: str, period: str) -> Iterator[Suggestion]:
    try:
        reference = read(f"{before}@{period}|{NUMBER}")
    except WrittenWrongly:
        return
    said = say(look_up([reference]).figure(reference), reference).in_language(get_language() or "en")
    yield Suggestion(f"{before}@{period}|{NUMBER}", f"{_('without its unit')} · {said}", is_complete=True)

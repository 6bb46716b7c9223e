"""A narrative against its own figures: does it name another number of participations than the figure says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.number_check import KIND
from base.numbers import Kind, Quantity, read_chinese, read_english
from base.text import CHINESE, ENGLISH, LANGUAGES, Text
from base.text_checks import TextWarning, register

from .enums import ValueState
from .figures import write_observation
from .models import EntryFigure, Observation, ProgressEntry

READERS = {CHINESE: read_chinese, ENGLISH: read_english}
_WORDS_BETWEEN = r"(?:\w{1,20}[ -]){0,2}"  # “187 individual participants”


@register
def check_figures(record: models.Model, field: str, text: Text) -> Iterator[TextWarning]:
    """A warning for each number of an entry's narrative that has a figure's unit but no figure's value.

    Only units with a suffix (人次, “participations”, %) are told apart in a sentence; a narrative that names the figure too may
    name other numbers beside it, such as those of an earlier period.
    """
    if not isinstance(record, ProgressEntry) or field != "narrative":
        return
    current, known = _figures(record)
    for language in LANGUAGES:
        written = text.in_language(language)
        named = READERS[language](written) if written and current else []
        for unit in {figure.measure.unit_id: figure.measure.unit for figure in current}.values():
            suffix = (unit.suffix_zh_hans if language == CHINESE else unit.suffix_en) or ""
            told = [each for each in named if suffix.strip() and _has_unit(each, written, suffix.strip(), language)]
            values = {each.value for each in told}
            silent = [each for each in current if each.measure.unit_id == unit.pk and each.value not in values]
            for each in told:
                if each.value not in known[unit.pk] and silent:
                    yield TextWarning(field, KIND, _contradiction(each, written, silent))


def _figures(entry: ProgressEntry) -> tuple[list[EntryFigure | Observation], dict[int, set[Decimal]]]:
    """The figures of the entry's own cycle, and by unit every value that the indicator has or had, its parts included."""
    figures: list[EntryFigure | Observation] = list(entry.figures.select_related("measure__unit")) if entry.pk else []
    observations = Observation.objects.filter(measure__indicator=entry.indicator_id).select_related("measure__unit")
    observations = list(observations.filter(Q(country=entry.country_id) if entry.country_id else Q()))
    start, end = entry.cycle.period_start, entry.cycle.period_end
    replaced = {_cell(each) for each in figures}
    current = figures + [
        each
        for each in observations
        if each.country_id == entry.country_id
        and each.kind == "progress"
        and start <= each.period_end <= end
        and _cell(each) not in replaced
    ]
    known: dict[int, set[Decimal]] = {}
    for each in (*figures, *observations):
        parts = (each.value, each.numerator, each.denominator)
        known.setdefault(each.measure.unit_id, set()).update(part for part in parts if part is not None)
    return [each for each in current if each.state == ValueState.REPORTED and each.value is not None], known


def _cell(figure: EntryFigure | Observation) -> tuple[int, str, int | None]:
    return figure.measure_id, figure.sex, figure.category_id


def _has_unit(quantity: Quantity, text: str, suffix: str, language: str) -> bool:
    """Whether the number is followed by the unit; 人 does not count before 次."""
    if suffix == "%":
        return quantity.kind == Kind.PERCENT
    if quantity.kind != Kind.NUMBER or quantity.is_soft:
        return False
    after = text[quantity.end : quantity.end + 80].lstrip("* ")
    if language == CHINESE:
        return after.startswith(suffix) and not after.startswith(suffix + "次")
    return bool(re.match(rf"{_WORDS_BETWEEN}{re.escape(suffix)}\b", after, re.IGNORECASE))


def _contradiction(quantity: Quantity, text: str, figures: Iterable[EntryFigure | Observation]) -> str:
    """The number as written and the figure nearest to it."""
    nearest = min(figures, key=lambda each: (abs(each.value - quantity.value), each.measure.order))
    written = write_observation(nearest, get_language() or ENGLISH)
    return _("The text says “%(words)s”; the figure of “%(measure)s” is %(value)s.") % {
        "words": quantity.words,
        "measure": nearest.measure.name,
        "value": written,
    }

"""What changed between two cycles as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from base.sheets import Cell, Sheet
from base.text import text_of
from base.wording import in_both

from ..figures import write_observation
from ..models import Observation
from .changes import Span, added_and_retired, new_figures, told_entries, with_the_figures_before, with_the_texts_before
from .charting import say

HEADINGS = (
    gettext_lazy("What"),
    gettext_lazy("Code"),
    gettext_lazy("Indicator"),
    gettext_lazy("Measure"),
    gettext_lazy("Period before"),
    pgettext_lazy("between meetings", "Before"),
    gettext_lazy("Period now"),
    pgettext_lazy("between meetings", "Now"),
)


def changes_sheet(span: Span) -> Sheet:
    """All of it: figures, ratings, texts, indicators. Words are in the active language."""
    rows = [*_figures(span), *_texts(span), *_placements(span)]
    return Sheet(f"changes-{span.later.slug}", text_of(span.later, "title"), [in_both(heading) for heading in HEADINGS], rows)


def _figures(span: Span) -> Iterator[list[Cell]]:
    for change in with_the_figures_before(list(new_figures(span)), span):
        measure, country = change.after.measure, change.after.country
        where = f" · {say(country, 'name')}" if country else ""
        yield [
            *(_("figure"), measure.indicator.code, say(measure.indicator, "name"), say(measure, "name") + where),
            *(_figure(change.before) if change.before else ("", "")),
            *_figure(change.after),
        ]


def _figure(observation: Observation) -> tuple[str, Cell]:
    written = write_observation(observation, get_language() or "en")
    return observation.period, written if observation.value is None else observation.value


def _texts(span: Span) -> Iterator[list[Cell]]:
    language = get_language() or "en"
    earlier = span.earlier.period if span.earlier else ""
    for change in with_the_texts_before(list(told_entries(span)), span):
        indicator = change.entry.indicator
        where = f" · {say(change.entry.country, 'name')}" if change.entry.country else ""
        named = (indicator.code, say(indicator, "name") + where, "")
        if change.rating_before or change.rating_after:
            old = str(change.rating_before.label) if change.rating_before is not None else ""
            yield [_("rating"), *named, earlier, old, span.later.period, str(change.rating_after.label)]
        old = change.before.in_language(language) if change.before else ""
        yield [_("text"), *named, earlier, old, span.later.period, change.after.in_language(language)]


def _placements(span: Span) -> Iterator[list[Cell]]:
    added, retired = added_and_retired(span)
    for word, placements in ((_("added"), added), (_("retired"), retired)):
        for placement in placements:
            name = say(placement, "wording") or say(placement.indicator, "name")
            yield [word, placement.code, name, "", "", "", "", say(placement.framework, "title")]

"""Figures as rows of a file: one line each, everything that is known of it in a column of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from base.sheets import Cell, Sheet
from base.text import text_of
from base.wording import in_both

from ..enums import ObservationKind, Sex, ValueState
from ..models import Indicator, Observation

HEADINGS = (
    gettext_lazy("Code"),
    gettext_lazy("Indicator"),
    gettext_lazy("Measure"),
    gettext_lazy("Unit"),
    pgettext_lazy("column of a file", "Kind"),
    gettext_lazy("From"),
    gettext_lazy("To"),
    gettext_lazy("ISO code"),
    gettext_lazy("Country"),
    gettext_lazy("Sex"),
    gettext_lazy("Category"),
    gettext_lazy("State"),
    gettext_lazy("Sign"),
    gettext_lazy("Value"),
    gettext_lazy("Numerator"),
    gettext_lazy("Denominator"),
    gettext_lazy("In words"),
    gettext_lazy("Note"),
)


def figure_sheet(name: str, indicator: Indicator, observations: Iterable[Observation]) -> Sheet:
    """The file of these observations; names and words are in the language that is active."""
    headings = [in_both(heading) for heading in HEADINGS]
    rows = [figure_row(indicator, observation) for observation in observations]
    return Sheet(f"{indicator.code}-{name}", text_of(indicator, "name"), headings, rows)


def figure_row(indicator: Indicator, figure: Observation) -> list[Cell]:
    """What the columns of ``HEADINGS`` say of one figure."""
    step = say(figure.scale_step, "name") if figure.scale_step_id else ""
    return [
        *(indicator.code, say(indicator, "name"), say(figure.measure, "name"), say(figure.measure.unit, "name")),
        *(str(ObservationKind(figure.kind).label), figure.period_start, figure.period_end),
        *((figure.country.iso3, say(figure.country, "name")) if figure.country_id else ("", str(_region()))),
        str(Sex(figure.sex).label) if figure.sex else "",
        say(figure.category, "name") if figure.category_id else "",
        *(str(ValueState(figure.state).label), figure.operator, figure.value, figure.numerator, figure.denominator),
        *(say(figure, "text") or step, say(figure, "note")),
    ]


def _region() -> str:
    return gettext_lazy("region")


def say(record: object, field: str) -> str:
    """A text in the language that is active, else in the other one."""
    text = text_of(record, field)
    return text.in_language(get_language() or "en") or text.en or text.zh

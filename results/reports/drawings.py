"""The charts of a report as images, one for each language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from base.text import CHINESE, ENGLISH
from results.charts import bar_chart, render_svg, svg_data_uri

from .content import Bar, DeliverablesChart, FundingChart, PlanStatesChart
from .words import in_both, numbered

WHOLE_WIDTH, HALF_WIDTH = 640, 330  # pixels: a page's column, or half of one in a bilingual edition
AMOUNTS_IN = {CHINESE: 10_000, ENGLISH: 1_000_000}  # Chinese counts in ten thousands
CURRENCIES = {
    "USD": _("US dollars"),
    "EUR": _("euros"),
    "CNY": _("yuan"),
    "JPY": _("yen"),
}
UNITS = {DeliverablesChart: "deliverables_due", PlanStatesChart: "activities_counted"}


@dataclass(frozen=True, slots=True)
class Image:
    """A chart as an ``<img>``: its source, and the figures in words for those who do not see it."""

    src: str
    alt: str


def draw_charts(
    drawn: FundingChart | DeliverablesChart | PlanStatesChart, *, language: str, title: str, is_half: bool
) -> list[Image]:
    """The images of a chart block in one language; none when there is nothing to draw."""
    if unit_of := UNITS.get(type(drawn)):
        unit = numbered(unit_of).in_language(language)
        groups = [(unit, _rows(drawn.bars, language, scale=1))]
    else:
        groups = [
            (_millions(grants.currency, language), _rows(grants.bars, language, scale=AMOUNTS_IN[language]))
            for grants in drawn.currencies
        ]
    return [_draw(rows, unit=unit, title=title, language=language, is_half=is_half) for unit, rows in groups if rows]


def _rows(bars: Sequence[Bar], language: str, *, scale: int) -> list[tuple[str, float]]:
    return [(bar.label.in_language(language), bar.value / scale) for bar in bars]


def _millions(currency: str, language: str) -> str:
    name = in_both(CURRENCIES.get(currency, currency))
    return numbered("millions", currency=name).in_language(language)


def _draw(rows: list[tuple[str, float]], *, unit: str, title: str, language: str, is_half: bool) -> Image:
    spec = bar_chart(rows=rows, unit=unit, title=title, width=HALF_WIDTH if is_half else WHOLE_WIDTH)
    return Image(src=svg_data_uri(render_svg(spec)), alt=_in_words(rows, unit=unit, title=title, language=language))


def _in_words(rows: list[tuple[str, float]], *, unit: str, title: str, language: str) -> str:
    bars = (numbered("bar", label=label, figure=f"{value:,.10g}").in_language(language) for label, value in rows)
    figures = numbered("between_bars").in_language(language).join(bars)
    return numbered("chart", title=title, unit=unit, figures=figures).in_language(language)

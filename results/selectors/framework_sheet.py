"""A framework's figures as rows of a file, each below its result and the framework's own code and wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy, pgettext_lazy

from base.sheets import Cell, Sheet
from base.text import text_of
from base.wording import in_both

from ..models import Framework, IndicatorPlacement, Observation, Result
from .figure_sheets import HEADINGS, figure_row, say
from .frameworks import Node

OWN_HEADINGS = (
    gettext_lazy("Code of the result"),
    pgettext_lazy("of a framework", "Result"),
    gettext_lazy("Code in the framework"),
    gettext_lazy("Wording in the framework"),
    gettext_lazy("Headline"),
)


def framework_sheet(framework: Framework, tree: Iterable[Node]) -> Sheet:
    """Every figure of the indicators in ``tree``: of the region, of countries and by part, in the order of the page.

    An indicator without any figure has a row that says what it is.
    """
    placed = [(node.result, row.placement) for node in _down(tree) for row in node.indicators]
    figures = _figures({placement.indicator_id for _result, placement in placed})
    headings = [in_both(heading) for heading in (*OWN_HEADINGS, *HEADINGS)]
    rows = [
        [*_place(result, placement), *told]
        for result, placement in placed
        for told in [figure_row(placement.indicator, figure) for figure in figures[placement.indicator_id]]
        or [_without_figures(placement)]
    ]
    return Sheet(f"{framework.slug}-figures", text_of(framework, "title"), headings, rows)


def _down(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _down(node.children)


def _figures(indicators: set[int]) -> dict[int, list[Observation]]:
    """By indicator, in one query."""
    found = Observation.objects.filter(measure__indicator__in=indicators)
    found = found.select_related("measure__unit", "country", "category", "scale_step")
    by_indicator: dict[int, list[Observation]] = defaultdict(list)
    for figure in found.order_by("measure__order", "measure__code", "period_start", "period_end", "kind", "country__order", "sex"):
        by_indicator[figure.measure.indicator_id].append(figure)
    return by_indicator


def _place(result: Result, placement: IndicatorPlacement) -> list[Cell]:
    wording = say(placement, "wording") or say(placement.indicator, "name")
    headline = gettext_lazy("yes") if placement.is_headline else gettext_lazy("no")
    return [result.code, say(result, "statement"), placement.code, wording, str(headline)]


def _without_figures(placement: IndicatorPlacement) -> list[Cell]:
    known: list[Cell] = [placement.indicator.code, say(placement.indicator, "name")]
    return [*known, *[None] * (len(HEADINGS) - len(known))]

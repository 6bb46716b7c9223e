"""One indicator: its place, its figures, their charts, and what was told about it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from knowledge.models import Theme

from ..exhibits import Exhibit
from ..models import Indicator, IndicatorPlacement
from ..selectors.beside import keys_beside
from ..selectors.charting import series_exhibit
from ..selectors.charting_countries import countries_exhibit, tiles_of
from ..selectors.charting_parts import parts_exhibit
from ..selectors.indicators import evidence_of, public_placements, related_indicators
from ..selectors.narratives import compare_texts, told_of
from ..selectors.plan_links import work_behind
from ..selectors.progress import country_entries_of
from ..selectors.provenance import derived_totals
from ..selectors.restatements import restatements_with
from ..selectors.series import Figures, figures_of, series_table
from .downloads import framed, give
from .keeping import keep_while_unchanged

RECENT = 6  # years of the countries' figures on the page; the files have all
SERIES, PARTS, COUNTRIES = "series", "parts", "countries"


@keep_while_unchanged
def show_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """All that is public about one indicator. ``?measure=`` says which measure the map shows."""
    placements = _placements(code)
    shown: Indicator = placements[0].indicator
    beside = keys_beside(shown)
    figures = figures_of(shown, by_country=request.GET.get("measure", ""), recent=RECENT)
    tiles = tiles_of(figures.countries) if figures.measure else []
    context = {
        "indicator": shown,
        "placements": placements,
        "tags": Theme.objects.filter(pk__in=beside["tags"]) if beside["tags"] else [],
        "series": framed(series_exhibit(shown, figures.totals), _address(shown, SERIES)) if figures.totals else None,
        "table": series_table(figures.totals),
        "remarks": [each for each in (*figures.totals, *figures.parts, *figures.countries) if each.note],
        "parts": framed(parts_exhibit(shown, figures.parts), _address(shown, PARTS)),
        "parts_table": series_table(figures.parts),
        "figures": figures,
        "tiles": tiles,
        "countries": _countries(shown, figures),
        "countries_table": series_table(figures.countries),
        "derived": derived_totals(figures),
        "told": told_of(shown),
        "told_by_countries": country_entries_of(shown) if beside["country entries"] else [],
        "evidence": evidence_of(beside),
        "work": work_behind(shown) if beside["work"] else [],
        "relations": related_indicators(shown, beside["relations"]),
        "restatements": restatements_with(beside["restatements"]),
    }
    return render(request, "results/indicator.html", context)


def give_figures(request: HttpRequest, code: str, name: str, ending: str) -> HttpResponse:
    """The figures over the years, by part or by country, as a file."""
    shown: Indicator = _placements(code)[0].indicator
    return give(request, ending, lambda: _exhibit(shown, name, request.GET.get("measure", "")))


def compare_cycles(request: HttpRequest, code: str, earlier: str, later: str) -> HttpResponse:
    """What moved in the text about an indicator from one cycle to another, both as approved."""
    shown: Indicator = _placements(code)[0].indicator
    told = {each.cycle.slug: each for each in told_of(shown)}
    if earlier not in told or later not in told:
        raise Http404
    before, after = told[earlier], told[later]
    context = {"indicator": shown, "before": before, "after": after, "comparison": compare_texts(before.narrative, after.narrative)}
    return render(request, "results/indicator_comparison.html", context)


def _placements(code: str) -> list[IndicatorPlacement]:
    """Where public frameworks show the indicator; none is not found."""
    if placements := public_placements(code):
        return placements
    raise Http404


def _exhibit(shown: Indicator, name: str, measure: str) -> Exhibit | None:
    figures = figures_of(shown, by_country=measure)
    if name == SERIES:
        return series_exhibit(shown, figures.totals) if figures.totals else None
    if name == PARTS:
        return parts_exhibit(shown, figures.parts)
    if figures.measure is None:
        return None
    return countries_exhibit(shown, figures.measure, figures.countries, tiles_of(figures.countries))


def _countries(shown: Indicator, figures: Figures) -> dict[str, object] | None:
    """The map on the page is written out, so only its file is drawn."""
    if figures.measure is None:
        return None
    exhibit = countries_exhibit(shown, figures.measure, figures.countries, ())
    return {"exhibit": exhibit, "address": _address(shown, COUNTRIES), "query": f"?measure={figures.measure.code}"}


def _address(shown: Indicator, name: str) -> str:
    return reverse("results:figures_file", args=[shown.code, name, "csv"]).removesuffix(".csv")

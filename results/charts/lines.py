"""Figures over the years: what was reached, from which baseline, against which targets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from .look import DASHES, INK, PALETTE, PAPER, QUIET, SHAPES, WIDTH, Spec, cycle, specification

LABELLED_SERIES = 2  # with more series than this, figures at the points would cover each other
LABELLED_POINTS = 16  # and with more points than this


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series. ``label`` is how the figure is written; empty writes nothing beside the point."""

    year: int
    value: float
    label: str = ""
    is_baseline: bool = False
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind over the years, under the name in the legend."""

    name: str
    points: tuple[Point, ...]


def series_chart(*, series: Sequence[Series], unit: str, title: str, baseline_label: str = "", width: int = WIDTH) -> Spec:
    """Points joined by lines over the years, for several named series. ``unit`` is written above the axis.

    Baselines are hollow points; a dotted line marks their year, and ``baseline_label`` stands below it. Targets are
    short bars of their series' colour that no line joins.
    """
    values = [
        {"series": each.name, "year": p.year, "value": p.value, "label": p.label, "baseline": p.is_baseline, "target": p.is_target}
        for each in series
        for p in each.points
    ]
    names = [each.name for each in series]
    x, y = _year_axis(values, baseline_label, width), _value_axis()
    look = {"field": "series", "type": "nominal", "sort": names, "legend": {"columns": 2} if len(names) > 1 else None}
    colour = {**look, "scale": {"domain": names, "range": cycle(PALETTE, names)}}
    dash = {**look, "scale": {"domain": names, "range": cycle(DASHES, names)}}
    shape = {**look, "scale": {"domain": names, "range": cycle(SHAPES, names)}}
    fill = {"condition": {"test": "datum.baseline", "value": PAPER}, **colour, "legend": None}
    stroke = {**colour, "legend": None}
    baselines = {"values": [{"year": year} for year in sorted({value["year"] for value in values if value["baseline"]})]}
    reached, wanted = [{"filter": "!datum.target"}], [{"filter": "datum.target"}]
    bar = {"type": "point", "shape": "stroke", "size": 640, "strokeWidth": 4, "opacity": 1}
    layers: list[Spec] = [
        {"data": baselines, "mark": {"type": "rule", "strokeDash": [2, 3], "color": QUIET}, "encoding": {"x": x}},
        {
            "transform": reached,
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash},
        },
        {
            "transform": reached,
            "mark": {"type": "point", "size": 80, "strokeWidth": 2, "opacity": 1},
            "encoding": {"x": x, "y": y, "stroke": stroke, "shape": shape, "fill": fill},
        },
        {"transform": wanted, "mark": bar, "encoding": {"x": x, "y": y, "stroke": stroke}},
    ]
    if len(series) <= LABELLED_SERIES and len(values) <= LABELLED_POINTS:
        text = {"type": "text", "dy": -13, "fontSize": 12, "fontWeight": "bold", "color": INK}
        halo = {**text, "stroke": PAPER, "strokeWidth": 4}
        label = {"x": x, "y": y, "text": {"field": "label"}}
        layers += [{"mark": mark, "encoding": label} for mark in (halo, text)]
    return specification(title=title, unit=unit, width=width, height=round(width * 0.42), data={"values": values}, layer=layers)


def _year_axis(values: Sequence[Spec], baseline_label: str, width: int) -> Spec:
    years = sorted({value["year"] for value in values})
    baselines = sorted({value["year"] for value in values if value["baseline"]})
    below = json.dumps(baseline_label, ensure_ascii=False)
    year = f"indexof({json.dumps(baselines)}, datum.value) >= 0 ? [datum.label, {below}] : datum.label"
    axis = {
        **{"title": None, "values": years, "format": "d", "grid": False, "labelExpr": year, "labelLineHeight": 15},
        **({"labelOverlap": "greedy"} if len(years) * 44 > width else {}),
    }
    return {
        "field": "year",
        "type": "quantitative",
        "axis": axis,
        "scale": {"zero": False, "nice": False, "padding": 28},
    }


def _value_axis() -> Spec:
    axis = {"title": None, "domain": False, "ticks": False, "tickCount": 5}
    return {"field": "value", "type": "quantitative", "axis": axis}

"""Charts, described once as Vega-Lite specifications and drawn as SVG, for pages and for print.

Colours are dark enough to be read in grey; several series also differ by the shape of their points and their dashes.
The drawing carries no heading: its caption stands in the page. Put it there as an image with the chart's title as
the text alternative (``svg_data_uri``).
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import vl_convert
from django.conf import settings

Spec = dict[str, object]

FONT = "Portal Sans SC, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, QUIET, RULE, PAPER = "#12161d", "#4b5464", "#c5cad3", "#ffffff"
PALETTE = ("#213f95", "#b8642a", "#2f7d54", "#7a4a86", "#8a7a1f", "#5b6673")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [4, 4], [1, 3])
WIDTH = 640  # CSS pixels, the whole drawing
LABEL_WIDTH = 26  # columns of a bar's label before it wraps; a Chinese character fills two
FIGURE_SPACE = 56  # pixels kept at the end of the longest bar for its figure
LABELLED_SERIES = 2  # with more series than this, figures at the points would cover each other

CONFIG: Spec = {
    "aria": False,  # the image's text alternative speaks, in the reader's language
    "font": FONT,
    "background": PAPER,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": RULE,
        "tickColor": RULE,
        "gridColor": "#e6eaee",
        "labelPadding": 6,
    },
    "legend": {"labelColor": INK, "labelFontSize": 12, "symbolSize": 80, "labelLimit": 0, "title": None, "orient": "top"},
}


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series. ``label`` is how the figure is written; empty writes nothing beside the point."""

    year: int
    value: float
    label: str = ""
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind over the years, under the name in the legend."""

    name: str
    points: tuple[Point, ...]


def bar_chart(*, rows: Sequence[tuple[str, float]], unit: str, title: str, width: int = WIDTH) -> Spec:
    """Lying bars, one per row in the order given, each with its figure at the end. ``unit`` is written above them."""
    labels = [_wrap(label) for label, _ in rows]
    values = [
        {"row": index, "label": label, "value": value, "figure": f"{value:,.10g}"}
        for index, (label, (_, value)) in enumerate(zip(labels, rows, strict=True))
    ]
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    name_axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 0, "labelLineHeight": 15}
    name_axis["labelExpr"] = f"{json.dumps([label.splitlines() for label in labels], ensure_ascii=False)}[datum.value]"
    names = {"field": "row", "type": "ordinal", "axis": name_axis}
    amount = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domainMin": 0, "range": [0, {"expr": f"width - {FIGURE_SPACE}"}]},
        "axis": None,
    }
    figure = {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "fontWeight": "bold", "color": INK}
    return _spec(
        title=title,
        unit=unit,
        width=width,
        height={"step": max(36, 10 + 15 * lines)},
        data={"values": values},
        encoding={"y": names, "x": amount},
        layer=[
            {"mark": {"type": "bar", "color": PALETTE[0], "size": 22}},
            {"mark": figure, "encoding": {"text": {"field": "figure"}}},
        ],
    )


def series_chart(*, series: Sequence[Series], unit: str, title: str, baseline_label: str = "", width: int = WIDTH) -> Spec:
    """Points joined by lines over the years, for several named series. ``unit`` is written above the axis.

    Baselines are hollow points; a dotted line marks their year, and ``baseline_label`` stands below it.
    """
    values = [
        {"series": each.name, "year": p.year, "value": p.value, "label": p.label, "baseline": p.is_baseline}
        for each in series
        for p in each.points
    ]
    names = [each.name for each in series]
    x, y = _year_axis(values, baseline_label), _value_axis()
    look = {"field": "series", "type": "nominal", "sort": names, "legend": {"columns": 2} if len(names) > 1 else None}
    colour = {**look, "scale": {"domain": names, "range": _cycle(PALETTE, names)}}
    dash = {**look, "scale": {"domain": names, "range": _cycle(DASHES, names)}}
    shape = {**look, "scale": {"domain": names, "range": _cycle(SHAPES, names)}}
    fill = {"condition": {"test": "datum.baseline", "value": PAPER}, **colour, "legend": None}
    baselines = {"values": [{"year": year} for year in sorted({value["year"] for value in values if value["baseline"]})]}
    layers: list[Spec] = [
        {"data": baselines, "mark": {"type": "rule", "strokeDash": [2, 3], "color": QUIET}, "encoding": {"x": x}},
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
        {
            "mark": {"type": "point", "size": 80, "strokeWidth": 2, "opacity": 1},
            "encoding": {"x": x, "y": y, "stroke": {**colour, "legend": None}, "shape": shape, "fill": fill},
        },
    ]
    if len(series) <= LABELLED_SERIES:
        text = {"type": "text", "dy": -13, "fontSize": 12, "fontWeight": "bold", "color": INK}
        halo = {**text, "stroke": PAPER, "strokeWidth": 4}
        label = {"x": x, "y": y, "text": {"field": "label"}}
        layers += [{"mark": mark, "encoding": label} for mark in (halo, text)]
    return _spec(title=title, unit=unit, width=width, height=round(width * 0.42), data={"values": values}, layer=layers)


def _year_axis(values: Sequence[Spec], baseline_label: str) -> Spec:
    years = sorted({value["year"] for value in values})
    baselines = sorted({value["year"] for value in values if value["baseline"]})
    below = json.dumps(baseline_label, ensure_ascii=False)
    year = f"indexof({json.dumps(baselines)}, datum.value) >= 0 ? [datum.label, {below}] : datum.label"
    axis = {"title": None, "values": years, "format": "d", "grid": False, "labelExpr": year, "labelLineHeight": 15}
    return {
        "field": "year",
        "type": "quantitative",
        "axis": axis,
        "scale": {"zero": False, "nice": False, "padding": 28},
    }


def _value_axis() -> Spec:
    axis = {"title": None, "domain": False, "ticks": False, "tickCount": 5}
    return {"field": "value", "type": "quantitative", "axis": axis}


def render_svg(spec: Spec) -> str:
    """Draw ``spec``. The same specification gives the same drawing, which is kept for as long as the process lives."""
    return _draw(json.dumps(spec, sort_keys=True, ensure_ascii=False))


def svg_data_uri(svg: str) -> str:
    """The drawing as the source of an ``<img>``."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


@lru_cache(maxsize=256)
def _draw(spec: str) -> str:
    _register_fonts()
    return vl_convert.vegalite_to_svg(spec)


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    if settings.FONT_DIR.is_dir():
        vl_convert.register_font_directory(str(settings.FONT_DIR))


def _spec(*, title: str, unit: str, width: int, **parts: object) -> Spec:
    heading = {
        "text": unit,
        "anchor": "start",
        "frame": "group",
        "fontSize": 12,
        "fontWeight": "normal",
        "color": QUIET,
        "offset": 8,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": title,
        **({"title": heading} if unit else {}),
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": CONFIG,
        **parts,
    }


def _cycle(looks: Sequence[object], names: Sequence[str]) -> list[object]:
    return [looks[index % len(looks)] for index in range(len(names))]


def _wrap(label: str) -> str:
    """``label`` on lines of at most ``LABEL_WIDTH`` columns, broken between words or Chinese characters."""
    lines, width = [""], 0
    for part in _breakable(label):
        columns = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in part)
        if width and width + columns > LABEL_WIDTH and part.strip():
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            width = 0
        lines[-1] += part if width else part.lstrip()
        width += columns
    return "\n".join(line.rstrip() for line in lines)


def _breakable(label: str) -> list[str]:
    parts: list[str] = []
    for character in label:
        wide = unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character) == "Lo"
        if not parts or wide or parts[-1].endswith(" "):
            parts.append(character)
        else:
            parts[-1] += character  # a word, or a mark that may not begin a line
    return parts

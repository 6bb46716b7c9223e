"""What all charts share: colours, typeface, axes, and how labels wrap."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

Spec = dict[str, object]

FONT = "Portal Sans SC, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, QUIET, RULE, GRID, PAPER = "#12161d", "#4b5464", "#c5cad3", "#e6eaee", "#ffffff"
PALETTE = ("#213f95", "#b8642a", "#2f7d54", "#7a4a86", "#8a7a1f", "#5b6673")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [4, 4], [1, 3])
ON_DARK, ON_LIGHT = "#fffffe", "#12161c"  # figures on a filled part; not quite paper and ink, for they turn otherwise
WIDTH = 640  # CSS pixels, the whole drawing
LABEL_WIDTH = 26  # columns of a bar's label before it wraps; a Chinese character fills two

# Each colour's counterpart on dark paper (the portal's dark tokens).
DARK = {
    **dict(zip(PALETTE, ("#a6baf8", "#e8a26f", "#8ed6a7", "#cfa3db", "#d6c76a", "#b4bccb"), strict=True)),
    **{INK: "#e9ecf2", QUIET: "#a8b1c0", RULE: "#4a5466", GRID: "#232a36", PAPER: "#0f131a"},
    **{ON_DARK: "#0f131b", ON_LIGHT: "#f4f6fb"},
    **{"#14532f": "#8ed6a7", "#7f9be0": "#5470b8", "#f2c878": "#8a5a12", "#9c1c1a": "#f5a6a2", "#eef0f4": "#1e2430"},
    **{"#dfe5f7": "#1b2440", "#a9b9e6": "#31437d", "#4a66b8": "#8da6ea", "#1b347d": "#cad6fc"},
}

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
        "gridColor": GRID,
        "labelPadding": 6,
    },
    "legend": {"labelColor": INK, "labelFontSize": 12, "symbolSize": 80, "labelLimit": 0, "title": None, "orient": "top"},
}


def specification(*, title: str, unit: str, width: int, **parts: object) -> Spec:
    """A whole drawing: ``unit`` stands above it, ``parts`` say what is drawn."""
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


def name_axis(labels: Sequence[str]) -> Spec:
    """The axis of lying bars: the name of each row, wrapped."""
    wrapped = [wrap(label).splitlines() for label in labels]
    axis: Spec = {"title": None, "domain": False, "ticks": False, "labelLimit": 0, "labelLineHeight": 15}
    axis["labelExpr"] = f"{json.dumps(wrapped, ensure_ascii=False)}[datum.value]"
    return axis


def row_height(labels: Sequence[str]) -> Spec:
    """High enough for the label with the most lines."""
    lines = max((wrap(label).count("\n") + 1 for label in labels), default=1)
    return {"step": max(36, 10 + 15 * lines)}


def cycle(looks: Sequence[object], names: Sequence[str]) -> list[object]:
    """One look for each name, from the first again when they run out."""
    return [looks[index % len(looks)] for index in range(len(names))]


def wrap(label: str) -> str:
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

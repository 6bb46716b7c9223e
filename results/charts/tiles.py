"""A map of equal tiles, one for each country, roughly where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .look import ON_DARK, ON_LIGHT, PAPER, QUIET, RULE, WIDTH, Spec, specification

STEPS = ("#dfe5f7", "#a9b9e6", "#4a66b8", "#1b347d")  # from the lowest figures to the highest
ON_STEP = (ON_LIGHT, ON_LIGHT, ON_DARK, ON_DARK)


@dataclass(frozen=True, slots=True)
class Tile:
    """One country: its place, and what stands on it. ``step`` shades it from 0 to 3; ``None`` has no figure to shade."""

    row: int
    column: int
    code: str
    figure: str
    period: str
    step: int | None


def tile_chart(*, tiles: Sequence[Tile], unit: str, title: str, width: int = WIDTH) -> Spec:
    """The map. Code, figure and period stand on each tile, so that its shade says nothing alone."""
    values = [
        {
            **{"row": tile.row, "column": tile.column, "code": tile.code, "figure": tile.figure, "period": tile.period},
            "fill": PAPER if tile.step is None else STEPS[tile.step],
            "ink": QUIET if tile.step is None else ON_STEP[tile.step],
        }
        for tile in tiles
    ]
    columns = max((tile.column for tile in tiles), default=1)
    rows = max((tile.row for tile in tiles), default=1)
    side = width / columns
    place = {"x": _band("column", columns), "y": _band("row", rows)}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    fill = {"field": "fill", "type": "nominal", "scale": None}

    def text(field: str, *, dy: float, size: float, bold: bool = False) -> Spec:
        mark = {"type": "text", "dy": dy, "fontSize": size, "fontWeight": "bold" if bold else "normal"}
        return {"mark": mark, "encoding": {**place, "text": {"field": field}, "color": ink}}

    scale = side / 128
    return specification(
        title=title,
        unit=unit,
        width=width,
        height=round(side * 0.72 * rows),
        data={"values": values},
        layer=[
            {"mark": {"type": "rect", "stroke": RULE}, "encoding": {**place, "fill": fill}},
            text("code", dy=-26 * scale, size=max(10, 13 * scale)),
            text("figure", dy=0, size=max(11, 19 * scale), bold=True),
            text("period", dy=26 * scale, size=max(9, 12 * scale)),
        ],
    )


def _band(field: str, count: int) -> Spec:
    return {"field": field, "type": "ordinal", "axis": None, "scale": {"domain": list(range(1, count + 1)), "padding": 0.06}}

"""Bars that lie and are made of parts: how many of each kind, out of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .look import INK, ON_DARK, ON_LIGHT, PALETTE, PAPER, QUIET, RULE, WIDTH, Spec, cycle, name_axis, row_height, specification

# By tone: fill, outline, and the figure's colour. Told apart in grey by lightness, and the bad one by its outline.
TONES = {
    "good": ("#14532f", "#14532f", ON_DARK),
    "info": ("#7f9be0", "#7f9be0", ON_LIGHT),
    "warn": ("#f2c878", "#f2c878", ON_LIGHT),
    "bad": (PAPER, "#9c1c1a", INK),
    "none": ("#eef0f4", RULE, QUIET),
}
MIN_SHARE = 0.035  # of the longest bar: a narrower part has no room for its figure


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part: its name in the legend, and a tone (``TONES``), or none for the colours of a series."""

    name: str
    tone: str = ""


def shares_chart(
    *, parts: Sequence[Part], rows: Sequence[tuple[str, Sequence[float]]], unit: str, title: str, width: int = WIDTH
) -> Spec:
    """One bar per row, made of ``parts`` in their order, each with its figure where there is room. ``unit`` stands above."""
    labels, names = [label for label, _ in rows], [part.name for part in parts]
    longest = max((sum(amounts) for _, amounts in rows), default=0)
    values = [
        {"row": row, "part": names[index], "order": index, "amount": amount, "figure": _figure(amount, longest)}
        for row, (_, amounts) in enumerate(rows)
        for index, amount in enumerate(amounts)
        if amount
    ]
    looks = [TONES[part.tone] if part.tone else (colour, colour, PAPER) for part, colour in _with_colours(parts)]
    scale = {"field": "part", "type": "nominal", "sort": names}
    fills, outlines, inks = ({"domain": names, "range": [look[index] for look in looks]} for index in range(3))
    y = {"field": "row", "type": "ordinal", "axis": name_axis(labels)}
    x = {"field": "amount", "type": "quantitative", "stack": "zero", "axis": None}
    order = {"field": "order", "type": "quantitative"}
    legend = {"columns": len(names) if width >= WIDTH else 2, "symbolType": "square", "symbolStrokeWidth": 2}
    bar = {"type": "bar", "size": 22, "strokeWidth": 2}
    figure = {"type": "text", "fontSize": 12, "fontWeight": "bold"}
    return specification(
        title=title,
        unit=unit,
        width=width,
        height=row_height(labels),
        data={"values": values},
        layer=[
            {
                "mark": bar,
                "encoding": {
                    **{"y": y, "x": x, "order": order},
                    "fill": {**scale, "scale": fills, "legend": legend},
                    "stroke": {**scale, "scale": outlines, "legend": legend},
                },
            },
            {
                "mark": figure,
                "encoding": {
                    **{"y": y, "x": {**x, "bandPosition": 0.5}, "order": order, "text": {"field": "figure"}},
                    "color": {**scale, "scale": inks, "legend": None},
                },
            },
        ],
    )


def _with_colours(parts: Sequence[Part]) -> list[tuple[Part, object]]:
    return list(zip(parts, cycle(PALETTE, [part.name for part in parts]), strict=True))


def _figure(amount: float, longest: float) -> str:
    return f"{amount:,.10g}" if amount >= longest * MIN_SHARE else ""

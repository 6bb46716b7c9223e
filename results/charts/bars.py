"""Bars that lie, one for each thing that is counted."""

from __future__ import annotations

from collections.abc import Sequence

from .look import INK, PALETTE, WIDTH, Spec, name_axis, row_height, specification

FIGURE_SPACE = 56  # pixels kept at the end of the longest bar for its figure


def bar_chart(*, rows: Sequence[tuple[str, float]], unit: str, title: str, width: int = WIDTH) -> Spec:
    """Lying bars, one per row in the order given, each with its figure at the end. ``unit`` is written above them."""
    labels = [label for label, _ in rows]
    values = [{"row": index, "value": value, "figure": f"{value:,.10g}"} for index, (_, value) in enumerate(rows)]
    amount = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domainMin": 0, "range": [0, {"expr": f"width - {FIGURE_SPACE}"}]},
        "axis": None,
    }
    figure = {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "fontWeight": "bold", "color": INK}
    return specification(
        title=title,
        unit=unit,
        width=width,
        height=row_height(labels),
        data={"values": values},
        encoding={"y": {"field": "row", "type": "ordinal", "axis": name_axis(labels)}, "x": amount},
        layer=[
            {"mark": {"type": "bar", "color": PALETTE[0], "size": 22}},
            {"mark": figure, "encoding": {"text": {"field": "figure"}}},
        ],
    )

"""What a page shows as a chart, a table or both, and offers to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from base.sheets import Sheet

from .charts import Spec

WIDE, NARROW = 640, 340  # pixels: beside a text, and on a phone


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart with the figures it is drawn from.

    ``draw`` gives the drawing at a width, ``alternative`` says in words what it shows; without a chart both are empty.
    ``sheet`` makes the table; it is called when somebody asks for it.
    """

    caption: str
    sheet: Callable[[], Sheet]
    draw: Callable[[int], Spec] | None = None
    alternative: str = ""
    note: str = ""

    @property
    def has_chart(self) -> bool:
        return self.draw is not None

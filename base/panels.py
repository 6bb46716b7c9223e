"""Parts of a page that a room above it adds: a country's page shows its activities, an activity's page its indicators.

A room registers its panels when it starts (``AppConfig.ready``); the page below asks with ``{% panels "country" country %}`` and
knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest

Find = Callable[[HttpRequest, Model], dict[str, object] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """``find`` gives what ``template`` needs to show about a record to whoever asks; ``None`` where there is nothing."""

    find: Find
    template: str


_panels: dict[str, list[Panel]] = {}


def register(page: str, find: Find, template: str) -> None:
    """Have the panel shown on every page of the kind ``page`` ("country", "activity"). Twice registered counts once."""
    panel = Panel(find, template)
    if panel not in _panels.setdefault(page, []):
        _panels[page].append(panel)


def panels_of(page: str) -> tuple[Panel, ...]:
    """The panels of that kind of page, in the order in which they were registered."""
    return tuple(_panels.get(page, ()))

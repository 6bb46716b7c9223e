"""What the pages of work plans say about indicators."""

from __future__ import annotations

from django.http import HttpRequest

from base import panels
from workplans.models import Activity, Deliverable

from .selectors.plan_links import indicators_of_activity, indicators_of_deliverable

TEMPLATE = "results/panel_indicators.html"


def register_panels() -> None:
    """Have the pages of activities and deliverables ask."""
    panels.register("activity", activity_panel, TEMPLATE)
    panels.register("deliverable", deliverable_panel, TEMPLATE)


def activity_panel(request: HttpRequest, activity: Activity) -> dict[str, object] | None:
    """The indicators that the activity moves."""
    moved = indicators_of_activity(activity)
    return {"moved": moved} if moved else None


def deliverable_panel(request: HttpRequest, deliverable: Deliverable) -> dict[str, object] | None:
    """The indicators moved by the work behind the deliverable."""
    moved = indicators_of_deliverable(deliverable)
    return {"moved": moved} if moved else None

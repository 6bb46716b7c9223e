"""What the pages of work plans say about indicators and annual summaries."""

from __future__ import annotations

from django.http import HttpRequest

from base import panels
from workplans.models import Activity, Deliverable, WorkPlan

from .reports.rules import reports_for
from .selectors.plan_links import indicators_of_activity, indicators_of_deliverable
from .services.annual_summary import KIND, years_of

TEMPLATE = "results/panel_indicators.html"


def register_panels() -> None:
    """Have the pages of plans, activities and deliverables ask."""
    panels.register("plan", plan_panel, "results/panel_summaries.html")
    panels.register("activity", activity_panel, TEMPLATE)
    panels.register("deliverable", deliverable_panel, TEMPLATE)


def plan_panel(request: HttpRequest, plan: WorkPlan) -> dict[str, object] | None:
    """The plan's annual summaries that the reader may know of, and for those who prepare them the years to choose from."""
    summaries = list(reports_for(request.user).filter(kind__slug=KIND, work_plan=plan))
    years = years_of(plan) if request.user.has_perm("results.add_progressreport") else []
    return {"plan": plan, "summaries": summaries, "years": years} if summaries or years else None


def activity_panel(request: HttpRequest, activity: Activity) -> dict[str, object] | None:
    """The indicators that the activity moves."""
    moved = indicators_of_activity(activity)
    return {"moved": moved} if moved else None


def deliverable_panel(request: HttpRequest, deliverable: Deliverable) -> dict[str, object] | None:
    """The indicators moved by the work behind the deliverable."""
    moved = indicators_of_deliverable(deliverable)
    return {"moved": moved} if moved else None

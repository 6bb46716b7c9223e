"""Which work of the plans moves which indicators: for the pages of activities and deliverables, and of indicators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from workplans.models import Activity, Deliverable, Output, WorkPlan

from ..models import Indicator, IndicatorLink
from .indicators import public_indicators


@dataclass(frozen=True, slots=True)
class MovedIndicator:
    """An indicator, and the outputs through which it is moved; without any, by the activity as a whole."""

    indicator: Indicator
    outputs: list[Output] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Work:
    """An activity behind an indicator: through which outputs, and what it promises to whom."""

    activity: Activity
    outputs: list[Output]
    deliverables: list[Deliverable]


def indicators_of_activity(activity: Activity) -> list[MovedIndicator]:
    """The public indicators that the activity or its outputs move."""
    return _moved(IndicatorLink.objects.filter(activity=activity))


def indicators_of_deliverable(deliverable: Deliverable) -> list[MovedIndicator]:
    """The public indicators moved by the outputs that lead to the deliverable, or by its activities as a whole."""
    through = Q(output__in=deliverable.outputs.all()) | Q(output=None, activity__in=deliverable.activities.all())
    return _moved(IndicatorLink.objects.filter(through))


def work_behind(indicator: Indicator) -> list[Work]:
    """The activities of public plans, earlier versions left out, that move the indicator; the latest plan first."""
    plans = WorkPlan.objects.public().latest_versions()
    links = (
        indicator.plan_links.filter(activity__plan__in=plans)
        .select_related("activity__plan", "activity__objective", "output")
        .prefetch_related("activity__deliverables__plan")
        .order_by("-activity__plan__period_start", "activity__plan__slug", "activity", "output")
    )
    found: dict[int, Work] = {}
    for link in links:
        work = found.setdefault(link.activity_id, Work(link.activity, [], list(link.activity.deliverables.all())))
        if link.output:
            work.outputs.append(link.output)
    return list(found.values())


def _moved(links: QuerySet[IndicatorLink]) -> list[MovedIndicator]:
    shown = public_indicators().order_by("code")
    return _grouped(links.filter(indicator__in=shown.order_by().values("pk")).select_related("indicator", "output"))


def _grouped(links: Iterable[IndicatorLink]) -> list[MovedIndicator]:
    found: dict[int, MovedIndicator] = {}
    for link in links:
        moved = found.setdefault(link.indicator_id, MovedIndicator(link.indicator))
        if link.output and link.output not in moved.outputs:
            moved.outputs.append(link.output)
    return sorted(found.values(), key=lambda moved: moved.indicator.code)

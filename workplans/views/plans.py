"""The list of work plans, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Area, WorkPlan
from ..selectors import plans
from ..selectors.words import words_of

WHOLE = 200  # activities; a larger plan is shown area by area
PER_PAGE = 100
DELIVERABLES_PER_PAGE = 100


@require_safe
def list_plans(request: HttpRequest) -> HttpResponse:
    """The latest version of every public plan with how much is in it; the earlier ones are folded below it."""
    shown = list(plans.public_plans().latest_versions())
    earlier = plans.earlier_versions(shown)
    context = {
        "rows": [(plan, earlier[plan.pk]) for plan in shown],
        "has_samples": any(plan.is_sample for plan in shown),
    }
    return render(request, "workplans/index.html", context)


@require_safe
def show_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One plan: its areas with their objectives and activities, and its deliverables. A large one area by area."""
    shown: WorkPlan = get_object_or_404(plans.public_plans(), slug=slug)
    areas = list(plans.areas_of(shown))
    is_whole = shown.activity_count <= WHOLE
    chosen = None if is_whole else _chosen_area(areas, request.GET.get("area", ""))
    page = Paginator(plans.activities_of(shown, chosen), WHOLE if is_whole else PER_PAGE).get_page(request.GET.get("page"))
    activities = list(page)
    objectives = shown.objectives.order_by("number")
    if not is_whole:  # of the objectives, those that this page has activities of
        objectives = objectives.filter(pk__in={activity.objective_id for activity in activities} - {None})
    deliverables = Paginator(plans.deliverables_of(shown), DELIVERABLES_PER_PAGE).get_page(request.GET.get("deliverables"))
    context = {
        "plan": shown,
        "called": words_of(shown),
        "areas": areas,
        "chosen": chosen,
        "parts": plans.parts_of([chosen] if chosen else areas, activities, objectives),
        "page_obj": page,
        "deliverables": deliverables,
        "documents": plans.documents_of(shown),
        "amended_by": plans.amended_by(shown),
    }
    return render(request, "workplans/plan.html", context)


def _chosen_area(areas: list[Area], number: str) -> Area | None:
    """The area that the address asks for, else the first."""
    if not number:
        return areas[0] if areas else None
    for area in areas:
        if str(area.number) == number:
            return area
    raise Http404

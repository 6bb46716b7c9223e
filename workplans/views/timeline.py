"""The timeline: every activity of the public plans, or of one of them, on a line of quarters."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..enums import ActivityState
from ..models import WorkPlan
from ..schedule_filter import ScheduleForm
from ..selectors import timeline
from ..selectors.words import words_of

PER_PAGE = 300  # activities: more than that are shown area by area first (bench/README.md has what a browser needs for how many)
QUARTERS_UP_TO = 6  # years: on a longer line only the years are named


@require_safe
def show_timeline(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Row by row; where there are too many rows, the areas at a glance, each a link to its rows."""
    plan = get_object_or_404(WorkPlan.objects.public(), slug=slug) if slug else None
    form = ScheduleForm(request.GET, plan=plan)
    choice, today = form.choice, timezone.localdate()
    known, apart = timeline.outline(choice), list(timeline.apart(choice))
    scale = timeline.fitting_scale(choice, known, apart, today)
    context = {
        "plan": plan,
        "names": words_of(plan) if plan else None,
        "form": form,
        "count": len(known),
        "scale": scale,
        "names_quarters": len(scale.years) <= QUARTERS_UP_TO,
        "today": scale.place(today),
        "day": today,
        "states": ActivityState,
    }
    if len(known) > PER_PAGE and choice.area is None and "page" not in request.GET:
        context["areas"] = timeline.areas_at_a_glance(known, scale)
    else:
        page = Paginator(timeline.activities_in_order(choice), PER_PAGE).get_page(request.GET.get("page"))
        dated = [each for each in page if each.span]
        context |= {"page_obj": page, "groups": timeline.grouped(dated, scale), "undated": [each for each in page if not each.span]}
    if "areas" in context or context["page_obj"].number == 1:
        context["promised"] = timeline.marked(apart, scale)
    return render(request, "workplans/timeline.html", context)

"""Everything about one activity."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import rules
from ..models import WorkPlan
from ..selectors import activities
from ..selectors.evaluations import accepted_evaluations
from ..selectors.words import words_of


@require_safe
def show_activity(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Who does it, when and with what money, how far it is, and where it leads; problems for those who follow them."""
    plan = get_object_or_404(WorkPlan.objects.public(), slug=slug)
    shown = get_object_or_404(activities.find_activity(plan, code))
    sees_problems = request.user.has_perm("workplans.view_problem") and rules.works_on(request.user, shown)
    context = {
        "plan": plan,
        "called": words_of(plan),
        "activity": shown,
        "counts": activities.counts_of(shown),
        "evaluations": accepted_evaluations(shown),
        "decisions": [decision for each in shown.deliverables.all() for decision in each.decisions.all()],
        "sees_names": request.user.has_perm("workplans.view_task"),
        "problems": shown.problems.select_related("owner") if sees_problems else (),
    }
    return render(request, "workplans/activity.html", context)

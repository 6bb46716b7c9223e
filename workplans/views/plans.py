"""The pages about work plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..models import WorkPlan
from ..selectors.plans import deliverables_of, documents_of, objectives_of, public_plans


def list_plans(request: HttpRequest) -> HttpResponse:
    """Every public plan with how much is in it."""
    return render(request, "workplans/index.html", {"plans": public_plans()})


def show_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One plan: its objectives with their activities, and its deliverables."""
    shown: WorkPlan = get_object_or_404(public_plans(), slug=slug)
    context = {
        "plan": shown,
        "objectives": objectives_of(shown),
        "deliverables": deliverables_of(shown),
        "documents": documents_of(shown),
    }
    return render(request, "workplans/plan.html", context)

"""Everything about one deliverable."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import WorkPlan
from ..selectors.deliverables import find_deliverable, outputs_behind


@require_safe
def show_deliverable(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was promised for when, part by part; which work is behind it, and what the meeting decided."""
    plan = get_object_or_404(WorkPlan.objects.public(), slug=slug)
    shown = get_object_or_404(find_deliverable(plan, number))
    context = {"plan": plan, "deliverable": shown, "outputs": outputs_behind(shown)}
    return render(request, "workplans/deliverable.html", context)

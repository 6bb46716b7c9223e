"""Who owes what for the next meeting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import rules
from ..selectors.deliverables import by_lead, meetings_owed, next_of, owed_to
from ..selectors.late import late_activities, late_tasks

NO_MEETING = "none"
SHOWN = 100  # of what is overdue; the register has all


@require_safe
def show_owed(request: HttpRequest) -> HttpResponse:
    """What is promised to a meeting (``?meeting=``) and not delivered, by who leads it. Staff also see all that is late."""
    meetings = list(meetings_owed())
    asked = request.GET.get("meeting", "")
    if asked and asked != NO_MEETING:
        meeting = next((each for each in meetings if each.slug == asked), None)
        if meeting is None:
            raise Http404
    else:
        meeting = None if asked else next_of(meetings)
    deliverables = list(owed_to(meeting))
    context = {
        "meetings": meetings,
        "meeting": meeting,
        "owing": by_lead(deliverables),
        "owed_count": len(deliverables),
        "late_count": sum(each.is_overdue for each in deliverables),
        "is_staff": request.user.has_perm("workplans.view_task"),
        "may_decide": rules.may_enter_decisions(request.user),
    }
    if context["is_staff"]:
        context |= {"late_activities": late_activities()[:SHOWN], "late_tasks": late_tasks()[:SHOWN]}
    return render(request, "workplans/owed.html", context)

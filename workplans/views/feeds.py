"""The calendar of the public plans for other programs."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..ical import make_calendar
from ..models import WorkPlan
from ..schedule_filter import ScheduleForm
from ..selectors.calendar import changed_at, entries


@require_safe
def give_calendar(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Everything chosen by the address, in its language; a filter that cannot be read has no calendar.

    The mark is that of the file itself, so that whoever has it already is given nothing again.
    """
    plan = get_object_or_404(WorkPlan.objects.public(), slug=slug) if slug else None
    form = ScheduleForm(request.GET, plan=plan)
    if not form.is_valid():
        raise Http404("a filter that cannot be read")
    found = entries(form.choice)
    body = make_calendar(
        name=plan.title if plan else _("Work plans"),
        about=_("Activities, milestones, tasks and deliverables on their days."),
        found=found,
        changed_at=changed_at(found),
        site=request.build_absolute_uri("/").rstrip("/"),
    )
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Content-Disposition"] = f'inline; filename="{slug or "workplans"}.ics"'
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return get_conditional_response(request, etag=etag, response=response)

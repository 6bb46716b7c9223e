"""The calendar of the public plans for other programs."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from ..ical import make_calendar
from ..models import WorkPlan
from ..schedule_filter import ScheduleForm
from ..selectors.calendar import changed_at, entries, state_of_the_data


def mark_of(request: HttpRequest, slug: str = "") -> str:
    """Stays the same as long as nothing was changed: programs ask every few hours, and making a large calendar takes seconds."""
    parts = (request.build_absolute_uri(), settings.SITE_URL, state_of_the_data(), _state_of_the_code())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=mark_of)
def give_calendar(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Everything chosen by the address, in its language; a filter that cannot be read has no calendar."""
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
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug or "workplans"}.ics"'
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


@lru_cache(maxsize=1)
def _state_of_the_code() -> float:
    """When the code or the words of the interface were last changed; a new release makes calendars anew."""
    written = [*Path(__file__).parents[1].rglob("*.py"), *(file for path in settings.LOCALE_PATHS for file in path.rglob("*.mo"))]
    return max(path.stat().st_mtime for path in written)

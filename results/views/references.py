"""What the editor of live figures asks: how a reference may go on, and how a text will read. For people who work here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from base.text import LANGUAGES

from ..references.preview import preview
from ..references.suggesting import suggest

LONGEST = 100_000  # characters of a text


def for_staff(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Only for people who may work in the admin; others are refused, not sent to sign in: a script asks."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            raise PermissionDenied
        return view(request)

    return checked


@require_GET
@never_cache
@for_staff
def suggest_references(request: HttpRequest) -> JsonResponse:
    """How what was typed after the braces may go on."""
    found = suggest(request.GET.get("typed", "")[:200])
    options = [{"value": each.value, "note": each.note, "complete": each.is_complete} for each in found]
    return JsonResponse({"options": options})


@require_POST
@for_staff
def preview_text(request: HttpRequest) -> HttpResponse:
    """The text as it will read in its language, as a piece of clean HTML. Nothing is stored."""
    text, language = request.POST.get("text", ""), request.POST.get("language", "")
    if language not in LANGUAGES or len(text) > LONGEST:
        return HttpResponseBadRequest()
    return JsonResponse({"html": preview(text, language)})

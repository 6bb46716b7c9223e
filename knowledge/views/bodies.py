from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..selectors import bodies, gathering


@require_safe
def list_bodies(request: HttpRequest) -> HttpResponse:
    """Who reports to whom."""
    return render(request, "knowledge/bodies.html", {"branches": bodies.hierarchy()})


@require_safe
def show_body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: mandate, members, meetings and the documents it endorsed."""
    body = get_object_or_404(bodies.with_details(), slug=slug)
    return render(
        request,
        "knowledge/body.html",
        {"body": body, "meetings": gathering.meetings_of(body), "documents": bodies.documents_endorsed_by(body)},
    )

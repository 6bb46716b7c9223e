from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Theme
from ..selectors import gathering, themes


@require_safe
def show_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the catalogue holds on one theme, and what meetings decided on it."""
    theme = get_object_or_404(Theme.objects.select_related("parent", "strategy").prefetch_related("children", "bodies"), slug=slug)
    context = {"shelves": gathering.on_theme(theme), "outcomes": themes.outcomes_on(theme)}
    return render(request, "knowledge/theme.html", {"theme": theme, "is_empty": not any(context.values()), **context})

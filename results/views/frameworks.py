"""The results frameworks: which there are, and each as a tree."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from knowledge.models import Theme
from knowledge.selectors.themes import with_everything_below

from ..models import Challenge, Framework
from ..selectors.frameworks import ThemeBranch, last_told_cycle, public_frameworks, results_tree, themes_by_framework


def list_frameworks(request: HttpRequest) -> HttpResponse:
    """Every public framework with the themes it covers."""
    frameworks = list(public_frameworks())
    themes = themes_by_framework(frameworks)
    shown = [{"framework": framework, "themes": themes.get(framework.pk, [])} for framework in frameworks]
    return render(request, "results/index.html", {"frameworks": shown})


def show_framework(request: HttpRequest, slug: str) -> HttpResponse:
    """The tree with its figures. Where progress is told per cycle, the last told cycle with its challenges as well."""
    shown: Framework = get_object_or_404(public_frameworks(), slug=slug)
    themes = themes_by_framework([shown]).get(shown.pk, [])
    theme = _chosen(themes, request.GET.get("theme", ""))
    cycle, entries = (None, {}) if shown.progress_years else last_told_cycle(shown)
    context = {
        "framework": shown,
        "themes": themes,
        "theme": theme,
        "cycle": cycle,
        "column_count": len(shown.progress_years) + 2 if shown.progress_years else 3,
        "tree": results_tree(shown, entries=entries, themes=with_everything_below(theme) if theme else None),
        "challenges": Challenge.objects.filter(cycle=cycle).select_related("theme", "country", "owner") if cycle else [],
    }
    return render(request, "results/framework.html", context)


def _chosen(branches: list[ThemeBranch], slug: str) -> Theme | None:
    """The theme to look at; ``None`` for all of them. A theme that the framework does not have is not found."""
    if not slug:
        return None
    for branch in branches:
        for theme in (branch.theme, *branch.parts):
            if theme.slug == slug:
                return theme
    raise Http404

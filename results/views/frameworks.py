"""One results framework as a tree, in the version that stands or an earlier one, whole or in part."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.models import Theme
from knowledge.selectors.themes import with_everything_below

from ..enums import VersionState
from ..exhibits import Exhibit
from ..models import Challenge, Framework, FrameworkVersion
from ..references import records_with_figures
from ..selectors.framework_sheet import framework_sheet
from ..selectors.framework_versions import compare, version_records, visible_versions, works_on
from ..selectors.frameworks import (
    Node,
    ThemeBranch,
    choose_placements,
    last_told_cycle,
    public_frameworks,
    results_tree,
    tags_of,
    themes_by_framework,
)
from ..selectors.progress import PublicEntry
from ..selectors.quality import CRITERIA, quality_of_framework
from .downloads import framed, give

SHOWN: dict[str, str | Promise] = {"headline": _("headline indicators"), "tracked": _("indicators that are tracked only")}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of a framework the reader asked for; ``None`` and an empty text stand for all of it."""

    theme: Theme | None
    tag: Theme | None
    shown: str
    version: FrameworkVersion | None

    @property
    def is_part(self) -> bool:
        return bool(self.theme or self.tag or self.shown)

    @property
    def is_in_preparation(self) -> bool:
        return self.version is not None and self.version.state == VersionState.DRAFT


def show_framework(request: HttpRequest, slug: str) -> HttpResponse:
    """The tree with its figures. Where progress is told per cycle, the last told cycle with its challenges as well."""
    shown: Framework = get_object_or_404(public_frameworks(), slug=slug)
    themes = themes_by_framework([shown]).get(shown.pk, [])
    tags = tags_of(shown)
    versions = visible_versions(shown, request.user)
    choice = _choice(request, themes, tags, versions)
    cycle, entries = (None, {}) if shown.progress_years else last_told_cycle(shown)
    tree = _tree(shown, choice, entries)
    challenges = Challenge.objects.filter(cycle=cycle).select_related("theme", "country", "owner") if cycle else []
    context = {
        "framework": shown,
        "themes": themes,
        "tags": tags,
        "theme": choice.theme,
        "choice": choice,
        "shown_choices": SHOWN.items(),
        "versions": versions,
        "standing": next((version for version in versions if version.state == VersionState.CONFIRMED), None),
        "cycle": cycle,
        "column_count": len(shown.progress_years) + 2 if shown.progress_years else 3,
        "tree": tree,
        "frame": _frame(request, shown, tree) if tree and not choice.is_in_preparation else None,
        "challenges": records_with_figures(challenges),
    }
    if works_on(request.user):
        context |= {"quality": quality_of_framework(shown, choice.version), "criteria": CRITERIA.values()}
    return render(request, "results/framework.html", context)


def give_framework(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The figures of what the page shows for the same choice, as a file. Others may keep it: only public versions."""
    shown: Framework = get_object_or_404(public_frameworks(), slug=slug)
    themes = themes_by_framework([shown]).get(shown.pk, [])
    choice = _choice(request, themes, tags_of(shown), visible_versions(shown, AnonymousUser()))
    return give(request, ending, lambda: _exhibit(shown, _tree(shown, choice, {})))


def show_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """What each version of a framework added, changed and retired, who confirmed it and when; and two of them compared."""
    shown: Framework = get_object_or_404(public_frameworks(), slug=slug)
    versions = visible_versions(shown, request.user)
    first, last = (_version(versions, request.GET.get(name, "")) for name in ("from", "to"))
    context = {
        "framework": shown,
        "versions": versions,
        "records": version_records(shown, versions),
        "first": first or versions[-1] if versions else None,
        "last": last or versions[0] if versions else None,
        "comparison": compare(shown, first.number, last.number) if first and last else None,
    }
    return render(request, "results/versions.html", context)


def _tree(shown: Framework, choice: Choice, entries: dict[int, PublicEntry]) -> list[Node]:
    return results_tree(
        shown,
        entries=entries,
        themes=with_everything_below(choice.theme) if choice.theme else None,
        placements=choose_placements(shown, version=choice.version, shown=choice.shown, tag=choice.tag),
        only_with_indicators=bool(choice.tag or choice.shown),
    )


def _exhibit(shown: Framework, tree: list[Node]) -> Exhibit:
    title = gettext("Figures of the framework: %(title)s") % {"title": shown.title}
    return Exhibit(title, lambda: framework_sheet(shown, tree))


def _frame(request: HttpRequest, shown: Framework, tree: list[Node]) -> dict[str, object]:
    address = reverse("results:framework_file", args=[shown.slug, "csv"]).removesuffix(".csv")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {**framed(_exhibit(shown, tree), address), "id": "framework", "query": query}


def _choice(request: HttpRequest, themes: list[ThemeBranch], tags: list[Theme], versions: list[FrameworkVersion]) -> Choice:
    """What the address asks for; a part that the framework does not have is not found."""
    shown = request.GET.get("show", "")
    if shown and shown not in SHOWN:
        raise Http404
    below = [theme for branch in themes for theme in (branch.theme, *branch.parts)]
    return Choice(
        theme=_named(below, request.GET.get("theme", "")),
        tag=_named(tags, request.GET.get("tag", "")),
        shown=shown,
        version=_version(versions, request.GET.get("version", "")),
    )


def _named(themes: list[Theme], slug: str) -> Theme | None:
    if not slug:
        return None
    for theme in themes:
        if theme.slug == slug:
            return theme
    raise Http404


def _version(versions: list[FrameworkVersion], number: str) -> FrameworkVersion | None:
    if not number:
        return None
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404

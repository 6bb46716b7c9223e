"""Where all indicators stand: by pillar, by sector, by rating."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..enums import Rating
from ..models import Indicator
from ..selectors.cycles import latest_cycle
from ..selectors.frameworks import themes_by_framework
from ..selectors.summary import PILLAR, RATING, SECTOR, Group, Summary, frameworks_with_counts, summarise
from ..selectors.summary_exhibits import overview_exhibit
from .downloads import framed, give
from .keeping import keep_while_unchanged

WAYS = (PILLAR, SECTOR, RATING)
PER_PAGE = 50
UNRATED = "none"  # “not rated” in an address


@keep_while_unchanged
def show_results(request: HttpRequest) -> HttpResponse:
    """The overview with the frameworks. ``?by=`` groups it; by rating, ``?rating=`` lists the indicators of one."""
    by = request.GET.get("by") or PILLAR
    if by not in WAYS:
        raise Http404
    summary = summarise(by)
    frameworks = frameworks_with_counts()
    themes = themes_by_framework(frameworks)
    chosen = _chosen(summary, request.GET.get("rating", ""))
    context = {
        "by": by,
        "summary": summary,
        "frame": framed(overview_exhibit(summary), reverse("results:overview_file", args=[by, "csv"]).removesuffix(".csv")),
        "cycle": latest_cycle(),
        "frameworks": [{"framework": framework, "themes": themes.get(framework.pk, [])} for framework in frameworks],
        "chosen": chosen,
        "page_obj": _indicators(chosen, request) if chosen else None,
    }
    return render(request, "results/index.html", context)


def give_overview(request: HttpRequest, by: str, ending: str) -> HttpResponse:
    """The overview as a file."""
    if by not in WAYS:
        raise Http404
    return give(request, ending, lambda: overview_exhibit(summarise(by)))


def _chosen(summary: Summary, rating: str) -> Group | None:
    if summary.by != RATING or not rating:
        return None
    wanted = "" if rating == UNRATED else rating
    if wanted not in Rating.values:
        raise Http404
    return next(group for group in summary.groups if group.rating == wanted)


def _indicators(group: Group, request: HttpRequest) -> Page:
    codes = Indicator.objects.filter(pk__in=list(group.members)).order_by("code")
    return Paginator(codes, PER_PAGE).get_page(request.GET.get("page"))

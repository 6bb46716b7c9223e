"""The versions of a plan, and what is different between two of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..models import WorkPlan
from ..selectors.compared_fields import KINDS
from ..selectors.comparing import WHATS, compare
from ..selectors.lineage import family_of
from ..selectors.own import plans_seen_by

PER_PAGE = 50


@require_safe
def list_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan, what it was copied from and what was copied from it. Drafts for the secretariat alone."""
    plan = _find(request, slug)
    context = {"plan": plan, "versions": family_of(plan, request.user)}
    return render(request, "workplans/versions.html", context)


@require_safe
def show_comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """What is different from the version in ``?with=``, else from the one that the plan was copied from.

    ``?kind=activities`` and ``?what=added`` narrow it down, ``?page=`` turns the pages.
    """
    plan = _find(request, slug)
    versions = family_of(plan, request.user)
    asked = request.GET.get("with", plan.previous.slug if plan.previous else "")
    other = next((each for each in versions if each.slug == asked and each != plan), None)
    if other is None:
        if "with" in request.GET and asked != plan.slug:
            raise Http404
        return HttpResponseRedirect(reverse("workplans:versions", args=[plan.slug]))
    kind, what = request.GET.get("kind", ""), request.GET.get("what", "")
    if kind not in ("", *(each.name for each in KINDS)) or what not in ("", *WHATS):
        raise Http404
    comparison = compare(plan, other)
    context = {
        "plan": plan,
        "other": other,
        "versions": versions,
        "comparison": comparison,
        "page_obj": Paginator(comparison.narrowed(kind, what), PER_PAGE).get_page(request.GET.get("page")),
        "kind": kind,
        "what": what,
    }
    return render(request, "workplans/compare.html", context)


def _find(request: HttpRequest, slug: str) -> WorkPlan:
    return get_object_or_404(plans_seen_by(request.user).select_related("body", "previous"), slug=slug)

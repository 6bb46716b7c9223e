"""What a country, a body or an organisation does in all plans, and what is done under a theme."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from knowledge.models import Body, Country, Organisation, Theme

from ..selectors.parties import activities_of, deliverables_of, share_of

PER_PAGE = 100


@require_safe
def show_country(request: HttpRequest, key: str) -> HttpResponse:
    """What a country leads and takes part in."""
    country = get_object_or_404(Country, iso3=key.upper())
    return _show(request, country, f"party=country.{country.iso3}")


@require_safe
def show_organisation(request: HttpRequest, key: str) -> HttpResponse:
    """What an organisation leads and takes part in."""
    return _show(request, get_object_or_404(Organisation, slug=key), f"party=organisation.{key}")


@require_safe
def show_body(request: HttpRequest, key: str) -> HttpResponse:
    """What a body leads and takes part in."""
    return _show(request, get_object_or_404(Body, slug=key), f"party=body.{key}")


@require_safe
def show_theme(request: HttpRequest, key: str) -> HttpResponse:
    """What is done under a theme and everything below it."""
    return _show(request, get_object_or_404(Theme, slug=key), f"theme={key}")


def _show(request: HttpRequest, record: Model, query: str) -> HttpResponse:
    """The page of any of them; ``query`` finds the same in the register."""
    context = {
        "record": record,
        "kind": record._meta.model_name,
        "share": share_of(record),
        "page_obj": Paginator(activities_of(record), PER_PAGE).get_page(request.GET.get("page")),
        "deliverables": deliverables_of(record)[:PER_PAGE],
        "query": query,
    }
    return render(request, "workplans/party.html", context)

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Country
from ..selectors import funding, gathering


@require_safe
def list_countries(request: HttpRequest) -> HttpResponse:
    """The member countries, then the others that entries speak of."""
    countries = Country.objects.all()
    members = [country for country in countries if country.is_member]
    others = [country for country in countries if not country.is_member]
    return render(request, "knowledge/countries.html", {"members": members, "others": others})


@require_safe
def show_country(request: HttpRequest, iso3: str) -> HttpResponse:
    """Everything the catalogue holds on one country."""
    country = get_object_or_404(Country, iso3=iso3.upper())
    context = {
        "shelves": gathering.on_country(country),
        "grants": funding.awards_to(country),
        "bodies": country.bodies.all(),
        "organisations": country.organisations.current(),
    }
    return render(request, "knowledge/country.html", {"country": country, "is_empty": not any(context.values()), **context})

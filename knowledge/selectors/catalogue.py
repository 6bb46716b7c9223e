"""The kinds of the catalogue and their entries."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ..models import Country, CountryBrief, Document, Event, FundingOpportunity, Resource, Solution, Theme, Training
from .themes import with_everything_below
from .words import matching

KINDS: dict[str, type[Resource]] = {
    model.URL_KIND: model for model in (Event, Document, Training, Solution, FundingOpportunity, CountryBrief)
}
# What a row of a list reads besides the entry itself.
ROW_RELATIONS: dict[type[Resource], tuple[str, ...]] = {
    Event: ("body",),
    Document: ("publisher",),
    Training: ("provider",),
    Solution: ("provider",),
    FundingOpportunity: ("funder",),
    CountryBrief: ("country",),
}
# Where words are looked for.
WORD_FIELDS: dict[type[Resource], tuple[str, ...]] = {
    Event: ("title", "summary", "place"),
    Document: ("title", "summary", "dated", "reference"),
    Training: ("title", "summary", "location", "eligibility"),
    Solution: ("title", "summary", "threat"),
    FundingOpportunity: ("title", "summary", "eligibility", "priority_areas"),
    CountryBrief: ("title", "summary", "health_security", "health_system"),
}


def names() -> dict[str, str]:
    """What each kind is called, in the plural."""
    return {kind: model._meta.verbose_name_plural for kind, model in KINDS.items()}


def published(model: type[Resource]) -> QuerySet:
    """The published entries of one kind, ready to be written as rows of a list."""
    return model.objects.published().select_related(*ROW_RELATIONS[model])


def about(entries: QuerySet, theme: Theme) -> QuerySet:
    """Of these entries, those about a theme or about anything below it."""
    about_it = entries.model.objects.filter(themes__in=with_everything_below(theme))
    return entries.filter(pk__in=about_it.values("pk"))


def concerning(entries: QuerySet, country: Country) -> QuerySet:
    """Of these entries, those that concern a country; a brief is about its own, and an event also concerns its hosts."""
    if entries.model is CountryBrief:
        return entries.filter(country=country)
    if entries.model is Event:
        hosted = Event.objects.filter(Q(countries=country) | Q(hosts__country=country))
        return entries.filter(pk__in=hosted.values("pk"))
    return entries.filter(countries=country)


def mentioning(entries: QuerySet, words: str) -> QuerySet:
    """Of these entries, those that hold every word, in either language."""
    return matching(entries, words, WORD_FIELDS[entries.model])


def counts() -> list[dict[str, Any]]:
    """How many published entries each kind has: ``{"kind", "name", "model", "count"}`` in the order of the catalogue."""
    return [
        {"kind": kind, "name": name, "model": KINDS[kind], "count": KINDS[kind].objects.published().count()}
        for kind, name in names().items()
    ]

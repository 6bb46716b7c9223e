"""All that the page of an entry shows, in a number of queries that does not grow with it."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from ..models import (
    CountryBrief,
    Document,
    Event,
    EventAttendance,
    EventHost,
    FundingAward,
    FundingOpportunity,
    MeetingOutcome,
    Resource,
    Solution,
    Training,
)

ONE: dict[type[Resource], tuple[str, ...]] = {
    Event: ("body", "part_of"),
    Document: ("publisher", "endorsed_by"),
    Training: ("provider",),
    Solution: ("provider",),
    FundingOpportunity: ("funder",),
    CountryBrief: ("country",),
}


def _many(model: type[Resource]) -> tuple[str | Prefetch, ...]:
    """What comes along to an entry; of other entries, only the published ones."""
    return {
        Event: (
            "materials",
            Prefetch("attendance", queryset=EventAttendance.objects.select_related("unit", "country")),
            Prefetch("hosts", queryset=EventHost.objects.select_related("country", "organisation")),
            Prefetch("outcomes", queryset=MeetingOutcome.objects.select_related("theme")),
            Prefetch("documents", queryset=Document.objects.published().select_related("publisher")),
            Prefetch("parts", queryset=Event.objects.published().select_related("body").order_by("starts_on", "slug")),
        ),
        Document: (
            "files",
            "defined_themes",
            Prefetch("events", queryset=Event.objects.published().select_related("body")),
        ),
        Training: ("capacities",),
        FundingOpportunity: (Prefetch("awards", queryset=FundingAward.objects.prefetch_related("countries")),),
    }.get(model, ())


def of(model: type[Resource]) -> QuerySet:
    """Entries of one kind, published or not, with all that their page shows."""
    return model.objects.select_related(*ONE[model]).prefetch_related("countries", "themes", *_many(model))

"""Reading progress entries: what the public may see, and who wrote what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Subquery

from base.text import Text, text_of

from ..enums import EntryState, Rating
from ..models import Indicator, ProgressEntry, ReportingCycle


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry as it was last approved. While an editor works on a newer text, this is what everyone reads."""

    entry_id: int
    cycle: ReportingCycle
    indicator: Indicator
    narrative: Text
    rating: Rating
    approved_at: datetime


def public_entries(cycle: ReportingCycle) -> list[PublicEntry]:
    """The last approved version of each entry of ``cycle``, by indicator code; entries never approved are left out."""
    return last_approved(ProgressEntry.objects.filter(cycle=cycle).order_by("indicator__code"))


def public_entries_of(indicator: Indicator) -> list[PublicEntry]:
    """The last approved version of the entry in each cycle for ``indicator``, the latest cycle first."""
    return last_approved(ProgressEntry.objects.filter(indicator=indicator).order_by("-cycle__period_end", "cycle__slug"))


def last_approved(entries: models.QuerySet[ProgressEntry]) -> list[PublicEntry]:
    """The last approved version of each of these entries, in their order; entries never approved are left out."""
    entries = entries.select_related("cycle__sector", "indicator")
    versions = _approved_versions([entry.pk for entry in entries])
    return [_public(entry, versions[entry.pk]) for entry in entries if entry.pk in versions]


def _approved_versions(entry_ids: Iterable[int]) -> dict[int, models.Model]:
    """The newest approved version in the history of each entry."""
    history = ProgressEntry.history.model.objects
    newest = history.filter(id=OuterRef("id"), state=EntryState.APPROVED).order_by("-history_date", "-history_id")
    found = history.filter(id__in=list(entry_ids), history_id=Subquery(newest.values("history_id")[:1]))
    return {version.id: version for version in found}


def _public(entry: ProgressEntry, version: models.Model) -> PublicEntry:
    return PublicEntry(
        entry_id=entry.pk,
        cycle=entry.cycle,
        indicator=entry.indicator,
        narrative=text_of(version, "narrative"),
        rating=Rating(version.rating),
        approved_at=version.updated_at,
    )


def previous_entry(*, indicator: Indicator, cycle: ReportingCycle) -> PublicEntry | None:
    """What was last approved for this indicator in the same sector's cycle before ``cycle``."""
    earlier = ProgressEntry.objects.filter(
        indicator=indicator, cycle__sector=cycle.sector_id, cycle__period_end__lt=cycle.period_end
    )
    return next(iter(last_approved(earlier.order_by("-cycle__period_end"))), None)


def writers_since_approval(entry: ProgressEntry) -> set[int]:
    """The people who had a hand in the text since it was last approved, the present author included."""
    versions = entry.history.exclude(author=None)
    if approved := _approved_versions([entry.pk]).get(entry.pk):
        versions = versions.filter(history_id__gt=approved.history_id)
    return {entry.author_id, *versions.values_list("author_id", flat=True)} - {None}

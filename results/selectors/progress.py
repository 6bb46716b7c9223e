"""Reading what is reviewed: what the public may see, what stood in the cycle before, and who wrote what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Subquery

from base.parity import columns_of, translated_fields
from base.text import Text, text_of
from knowledge.models import Country

from ..enums import Rating
from ..models import CountryProgress, Indicator, ProgressEntry, ReportingCycle, Reviewed
from ..models.progress import APPROVED
from ..references import FiguresInTexts, records_with_figures


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry as it was last approved. While somebody works on a newer text, this is what everyone reads.

    ``country`` is ``None`` for what is told about the region as a whole. Its figures stand in the ``narrative``, and in
    ``linked`` each of them leads to its indicator.
    """

    entry_id: int
    cycle: ReportingCycle
    indicator: Indicator
    narrative: Text
    linked: Text
    rating: Rating
    approved_at: datetime
    country: Country | None = None
    proposed: Rating = Rating.NOT_RATED
    reason: Text = field(default_factory=Text)

    @property
    def was_overridden(self) -> bool:
        """Whether people chose another rating than the figures proposed; ``reason`` says why."""
        return bool(self.proposed) and self.rating != self.proposed


def public_entries(cycle: ReportingCycle) -> list[PublicEntry]:
    """The last approved version of each entry of ``cycle`` for the region, by indicator code; never approved ones are left out."""
    return last_approved(ProgressEntry.objects.regional().filter(cycle=cycle).order_by("indicator__code"))


def public_entries_of(indicator: Indicator) -> list[PublicEntry]:
    """The last approved version of the region's entry in each cycle for ``indicator``, the latest cycle first."""
    return last_approved(ProgressEntry.objects.regional().filter(indicator=indicator).order_by("-cycle__period_end", "cycle__slug"))


def country_entries_of(indicator: Indicator) -> list[PublicEntry]:
    """What countries told about ``indicator`` in the latest cycle in which any did, as last approved; by the countries' order."""
    approved = ProgressEntry.history.model.objects.filter(id=OuterRef("pk"), state__in=APPROVED)
    told = ProgressEntry.objects.filter(models.Exists(approved), indicator=indicator, country__isnull=False)
    cycle = told.order_by("-cycle__period_end", "cycle__slug").values("cycle")[:1]
    return last_approved(told.filter(cycle=Subquery(cycle)).order_by("country__order", "country__iso3"))


def last_approved(entries: models.QuerySet[ProgressEntry]) -> list[PublicEntry]:
    """The last approved version of each of these entries, in their order; entries never approved are left out."""
    entries = entries.select_related("cycle__sector", "indicator", "country")
    versions = approved_versions(ProgressEntry, [entry.pk for entry in entries])
    approved = [entry for entry in entries if entry.pk in versions]
    told = FiguresInTexts(text_of(versions[entry.pk], "narrative") for entry in approved)
    return [
        _public(entry, versions[entry.pk], narrative, linked)
        for entry, narrative, linked in zip(approved, told.plain(), told.linked(), strict=True)
    ]


def approved_country_progress(cycle: ReportingCycle) -> list[CountryProgress]:
    """The progress of countries in ``cycle``, each record with its texts as they were last approved; only to be read.

    What was never approved is left out.
    """
    found = list(CountryProgress.objects.filter(cycle=cycle).select_related("theme", "country"))
    versions = approved_versions(CountryProgress, [record.pk for record in found])
    approved = [record for record in found if record.pk in versions]
    for record in approved:
        for name in translated_fields(CountryProgress):
            for column in columns_of(name):
                setattr(record, column, getattr(versions[record.pk], column))
    return approved


def approved_versions(model: type[Reviewed], ids: Iterable[int]) -> dict[int, models.Model]:
    """The newest approved or published version in the history of each of these records."""
    history = model.history.model.objects
    newest = history.filter(id=OuterRef("id"), state__in=APPROVED).order_by("-history_date", "-history_id")
    found = history.filter(id__in=list(ids), history_id=Subquery(newest.values("history_id")[:1]))
    return {version.id: version for version in found}


def _public(entry: ProgressEntry, version: models.Model, narrative: Text, linked: Text) -> PublicEntry:
    return PublicEntry(
        entry_id=entry.pk,
        cycle=entry.cycle,
        indicator=entry.indicator,
        narrative=narrative,
        linked=linked,
        rating=Rating(version.rating),
        approved_at=version.updated_at,
        country=entry.country,
        proposed=Rating(version.proposed_rating),
        reason=text_of(version, "rating_reason"),
    )


def previous_entry(*, indicator: Indicator, cycle: ReportingCycle, country: Country | None = None) -> PublicEntry | None:
    """What was last approved for this indicator (and country) in the same sector's cycle before ``cycle``."""
    earlier = ProgressEntry.objects.filter(
        indicator=indicator, country=country, cycle__sector=cycle.sector_id, cycle__period_end__lt=cycle.period_end
    )
    return next(iter(last_approved(earlier.order_by("-cycle__period_end"))), None)


def previous_country_progress(progress: CountryProgress) -> CountryProgress | None:
    """What was last approved for the same theme and country in an earlier cycle, its texts with their figures; only to be read."""
    earlier = CountryProgress.objects.filter(
        theme=progress.theme_id, country=progress.country_id, cycle__period_end__lt=progress.cycle.period_end
    ).order_by("-cycle__period_end")
    ids = list(earlier.values_list("pk", flat=True))
    versions = approved_versions(CountryProgress, ids)
    newest = [versions[pk].instance for pk in ids if pk in versions][:1]
    return next(iter(records_with_figures(newest)), None)


def writers_since_approval(record: Reviewed) -> set[int]:
    """The people who had a hand in the text since it was last approved, the present author included."""
    versions = record.history.exclude(author=None)
    if approved := approved_versions(type(record), [record.pk]).get(record.pk):
        versions = versions.filter(history_id__gt=approved.history_id)
    return {record.author_id, *versions.values_list("author_id", flat=True)} - {None}

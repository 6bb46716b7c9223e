"""An indicator and what the public may read about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from knowledge.models import Document, Event
from workplans.models import Activity, WorkPlan

from ..models import EvidenceFile, Indicator, IndicatorPlacement, IndicatorRelation
from ..models.progress import APPROVED


@dataclass(frozen=True, slots=True)
class Relation:
    """Another indicator that is close to this one, and how they differ."""

    indicator: Indicator
    relation: IndicatorRelation


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind an indicator's figures, each once."""

    events: list[Event]
    documents: list[Document]
    activities: list[Activity]
    files: list[EvidenceFile]

    def __bool__(self) -> bool:
        return bool(self.events or self.documents or self.activities or self.files)


def public_indicators() -> QuerySet[Indicator]:
    """Indicators that at least one public framework shows or once showed."""
    return Indicator.objects.filter(pk__in=IndicatorPlacement.objects.ever_shown().values("indicator"))


def public_placements(code: str) -> list[IndicatorPlacement]:
    """Where public frameworks show the indicator ``code`` or once showed it; each has the indicator. None: it is not public.

    Where it stands now comes first, what is retired after that.
    """
    found = IndicatorPlacement.objects.ever_shown().filter(indicator__code=code).order_by()
    related = ("framework", "result__level", "result__theme", "retired_in", "indicator__responsible")
    return sorted(found.select_related(*related), key=_standing_first)


def _standing_first(placement: IndicatorPlacement) -> tuple[object, ...]:
    version = placement.retired_in
    retired = placement.retirement is not None, version is not None, -version.number if version else 0
    return *retired, placement.framework.order, placement.order, placement.code


def tracked_indicators() -> QuerySet[Indicator]:
    """Indicators that stand in at least one public framework now."""
    standing_now = IndicatorPlacement.objects.filter(framework__is_public=True).current()
    return Indicator.objects.filter(pk__in=standing_now.values("indicator"))


def related_indicators(indicator: Indicator, keys: Collection[int]) -> list[Relation]:
    """The indicators that the relations ``keys`` link to this one in either direction, as far as they are public."""
    if not keys:
        return []
    shown = IndicatorPlacement.objects.ever_shown()
    found = IndicatorRelation.objects.filter(pk__in=keys)
    found = found.filter(*(Exists(shown.filter(indicator=OuterRef(each))) for each in ("indicator", "other")))
    relations = list(found.select_related("indicator", "other").order_by("pk"))
    found = {each.other_id: Relation(each.other, each) for each in relations if each.indicator_id == indicator.pk}
    for each in relations:
        if each.other_id == indicator.pk:
            found.setdefault(each.indicator_id, Relation(each.indicator, each))
    return sorted(found.values(), key=lambda each: each.indicator.code)


def evidence_of(keys: Mapping[str, set[int]]) -> Evidence | None:
    """Of the records with these keys the published events and documents, the activities of public plans, the public files."""
    if not any(keys[kind] for kind in ("events", "documents", "activities", "files")):
        return None
    public_plans = WorkPlan.objects.public()
    files = EvidenceFile.objects.filter(Q(entry=None) | Q(entry__state__in=APPROVED), is_public=True)
    activities = Activity.objects.filter(plan__in=public_plans).select_related("plan", "objective")
    return Evidence(
        events=list(Event.objects.published().filter(pk__in=keys["events"])),
        documents=list(Document.objects.published().filter(pk__in=keys["documents"])),
        activities=list(activities.filter(pk__in=keys["activities"])),
        files=list(files.filter(pk__in=keys["files"])),
    )

"""An indicator and what the public may read about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from knowledge.models import Document, Event
from workplans.models import Activity, WorkPlan

from ..enums import VersionState
from ..models import EvidenceFile, Indicator, IndicatorPlacement, IndicatorRelation, Measure, Observation
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
    """Indicators that at least one public framework shows or once showed, with those placements alone.

    Where it stands now comes first, what is retired after that.
    """
    placements = (
        IndicatorPlacement.objects.ever_shown()
        .select_related("framework", "result__level", "result__theme", "added_in", "retired_in")
        .order_by(
            Case(When(retired_in__state=VersionState.CONFIRMED, then=1), default=0),
            F("retired_in__number").desc(nulls_first=True),
            *("framework__order", "order", "code"),
        )
    )
    measures = Measure.objects.select_related("unit")
    return (
        Indicator.objects.filter(pk__in=IndicatorPlacement.objects.ever_shown().values("indicator"))
        .select_related("responsible")
        .prefetch_related(Prefetch("placements", queryset=placements), Prefetch("measures", queryset=measures), "cross_cutting")
    )


def tracked_indicators() -> QuerySet[Indicator]:
    """Indicators that stand in at least one public framework now."""
    standing_now = IndicatorPlacement.objects.filter(framework__is_public=True).current()
    return Indicator.objects.filter(pk__in=standing_now.values("indicator"))


def related_indicators(indicator: Indicator) -> list[Relation]:
    """Indicators linked to this one in either direction, as far as they are public."""
    shown = IndicatorPlacement.objects.ever_shown()
    found = IndicatorRelation.objects.filter(Q(indicator=indicator) | Q(other=indicator))
    found = found.filter(*(Exists(shown.filter(indicator=OuterRef(each))) for each in ("indicator", "other")))
    relations = list(found.select_related("indicator", "other").order_by("pk"))
    found = {each.other_id: Relation(each.other, each) for each in relations if each.indicator_id == indicator.pk}
    for each in relations:
        if each.other_id == indicator.pk:
            found.setdefault(each.indicator_id, Relation(each.indicator, each))
    return sorted(found.values(), key=lambda each: each.indicator.code)


def evidence_of(indicator: Indicator) -> Evidence:
    """Published events and documents, activities of public plans and public files that figures of ``indicator`` rest on."""
    figures = Observation.objects.filter(measure__indicator=indicator)
    public_plans = WorkPlan.objects.public()
    return Evidence(
        events=list(Event.objects.published().filter(observations__in=figures).distinct()),
        documents=list(Document.objects.published().filter(observations__in=figures).distinct()),
        activities=list(
            Activity.objects.filter(observations__in=figures, plan__in=public_plans).select_related("plan", "objective").distinct()
        ),
        files=list(
            EvidenceFile.objects.filter(is_public=True).filter(
                Q(observation__measure__indicator=indicator) | Q(entry__indicator=indicator, entry__state__in=APPROVED)
            )
        ),
    )

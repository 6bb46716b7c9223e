"""Risks and assumptions: which are due for review in a cycle, and what the last review found."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from ..models import Indicator, IndicatorPlacement, ProgressEntry, ReportingCycle, RiskAssumption, RiskReview


def with_last_review(risks: QuerySet[RiskAssumption]) -> list[RiskAssumption]:
    """The risks with their latest review as ``last_review`` (``None`` where there is none), in two queries."""
    reviews = RiskReview.objects.select_related("cycle").order_by("-cycle__period_end", "-reviewed_at")
    found = list(risks.prefetch_related(Prefetch("reviews", reviews, to_attr="reviewed")))
    for risk in found:
        risk.last_review = risk.reviewed[0] if risk.reviewed else None
    return found


def risks_due(cycle: ReportingCycle, indicators: Iterable[Indicator] | None = None) -> list[RiskAssumption]:
    """The risks and assumptions to be looked at in ``cycle``: those of the results under which its indicators stand.

    ``indicators`` are those of the cycle's entries unless given. Where the cycle names frameworks, only their results
    count. Each risk comes with its result, its last review before this cycle (``last_review``) and the one of this cycle
    (``review_now``), ``None`` where there is none.
    """
    told = cycle.entries.values("indicator") if indicators is None else [indicator.pk for indicator in indicators]
    placed = IndicatorPlacement.objects.current().filter(indicator__in=told)
    if named := list(cycle.frameworks.all()):
        placed = placed.filter(framework__in=named)
    risks = RiskAssumption.objects.filter(result__in=placed.values("result")).select_related("result__framework", "result__level")
    due = with_last_review(risks.order_by("result__framework__order", "result__order", "-kind", "order", "pk"))
    for risk in due:
        risk.review_now = next((each for each in risk.reviewed if each.cycle_id == cycle.pk), None)
        earlier = [each for each in risk.reviewed if each.cycle_id != cycle.pk and each.cycle.period_end <= cycle.period_end]
        risk.last_review = earlier[0] if earlier else None
    return due


def risks_not_reviewed(entry: ProgressEntry) -> list[RiskAssumption]:
    """The risks and assumptions of the entry's results that nobody has looked at in its cycle.

    Empty where its results have none. Only frameworks that the cycle tells count, as soon as it names any; the country of
    the entry does not matter.
    """
    placed = IndicatorPlacement.objects.current().filter(indicator=entry.indicator_id)
    told = list(entry.cycle.frameworks.values_list("pk", flat=True))
    if told:
        placed = placed.filter(framework__in=told)
    risks = RiskAssumption.objects.filter(result__in=placed.values("result"))
    return list(risks.exclude(reviews__cycle=entry.cycle_id).order_by("result__order", "-kind", "order", "pk"))

"""The figures that charts are drawn from."""

from __future__ import annotations

from itertools import groupby

from django.db import models
from django.db.models import Q

from base.text import CHINESE, ENGLISH, Text
from knowledge.enums import AwardStatus, PublicationState
from knowledge.models import FundingAward, Theme
from results.models import ProgressReport

from ..content import Bar, DeliverablesChart, FundingChart, Grants
from .texts import TextReader

GRANTED = (AwardStatus.RAISED, AwardStatus.RECEIVED)


def collect_funding(report: ProgressReport, texts: TextReader) -> FundingChart:
    """The grants raised or received under the report's themes, the largest first, by currency."""
    awards = (
        FundingAward.objects.filter(
            status__in=GRANTED,
            amount__isnull=False,
            opportunity__state=PublicationState.PUBLISHED,
            opportunity__themes__in=_themes(report),
        )
        .order_by("currency", "-amount", "slug")
        .distinct()
    )
    currencies = tuple(
        Grants(currency=currency, bars=tuple(Bar(texts.of(award, "beneficiary"), float(award.amount)) for award in group))
        for currency, group in groupby(awards, key=lambda award: award.currency)
    )
    return FundingChart(currencies=currencies)


def _themes(report: ProgressReport) -> models.QuerySet[Theme]:
    """The report's sector, and the themes of its country progress, work plan and framework."""
    themes = Q(plan_areas__plan__reports=report) | Q(results__framework__reports=report)
    if report.cycle is not None:
        themes |= Q(pk=report.cycle.sector_id) | Q(country_progress__cycle=report.cycle_id)
    return Theme.objects.filter(themes)


def collect_deliverables_chart(report: ProgressReport, texts: TextReader) -> DeliverablesChart | None:
    """How many deliverables of the report's work plan fall due in each quarter."""
    if report.work_plan is None:
        return None
    due = sorted(report.work_plan.deliverables.all(), key=lambda row: (row.due_year, row.due_quarter))
    bars = []
    for _quarter, group in groupby(due, key=lambda row: (row.due_year, row.due_quarter)):
        first, *others = group
        bars.append(Bar(Text(zh=first.due_in(CHINESE), en=first.due_in(ENGLISH)), float(1 + len(others))))
    return DeliverablesChart(bars=tuple(bars))

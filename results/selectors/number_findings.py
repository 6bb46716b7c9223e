"""Where the texts of a report name different numbers in Chinese and English: asked before it is released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from base.number_check import check_numbers
from base.parity import translated_fields
from base.text import text_of
from workplans.selectors.in_period import Lineage, Span, activities_in, evaluations_in, problems_in

from ..models import Challenge, CountryProgress, ProgressEntry, ProgressReport


@dataclass(frozen=True, slots=True)
class NumberFinding:
    """One disagreement: the record it stands in, where that is changed, and the sentence for people."""

    record: models.Model
    field: str
    message: str

    @property
    def url(self) -> str:
        """The record's page on the desk."""
        options = self.record._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.record.pk])


def findings_for_report(slug: str) -> list[NumberFinding]:
    """The disagreements in what a report prints, in its order; the same few queries however much there is.

    Raises ``ProgressReport.DoesNotExist``.
    """
    report = ProgressReport.objects.select_related("cycle", "work_plan").get(slug=slug)
    return [
        NumberFinding(record, field, str(warning.message))
        for record in _records(report)
        for field in translated_fields(type(record))
        if (text := text_of(record, field))
        for warning in check_numbers(record, field, text)
    ]


def _records(report: ProgressReport) -> Iterator[models.Model]:
    yield report
    yield from report.sections.all()
    if report.cycle is None:
        yield from _of_plan(report)
        return
    yield from ProgressEntry.objects.filter(cycle=report.cycle_id).select_related("indicator", "country", "cycle")
    yield from CountryProgress.objects.filter(cycle=report.cycle_id).select_related("theme", "country")
    yield from Challenge.objects.filter(cycle=report.cycle_id)


def _of_plan(report: ProgressReport) -> Iterator[models.Model]:
    """The evaluations and problems of the plan that it tells."""
    span, lineage = Span(*report.span), Lineage(report.work_plan, activities_in(report.work_plan))
    for evaluations in evaluations_in(lineage, span).values():
        yield from (evaluation for evaluation, accepted in evaluations if accepted is not None)
    yield from problems_in(lineage, span)

"""Where the texts of a report name different numbers in Chinese and English: asked before it is released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from base.number_check import check_numbers
from base.parity import translated_fields
from base.text import text_of

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
    report = ProgressReport.objects.select_related("cycle").get(slug=slug)
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
    yield from ProgressEntry.objects.filter(cycle=report.cycle_id).select_related("indicator", "country", "cycle")
    yield from CountryProgress.objects.filter(cycle=report.cycle_id).select_related("theme", "country")
    yield from Challenge.objects.filter(cycle=report.cycle_id)

"""Corrections of what was published: which editions show a figure or an entry, and what was corrected since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from base.differences import in_words

from ..enums import Block, ObservationKind, ValueState
from ..models import Edition, Observation, ProgressEntry, ReportingCycle, Restatement
from ..models.progress import APPROVED


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a restatement in the reader's words."""

    label: str
    old: str
    new: str


def editions_showing(observation: Observation) -> QuerySet[Edition]:
    """The published editions whose results table shows this figure: finished after the figure was there.

    A results table shows the baselines and the progress of its cycle, for the region as a whole
    (``reports/collect/results_table.py``). An edition that shows an earlier value of the figure counts as well.
    """
    if observation.country_id is not None or observation.kind == ObservationKind.TARGET:
        return Edition.objects.none()
    told = observation.history.all()
    editions = _editions_of(observation.measure.indicator_id)
    if observation.kind == ObservationKind.ACTUAL:
        told = told.exclude(state=ValueState.TO_BE_SET)
        editions = editions.filter(
            report__cycle__period_start__lte=observation.period_end, report__cycle__period_end__gte=observation.period_end
        )
    return _finished_after(editions, told)


def editions_showing_entry(entry: ProgressEntry) -> QuerySet[Edition]:
    """The published editions whose results table tells this entry: finished after it was approved for the first time."""
    if entry.country_id is not None:
        return Edition.objects.none()
    editions = _editions_of(entry.indicator_id).filter(report__cycle=entry.cycle_id)
    return _finished_after(editions, entry.history.filter(state__in=APPROVED))


def restatements_with(keys: Collection[int]) -> list[Restatement]:
    """Those with these keys, the newest first, each with its ``corrections``."""
    return with_corrections(_told(Restatement.objects.filter(pk__in=keys))) if keys else []


def restatements_of_edition(edition: Edition) -> QuerySet[Restatement]:
    """What was corrected of the content of an edition after it was published, the newest first."""
    return _told(Restatement.objects.filter(editions=edition))


def restatements_of_cycle(cycle: ReportingCycle) -> QuerySet[Restatement]:
    """What was corrected of a cycle's entries and of the content of its editions, the newest first."""
    in_editions = Restatement.objects.filter(editions__report__cycle=cycle).values("pk")
    return _told(Restatement.objects.filter(Q(entry__cycle=cycle) | Q(pk__in=in_editions)))


def corrections_in(restatement: Restatement) -> list[Correction]:
    """Field by field what a restatement corrected."""
    model = Observation if restatement.observation_id else ProgressEntry
    found = []
    for name, new in restatement.new.items():
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:  # written before the field went
            continue
        label = capfirst(str(field.verbose_name))
        found.append(Correction(label, *(in_words(field, _value(field, each)) for each in (restatement.old.get(name), new))))
    return found


def with_corrections(restatements: Iterable[Restatement]) -> list[Restatement]:
    """The restatements, each with its ``corrections`` for a page."""
    shown = list(restatements)
    for each in shown:
        each.corrections = corrections_in(each)
    return shown


def _value(field: Any, kept: object) -> object:
    """A value as it was kept in JSON, as the field has it."""
    if field.is_relation:
        return kept
    try:
        return field.to_python(kept)
    except ValidationError:
        return kept


def _editions_of(indicator_id: int) -> QuerySet[Edition]:
    return (
        Edition.objects.published()
        .filter(report__framework__placements__indicator=indicator_id, report__sections__block=Block.RESULTS_TABLE)
        .select_related("report")
        .defer("snapshot")
        .order_by("report", "language", "number")
        .distinct()
    )


def _finished_after(editions: QuerySet[Edition], versions: QuerySet) -> QuerySet[Edition]:
    first: datetime | None = versions.order_by("history_id").values_list("history_date", flat=True).first()
    return editions.none() if first is None else editions.filter(finished_at__gte=first)


def _told(restatements: QuerySet[Restatement]) -> QuerySet[Restatement]:
    return (
        restatements.select_related("observation__measure__indicator", "observation__country", "entry__indicator", "entry__cycle")
        .select_related("entry__country")
        .prefetch_related("editions__report")
        .order_by("-made_at", "-pk")
    )

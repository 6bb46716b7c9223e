"""What references refer to, looked up for many at once: by the same few queries, however many texts and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Upper

from knowledge.models import Country

from ..enums import ObservationKind, ValueState
from ..models import EntryFigure, Indicator, IndicatorPlacement, Measure, Observation
from ..models.progress import APPROVED
from .grammar import BASELINE, LATEST, Reference
from .totals import totals_of


@dataclass(slots=True)
class Figures:
    """The indicators that references name, with their measures and approved figures."""

    indicators: dict[str, Indicator] = field(default_factory=dict)
    cells: dict[tuple[int, str, str], list[Observation]] = field(default_factory=dict)
    waiting: dict[tuple[int, str, str], list[Observation]] = field(default_factory=dict)
    totals: dict[tuple[Reference, int], Observation] = field(default_factory=dict)
    countries: dict[str, Country] = field(default_factory=dict)

    def indicator(self, reference: Reference) -> Indicator | None:
        return self.indicators.get(reference.code)

    def is_public(self, reference: Reference) -> bool:
        """Whether a public framework shows the indicator."""
        indicator = self.indicator(reference)
        return indicator is not None and indicator.is_shown

    def measure(self, reference: Reference) -> Measure | None:
        """The measure named, or the indicator's first."""
        if (indicator := self.indicator(reference)) is None:
            return None
        measures = indicator.measures.all()
        return next((each for each in measures if reference.measure in ("", each.code.lower())), None)

    def of(self, reference: Reference) -> list[Observation]:
        """The approved figures of the cell, whatever their period, the earliest first."""
        return self._cell(self.cells, reference)

    def figure(self, reference: Reference) -> Observation | None:
        """The figure meant: that of the period itself, the baseline, the last one reported; else a total by the rules."""
        told = _meant(self.of(reference), reference)
        measure = self.measure(reference)
        return told or (self.totals.get((reference, measure.pk)) if measure else None)

    def is_waiting(self, reference: Reference) -> bool:
        """Whether the figure is being written or reviewed. What it says is for those who work on it."""
        return _meant(self._cell(self.waiting, reference), reference) is not None

    def _cell(self, cells: dict[tuple[int, str, str], list[Observation]], reference: Reference) -> list[Observation]:
        measure = self.measure(reference)
        told = cells.get((measure.pk, reference.country, reference.sex), []) if measure else []
        return [each for each in told if each.kind == reference.kind]


def _meant(told: list[Observation], reference: Reference) -> Observation | None:
    if reference.moment == LATEST:
        told = [each for each in told if each.state == ValueState.REPORTED]
    elif reference.moment != BASELINE:
        told = [each for each in told if (each.period_start, each.period_end) == (reference.start, reference.end)]
    return max(told, key=_later_and_longer, default=None)


def _cell_of(observation: Observation) -> tuple[int, str, str]:
    return observation.measure_id, observation.country.iso3 if observation.country_id else "", observation.sex


def _later_and_longer(observation: Observation) -> tuple[date, int]:
    return observation.period_end, -observation.period_start.toordinal()


def look_up(references: Iterable[Reference], *, pending: bool = False) -> Figures:
    """What these references need. Nothing is asked where there are none.

    With ``pending`` also the figures that are being written and reviewed: a text may refer to them, and is read once they
    are approved.
    """
    wanted = set(references)
    if not wanted:
        return Figures()
    public = IndicatorPlacement.objects.filter(indicator=OuterRef("pk"), framework__is_public=True)
    indicators = (
        Indicator.objects.annotate(upper_code=Upper("code"), is_shown=Exists(public))
        .filter(upper_code__in={each.code for each in wanted})
        .prefetch_related(Prefetch("measures", Measure.objects.select_related("unit").order_by("order", "code")))
    )
    found = Figures({each.upper_code: each for each in indicators})
    measures = {measure.pk: measure for each in wanted if (measure := found.measure(each))}
    countries = {each.country for each in wanted} - {""}
    if countries:
        found.countries = {each.iso3: each for each in Country.objects.filter(iso3__in=countries)}
    told = Observation.objects.filter(
        Q(country=None) | Q(country__iso3__in=countries),
        measure__in=measures,
        category=None,
        sex__in={each.sex for each in wanted},
        kind__in={each.kind for each in wanted},
    )
    for each in told.select_related("country").order_by("period_start", "period_end"):
        each.measure = measures[each.measure_id]
        found.cells.setdefault(_cell_of(each), []).append(each)
    if pending:
        for each in _pending(measures):
            found.waiting.setdefault(_cell_of(each), []).append(each)
    untold = [(each, measure) for each in wanted if each.start and (measure := found.measure(each)) and _is_untold(each, found)]
    found.totals = totals_of(untold, found.countries)
    return found


def _is_untold(reference: Reference, found: Figures) -> bool:
    return reference.kind == ObservationKind.ACTUAL and found.figure(reference) is None


def _pending(measures: dict[int, Measure]) -> Iterator[Observation]:
    """The figures of entries that are not approved, each as the unsaved observation it is to become; not what they say."""
    written = EntryFigure.objects.filter(measure__in=measures, category=None).exclude(entry__state__in=APPROVED)
    for each in written.select_related("entry__cycle", "entry__country"):
        yield Observation(
            measure=measures[each.measure_id],
            kind=ObservationKind.ACTUAL,
            period_start=each.entry.cycle.period_start,
            period_end=each.entry.cycle.period_end,
            country=each.entry.country,
            sex=each.sex,
            state=each.state,
        )

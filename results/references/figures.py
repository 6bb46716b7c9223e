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


@dataclass(slots=True)
class Figures:
    """The indicators that references name, with their measures and approved figures."""

    indicators: dict[str, Indicator] = field(default_factory=dict)
    cells: dict[tuple[int, str, str], list[Observation]] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)

    def indicator(self, reference: Reference) -> Indicator | None:
        return self.indicators.get(reference.code)

    def add(self, observation: Observation) -> None:
        """Put a figure into its cell, in the place of one of the same period."""
        country = observation.country.iso3 if observation.country_id else ""
        cell = self.cells.setdefault((observation.measure_id, country, observation.sex), [])
        same = (observation.kind, observation.period_start, observation.period_end)
        cell[:] = [each for each in cell if (each.kind, each.period_start, each.period_end) != same]
        cell.append(observation)

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
        measure = self.measure(reference)
        told = self.cells.get((measure.pk, reference.country, reference.sex), []) if measure else []
        return [each for each in told if each.kind == reference.kind]

    def figure(self, reference: Reference) -> Observation | None:
        """The figure meant: that of the period itself, the baseline, or the last one reported."""
        told = self.of(reference)
        if reference.moment == LATEST:
            told = [each for each in told if each.state == ValueState.REPORTED]
        elif reference.moment != BASELINE:
            told = [each for each in told if (each.period_start, each.period_end) == (reference.start, reference.end)]
        return max(told, key=_later_and_longer, default=None)


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
        found.countries = set(Country.objects.filter(iso3__in=countries).values_list("iso3", flat=True))
    told = Observation.objects.filter(
        Q(country=None) | Q(country__iso3__in=countries),
        measure__in=measures,
        category=None,
        sex__in={each.sex for each in wanted},
        kind__in={each.kind for each in wanted},
    )
    for each in told.select_related("country").order_by("period_start", "period_end"):
        each.measure = measures[each.measure_id]
        found.add(each)
    if pending:
        for each in _pending(measures):
            found.add(each)
    return found


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

"""Where a figure comes from: the figures or events behind it, what was left out, and what stands in its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from base.dates import format_period
from knowledge.enums import Sex
from knowledge.models import Country, Event

from ..aggregation import Aggregate, aggregate
from ..enums import MeasureSource, ObservationKind
from ..models import Measure, Observation
from .aggregates import aggregates_from, defined_aggregates
from .attendance import AttendanceCell, attendance_cells, attendance_data, events_of
from .series import Figures

SEXES = (Sex.WOMEN, Sex.MEN, Sex.UNKNOWN)
NAMED = 12  # figures left out for one reason are named on an indicator's page; of more the page of provenance tells


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """How many came to an event from one country (``None`` where it is not known), by sex in the order of the table."""

    country: Country | None
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """Events down, each with its countries, and across the sexes that occur; the sums below."""

    sexes: tuple[Sex, ...]
    events: list[tuple[Event, list[AttendanceRow]]]

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(row.counts[number] for _event, rows in self.events for row in rows) for number in range(len(self.sexes)))

    @property
    def total(self) -> int:
        return sum(self.sums)

    @property
    def width(self) -> int:
        return len(self.sexes) + 2


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a figure of a measure came about in a period.

    ``standing`` is the figure by the indicator's rules. Where the measure is fed by attendance, ``computed`` is what the
    events alone come to, ``attendance`` shows them, and ``overrides`` are the recorded figures that stand instead.
    """

    measure: Measure
    start: date
    end: date
    standing: Aggregate
    recorded: list[Observation]
    computed: Aggregate | None
    attendance: AttendanceTable
    samples: AttendanceTable
    without_attendance: list[Event]

    @property
    def period(self) -> str:
        """In the active language."""
        return format_period(self.start, self.end, get_language() or "en")

    @property
    def overrides(self) -> list[Observation]:
        return self.recorded if self.computed is not None else []


@dataclass(frozen=True, slots=True)
class Derived:
    """A total over all periods and countries that nobody recorded, and how it came about."""

    measure: Measure
    total: Aggregate
    lines: list[str]


def derived_totals(figures: Figures) -> list[Derived]:
    """What the figures of each measure come to, for measures where that is more than one recorded figure."""
    progress = [row for row in figures.rows if row.kind == ObservationKind.ACTUAL and not row.sex and row.category_id is None]
    found = aggregates_from(figures.measures, progress)
    language = get_language() or "en"
    return [
        Derived(measure, total, total.explain_lines(language, decimals=measure.decimals, named=NAMED))
        for measure in figures.measures
        if (total := found[measure.pk]).value is not None and total.is_derived
    ]


def provenance_of(measure: Measure, start: date, end: date) -> Provenance:
    """How the region's figure from ``start`` to ``end`` came about."""
    fed = measure.source == MeasureSource.ATTENDANCE
    recorded = Observation.objects.filter(measure=measure, kind=ObservationKind.ACTUAL, sex=Sex.ALL, category=None)
    recorded = recorded.filter(period_start__gte=start, period_end__lte=end)
    recorded = recorded.select_related("country", "scale_step").prefetch_related("events", "documents")
    told = list(recorded.order_by("period_start", "country__order"))
    for each in told:
        each.measure = measure
    cells = attendance_cells(measure, start, end) if fed else []
    with_attendance = {cell.event.pk for cell in cells}
    return Provenance(
        measure=measure,
        start=start,
        end=end,
        standing=defined_aggregates(Measure.objects.filter(pk=measure.pk), start, end)[measure.pk],
        recorded=told,
        computed=computed_alone(measure, start, end) if fed else None,
        attendance=_table(cells),
        samples=_table(attendance_cells(measure, start, end, samples=True) if fed else []),
        without_attendance=[each for each in (events_of(measure) if fed else []) if _lacks(each, start, end, with_attendance)],
    )


def computed_alone(measure: Measure, start: date, end: date) -> Aggregate:
    """What the events alone come to, whatever was recorded beside them."""
    periods, countries = measure.rules
    data = attendance_data([measure.pk], start, end).get(measure.pk, [])
    return aggregate(data, over_periods=periods, over_countries=countries)


def _lacks(event: Event, start: date, end: date, with_attendance: set[int]) -> bool:
    """Whether an event of the period, or without a date, tells no attendance in the measure's unit. Samples are apart."""
    in_period = event.starts_on is None or start <= event.starts_on <= end
    return in_period and not event.is_sample and event.pk not in with_attendance


def _table(cells: list[AttendanceCell]) -> AttendanceTable:
    sexes = tuple(sex for sex in SEXES if any(cell.sex == sex for cell in cells))
    counts: dict[Event, dict[Country | None, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        counts[cell.event][cell.country][cell.sex] = cell.count
    events = []
    for event, by_country in counts.items():
        rows = [AttendanceRow(country, tuple(by_sex.get(sex, 0) for sex in sexes)) for country, by_sex in by_country.items()]
        events.append((event, rows))
    return AttendanceTable(sexes, events)

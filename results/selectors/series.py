"""The figures of one indicator as a table: a row per measure (and country, and sex), a column per period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from base.dates import format_period
from knowledge.models import Country

from ..enums import ObservationKind, Sex
from ..models import Indicator, Measure, Observation


@dataclass(frozen=True, slots=True)
class Column:
    """A period and what its figures are."""

    kind: ObservationKind
    start: date
    end: date

    @property
    def period(self) -> str:
        return format_period(self.start, self.end, get_language() or "en")


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One measure, for the region or one country, for all or one sex: a figure or ``None`` for each column."""

    measure: Measure
    country: Country | None
    sex: Sex
    cells: list[Observation | None]


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """The figures of an indicator: periods across, measures down."""

    columns: list[Column]
    rows: list[SeriesRow]

    @property
    def is_broken_down(self) -> bool:
        """Whether any row is about one country or one sex alone."""
        return any(row.country or row.sex for row in self.rows)


def observations_of(indicator: Indicator) -> list[Observation]:
    """All figures of an indicator with what it takes to write them."""
    return list(
        Observation.objects.filter(measure__indicator=indicator)
        .select_related("measure__unit", "country")
        .order_by("measure__order", "measure__code", "country__order", "sex", "period_start", "period_end")
    )


def series_table(observations: Sequence[Observation]) -> SeriesTable:
    """``observations`` in the order in which rows shall stand. Baselines come first, then the periods as they passed."""
    columns = sorted({_column(each) for each in observations}, key=_in_time)
    cells: dict[tuple[int, int | None, str], dict[Column, Observation]] = {}
    for each in observations:
        cells.setdefault((each.measure_id, each.country_id, each.sex), {})[_column(each)] = each
    rows = []
    for found in cells.values():
        one = next(iter(found.values()))
        rows.append(SeriesRow(one.measure, one.country, Sex(one.sex), [found.get(column) for column in columns]))
    return SeriesTable(columns, rows)


def _column(observation: Observation) -> Column:
    return Column(ObservationKind(observation.kind), observation.period_start, observation.period_end)


def _in_time(column: Column) -> tuple[bool, date, date, str]:
    return column.kind != ObservationKind.BASELINE, column.end, column.start, column.kind

"""Who came to an event: its attendance as tables, one for each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..enums import ParticipantKind, Sex
from ..models import Country, EventAttendance, Unit

SEXES = (Sex.WOMEN, Sex.MEN, Sex.UNKNOWN)


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """The counts of one country (``None`` where it is not known) and kind of participant, by sex in the order of the table."""

    country: Country | None
    kind: ParticipantKind
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Attendance counted in one unit. Units are never added up, so each has a table of its own."""

    unit: Unit
    sexes: tuple[Sex, ...]
    lines: tuple[AttendanceLine, ...]
    is_sample: bool

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(line.counts[number] for line in self.lines) for number in range(len(self.sexes)))

    @property
    def total(self) -> int:
        return sum(self.sums)

    @property
    def by_kind(self) -> bool:
        """Whether any line is about one kind of participant alone."""
        return any(line.kind for line in self.lines)


def attendance_tables(rows: Iterable[EventAttendance]) -> list[UnitTable]:
    """The rows of one event, with unit and country at hand, as a table per unit."""
    units: dict[Unit, dict[tuple[Country | None, str], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    samples: set[Unit] = set()
    for row in rows:
        units[row.unit][row.country, row.kind][row.sex] = row.count
        if row.is_sample:
            samples.add(row.unit)
    tables = []
    for unit, found in units.items():
        sexes = tuple(sex for sex in SEXES if any(sex in counts for counts in found.values()))
        lines = tuple(
            AttendanceLine(country, ParticipantKind(kind), tuple(counts.get(sex, 0) for sex in sexes))
            for (country, kind), counts in sorted(found.items(), key=_by_country)
        )
        tables.append(UnitTable(unit, sexes, lines, unit in samples))
    return tables


def _by_country(item: tuple[tuple[Country | None, str], dict[str, int]]) -> tuple[bool, int, str]:
    (country, kind), _counts = item
    return country is None, country.order if country else 0, kind

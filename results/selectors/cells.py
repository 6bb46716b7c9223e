"""The figures that an entry is asked for: a cell per measure and, where it is told in full, per sex and category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from ..enums import Detail, ObservationKind, Sex
from ..models import Category, EntryFigure, Figure, Measure, Observation, ProgressEntry

SEXES = (Sex.WOMEN, Sex.MEN)
Key = tuple[int, str, int | None]  # measure, sex, category


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of an entry: what is written, what is approved for the same period, and what the period before said."""

    measure: Measure
    sex: Sex
    category: Category | None
    written: EntryFigure | None
    approved: Observation | None
    previous: Observation | None

    @property
    def key(self) -> Key:
        return (self.measure.pk, str(self.sex), self.category.pk if self.category else None)

    @property
    def name(self) -> str:
        """The cell's name in addresses and forms: unique in its entry."""
        return f"f{self.measure.pk}-{self.sex or 'all'}-{self.category.pk if self.category else 0}"

    @property
    def is_total(self) -> bool:
        return self.sex == Sex.ALL and self.category is None

    @property
    def shown(self) -> Figure | None:
        """What the form starts from: the figure being written, or else the approved one."""
        return self.written or self.approved

    @property
    def part(self) -> str:
        """Which part of the measure it is, in words; empty for the total."""
        parts = (self.sex.label if self.sex else "", str(self.category) if self.category else "")
        return " · ".join(str(part) for part in parts if part)


def cells_of(entry: ProgressEntry) -> list[Cell]:
    """The cells of an entry in the order in which they are asked for. The number of queries is constant."""
    measures = list(
        Measure.objects.filter(indicator=entry.indicator_id)
        .select_related("unit", "indicator")
        .prefetch_related(Prefetch("dimensions__categories"))
    )
    written = {key_of(figure): figure for figure in figures_of(entry)}
    approved, previous = _observed(entry, measures)
    cells = []
    for measure in measures:
        keys = [(measure.pk, str(sex), category.pk if category else None) for sex, category in parts_of(measure)]
        categories = {category.pk: category for _sex, category in parts_of(measure) if category}
        for key in keys:
            category = categories.get(key[2])
            cells.append(Cell(measure, Sex(key[1]), category, written.pop(key, None), approved.get(key), previous.get(key)))
    # What was written before the measure was told in less detail is still there, and still to be seen.
    by_id = {measure.pk: measure for measure in measures}
    for key, figure in written.items():
        cells.append(Cell(by_id[key[0]], Sex(key[1]), figure.category, figure, approved.get(key), previous.get(key)))
    return sorted(cells, key=lambda cell: measures.index(cell.measure))


def figures_of(entry: ProgressEntry) -> list[EntryFigure]:
    """The figures that are written in an entry, with what it takes to write them out."""
    if not entry.pk:
        return []
    return list(entry.figures.select_related("measure__unit", "category", "scale_step"))


def key_of(figure: EntryFigure | Observation) -> Key:
    """The cell a figure stands in."""
    return (figure.measure_id, figure.sex, figure.category_id)


def parts_of(measure: Measure) -> Iterable[tuple[Sex, Category | None]]:
    """The total, then each sex, then each category: the total first, because its parts are checked against it."""
    yield Sex.ALL, None
    if measure.detail != Detail.FULL:
        return
    sexes = SEXES if measure.indicator.by_sex else ()
    for sex in sexes:
        yield sex, None
    for dimension in measure.dimensions.all():
        for category in dimension.categories.all():
            yield Sex.ALL, category
            for sex in sexes:
                yield sex, category


def _observed(entry: ProgressEntry, measures: list[Measure]) -> tuple[dict[Key, Observation], dict[Key, Observation]]:
    """What is approved for the entry's own period, and the latest of the periods before it."""
    found = (
        Observation.objects.filter(
            measure__in=measures, kind=ObservationKind.ACTUAL, country=entry.country_id, period_end__lte=entry.cycle.period_end
        )
        .select_related("measure__unit", "category", "scale_step")
        .order_by("period_end", "-period_start")
    )
    now: dict[Key, Observation] = {}
    before: dict[Key, Observation] = {}
    for observation in found:
        own = (observation.period_start, observation.period_end) == (entry.cycle.period_start, entry.cycle.period_end)
        if own:
            now[key_of(observation)] = observation
        elif observation.period_end < entry.cycle.period_end:
            before[key_of(observation)] = observation
    return now, before

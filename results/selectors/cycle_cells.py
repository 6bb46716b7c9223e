"""What a whole cycle is asked for, with what the cycle before said: a constant number of queries, however many entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..enums import ObservationKind, Sex
from ..models import CountryProgress, EntryFigure, Measure, Observation, ProgressEntry, ReportingCycle
from ..references import records_with_figures
from .cells import Cell, Key, key_of, parts_of
from .progress import PublicEntry, approved_versions, last_approved

Place = tuple[Key, int | None]  # a cell, and the country it is told for


def cells_of_entries(entries: Sequence[ProgressEntry], cycle: ReportingCycle) -> dict[int, list[Cell]]:
    """The cells of each of these entries of one cycle, by the entry's key: as ``cells_of`` gives them for a single one."""
    measures: dict[int, list[Measure]] = defaultdict(list)
    found = Measure.objects.filter(indicator__in={entry.indicator_id for entry in entries})
    for measure in found.select_related("unit", "indicator").prefetch_related("dimensions__categories__dimension"):
        measures[measure.indicator_id].append(measure)
    written: dict[int, dict[Key, EntryFigure]] = defaultdict(dict)
    figures = EntryFigure.objects.filter(entry__in=entries)
    for figure in figures.select_related("measure__unit", "category__dimension", "scale_step"):
        written[figure.entry_id][key_of(figure)] = figure
    now, before = _observed(entries, cycle)
    return {entry.pk: _cells(entry, measures[entry.indicator_id], written[entry.pk], now, before) for entry in entries}


def _cells(
    entry: ProgressEntry,
    measures: Iterable[Measure],
    written: dict[Key, EntryFigure],
    now: dict[Place, Observation],
    before: dict[Place, Observation],
) -> list[Cell]:
    cells = []
    for measure in measures:
        asked = [(measure.pk, str(sex), category.pk if category else None) for sex, category in parts_of(measure)]
        categories = {category.pk: category for _sex, category in parts_of(measure) if category}
        left = [key for key in written if key[0] == measure.pk and key not in asked]  # told in more detail once
        for key in (*asked, *left):
            figure, place = written.get(key), (key, entry.country_id)
            category = categories.get(key[2]) or (figure.category if figure else None)
            cells.append(Cell(measure, Sex(key[1]), category, figure, now.get(place), before.get(place)))
    return cells


def _observed(entries: Sequence[ProgressEntry], cycle: ReportingCycle) -> tuple[dict[Place, Observation], dict[Place, Observation]]:
    """What is approved for the cycle's own period, and the latest of the periods before it."""
    found = (
        Observation.objects.filter(
            measure__indicator__in={entry.indicator_id for entry in entries},
            kind=ObservationKind.ACTUAL,
            period_end__lte=cycle.period_end,
        )
        .select_related("measure__unit", "category__dimension", "scale_step")
        .order_by("period_end", "-period_start")
    )
    now: dict[Place, Observation] = {}
    before: dict[Place, Observation] = {}
    for observation in found:
        place = (key_of(observation), observation.country_id)
        if (observation.period_start, observation.period_end) == (cycle.period_start, cycle.period_end):
            now[place] = observation
        elif observation.period_end < cycle.period_end:
            before[place] = observation
    return now, before


def previous_entries(entries: Sequence[ProgressEntry], cycle: ReportingCycle) -> dict[tuple[int, int | None], PublicEntry]:
    """What was last approved before ``cycle`` in the same sector, by indicator and country."""
    earlier = ProgressEntry.objects.filter(
        indicator__in={entry.indicator_id for entry in entries},
        cycle__sector=cycle.sector_id,
        cycle__period_end__lt=cycle.period_end,
    )
    found: dict[tuple[int, int | None], PublicEntry] = {}
    for entry in last_approved(earlier.order_by("-cycle__period_end")):
        found.setdefault((entry.indicator.pk, entry.country.pk if entry.country else None), entry)
    return found


def previous_progress(cycle: ReportingCycle) -> dict[tuple[int, int | None], CountryProgress]:
    """What countries last told before ``cycle`` and had approved, by theme and country; their figures said, only to be read."""
    earlier = CountryProgress.objects.filter(cycle__period_end__lt=cycle.period_end).order_by("-cycle__period_end")
    told = list(earlier.values_list("pk", "theme_id", "country_id"))
    versions = approved_versions(CountryProgress, [pk for pk, _theme, _country in told])
    found: dict[tuple[int, int | None], CountryProgress] = {}
    for pk, theme, country in told:
        if pk in versions:
            found.setdefault((theme, country), versions[pk].instance)
    return dict(zip(found, records_with_figures(found.values()), strict=True))

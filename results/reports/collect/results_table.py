"""The results framework: what was to be reached, where it stood at the start, and how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, Q

from base.dates import format_period
from base.text import CHINESE, ENGLISH, Text
from results.enums import ObservationKind, Rating, Sex, ValueState
from results.figures import write_observation
from results.models import IndicatorPlacement, Measure, Observation, ProgressEntry, ProgressReport, ReportingCycle, Result

from ..content import Figure, IndicatorRow, ResultGroup, ResultsTable
from .texts import TextReader


def collect_results(report: ProgressReport, texts: TextReader) -> ResultsTable | None:
    """The report's framework with the baselines and the progress of its cycle; nothing without either."""
    if report.framework is None or report.cycle is None:
        return None
    placements: dict[int, list[IndicatorPlacement]] = defaultdict(list)
    for placement in _placements(report):
        placements[placement.result_id].append(placement)
    entries = {entry.indicator_id: entry for entry in ProgressEntry.objects.regional().filter(cycle=report.cycle_id)}
    results = report.framework.results.select_related("level", "theme")
    groups = tuple(
        ResultGroup(
            code=result.code,
            level=texts.of(result.level, "name"),
            statement=texts.of(result, "statement"),
            theme=texts.of(result.theme, "name"),
            indicators=tuple(_indicator(each, entries.get(each.indicator_id), texts) for each in placements[result.pk]),
        )
        for result in _from_the_top(results)
    )
    return ResultsTable(baseline_year=report.framework.baseline_year, groups=groups)


def _placements(report: ProgressReport) -> Iterable[IndicatorPlacement]:
    observations = _told_in(report.cycle).select_related("country").order_by("period_start", "sex")
    measures = Measure.objects.select_related("unit").prefetch_related(Prefetch("observations", observations, to_attr="told"))
    return (
        report.framework.placements.current()
        .select_related("indicator")
        .prefetch_related(Prefetch("indicator__measures", measures, to_attr="told_measures"))
    )


def _told_in(cycle: ReportingCycle) -> Iterable[Observation]:
    """The baselines, and the progress whose period ends within the cycle; of the region as a whole.

    A figure still to be set is no progress.
    """
    in_cycle = Q(kind=ObservationKind.ACTUAL, period_end__gte=cycle.period_start, period_end__lte=cycle.period_end)
    told = Q(kind=ObservationKind.BASELINE) | in_cycle & ~Q(state=ValueState.TO_BE_SET)
    return Observation.objects.filter(told, country=None)


def _from_the_top(results: Iterable[Result]) -> Iterator[Result]:
    """The tree of results, each before what is part of it."""
    children: dict[int | None, list[Result]] = defaultdict(list)
    for result in results:
        children[result.parent_id].append(result)
    waiting = children[None][::-1]
    while waiting:
        result = waiting.pop()
        yield result
        waiting += children[result.pk][::-1]


def _indicator(placement: IndicatorPlacement, entry: ProgressEntry | None, texts: TextReader) -> IndicatorRow:
    indicator = placement.indicator
    told = [(measure, each) for measure in indicator.told_measures for each in measure.told]
    baseline = [_figure(measure, each, texts) for measure, each in told if each.kind == ObservationKind.BASELINE]
    figures = [_figure(measure, each, texts) for measure, each in told if each.kind == ObservationKind.ACTUAL]
    wording = texts.of(placement, "wording")
    return IndicatorRow(
        code=placement.code,
        name=wording or texts.of(indicator, "name"),
        baseline=_once(baseline),
        figures=tuple(figures),
        narrative=texts.of(entry, "narrative"),
        rating=texts.label(Rating(entry.rating).label if entry and entry.rating else ""),
    )


def _figure(measure: Measure, observation: Observation, texts: TextReader) -> Figure:
    if observation.state == ValueState.REPORTED and observation.value is None:
        written = texts.of(observation, "text")
    else:
        written = Text(zh=write_observation(observation, CHINESE), en=write_observation(observation, ENGLISH))
    start, end = observation.period_start, observation.period_end
    return Figure(
        measure=texts.of(measure, "name"),
        cell=texts.label(Sex(observation.sex).label if observation.sex else ""),
        period=Text(zh=format_period(start, end, CHINESE), en=format_period(start, end, ENGLISH)),
        written=written,
    )


def _once(figures: list[Figure]) -> tuple[Figure, ...]:
    """Several figures that are all absent alike say so once, without their measures."""
    if len(figures) > 1 and len({figure.written for figure in figures}) == 1:
        return (Figure(measure=Text(), cell=Text(), period=figures[0].period, written=figures[0].written),)
    return tuple(figures)

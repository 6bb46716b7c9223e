"""Where an indicator comes from, where it should be at the next milestone, and where it is: what a rating is proposed from.

The rule is ``results/rating.py``; which figures it is given is decided here, and told to people in ``docs/rating.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.models import Country

from ..enums import Aggregation, ObservationKind, Operator, Rating, Sex, ValueKind, ValueState
from ..models import EntryFigure, Indicator, Measure, Observation
from ..models.figure import Figure
from ..rating import propose, weakest


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in time. Its value is ``None`` where the figure has none that counts."""

    figure: Figure
    start: date
    end: date
    value: Decimal | None

    @property
    def operator(self) -> str:
        return self.figure.operator


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One measure: its baseline, the milestone it heads for, and the latest progress; ``None`` what there is not.

    ``elapsed`` is the share of the time from the baseline's end to the milestone's end at the end of the progress' period.
    """

    measure: Measure
    baseline: Point | None
    target: Point | None
    actual: Point | None
    elapsed: Decimal | None
    rating: Rating


@dataclass(frozen=True, slots=True)
class IndicatorTrajectory:
    """All measures of an indicator; the weakest that can be rated speaks for it."""

    indicator: Indicator
    measures: list[Trajectory]

    @property
    def rating(self) -> Rating:
        return weakest(each.rating for each in self.measures)

    @property
    def rated(self) -> list[Trajectory]:
        """The measures with a proposal of their own."""
        return [each for each in self.measures if each.rating]


def trajectory_of(
    indicator: Indicator, *, at: date, country: Country | None = None, figures: Iterable[EntryFigure] = ()
) -> IndicatorTrajectory:
    """One indicator on the day ``at``, for the region or one country. See ``trajectories_of``."""
    return trajectories_of([indicator], at=at, country=country, figures=figures)[indicator.pk]


def trajectories_of(
    indicators: Iterable[Indicator], *, at: date, country: Country | None = None, figures: Iterable[EntryFigure] = ()
) -> dict[int, IndicatorTrajectory]:
    """The trajectories of many indicators by primary key, in two queries however many there are.

    Only totals count, not their parts. ``figures`` are those of an entry that is still being written (with their entry's
    cycle at hand): each stands in for the progress that is approved for its measure.
    """
    wanted = {indicator.pk: indicator for indicator in indicators}
    measures = Measure.objects.filter(indicator__in=wanted).select_related("unit").order_by("order", "code")
    points: dict[tuple[int, str], list[Point]] = defaultdict(list)
    totals = Observation.objects.filter(measure__indicator__in=wanted, country=country, sex=Sex.ALL, category=None)
    for each in totals.select_related("scale_step").order_by("period_end", "-period_start"):
        points[each.measure_id, each.kind].append(Point(each, each.period_start, each.period_end, _value(each)))
    for figure in figures:
        if not figure.sex and figure.category_id is None:
            cycle = figure.entry.cycle
            newest = Point(figure, cycle.period_start, cycle.period_end, _value(figure))
            kept = [each for each in points[figure.measure_id, ObservationKind.ACTUAL] if each.end < newest.end]
            points[figure.measure_id, ObservationKind.ACTUAL] = [*kept, newest]
    found: dict[int, list[Trajectory]] = {pk: [] for pk in wanted}
    for measure in measures:
        by_kind = {kind: points[measure.pk, kind] for kind in ObservationKind.values}
        found[measure.indicator_id].append(_trajectory(measure, wanted[measure.indicator_id], by_kind, at))
    return {pk: IndicatorTrajectory(wanted[pk], rows) for pk, rows in found.items()}


def _trajectory(measure: Measure, indicator: Indicator, points: dict[str, list[Point]], at: date) -> Trajectory:
    baseline = next(iter(reversed(points[ObservationKind.BASELINE])), None)
    since = baseline.end if baseline else date.min
    told = [
        point
        for point in points[ObservationKind.ACTUAL]
        if since < point.end <= at and point.figure.state != ValueState.TO_BE_SET  # a figure to be set is no progress
    ]
    actual = told[-1] if told else None
    targets = [point for point in points[ObservationKind.TARGET] if point.value is not None and point.end > since]
    day = actual.end if actual else at
    target = next((point for point in targets if point.end >= day), targets[-1] if targets else None)
    if actual and target and indicator.period_aggregation == Aggregation.SUM:
        actual = _added_up(actual, target, told)
    elapsed = _elapsed(baseline, target, day)
    rating = _propose(indicator, baseline, target, actual, elapsed)
    return Trajectory(measure, baseline, target, actual, elapsed, rating)


def _added_up(actual: Point, target: Point, told: Sequence[Point]) -> Point:
    """Where periods are added up and the target is for several of them: the progress since the target's period began."""
    if actual.value is None or target.start >= actual.start:
        return actual
    parts = [point for point in told if point.start >= target.start and point.value is not None]
    total, free_from = Decimal(0), date.min
    for point in sorted(parts, key=lambda each: (each.start, -each.end.toordinal())):
        if point.start > free_from:  # a half-year within a year that is counted already is not counted again
            total, free_from = total + point.value, point.end
    return Point(actual.figure, min(point.start for point in parts), actual.end, total)


def _elapsed(baseline: Point | None, target: Point | None, day: date) -> Decimal | None:
    if baseline is None or target is None or target.end <= baseline.end:
        return None
    return Decimal((day - baseline.end).days) / Decimal((target.end - baseline.end).days)


def _propose(
    indicator: Indicator, baseline: Point | None, target: Point | None, actual: Point | None, elapsed: Decimal | None
) -> Rating:
    if baseline is None or target is None or actual is None or elapsed is None:
        return Rating.NOT_RATED
    rating = propose(
        baseline=baseline.value,
        target=target.value,
        actual=actual.value,
        direction=indicator.direction,
        elapsed=elapsed,
        target_operator=target.operator or Operator.EQUAL,
        actual_operator=actual.operator or Operator.EQUAL,
    )
    happens_at_once = indicator.value_kind == ValueKind.YES_NO
    if happens_at_once and rating != Rating.ACHIEVED and elapsed < 1 and actual.value == baseline.value != target.value:
        return Rating.NOT_RATED
    return rating


def _value(figure: Figure) -> Decimal | None:
    """What can be compared: the number, or the rank of the step of a scale."""
    if figure.state != ValueState.REPORTED:
        return None
    if figure.value is None and figure.scale_step_id is not None:
        return Decimal(figure.scale_step.rank)
    return figure.value

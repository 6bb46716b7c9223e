"""The rating that the figures themselves suggest. ``docs/rating.md`` explains the rule to people, with examples.

A pure function of five facts. What it returns is a proposal: people decide, and say why where they decide otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .enums import Direction, Operator, Rating

ON_TRACK_FROM = Decimal("0.9")  # of the share of the way that the time elapsed would let one expect
DELAYED_FROM = Decimal("0.6")
WORST_FIRST = (Rating.OFF_TRACK, Rating.DELAYED, Rating.ON_TRACK, Rating.ACHIEVED)


def propose(
    *,
    baseline: Decimal | None,
    target: Decimal | None,
    actual: Decimal | None,
    direction: str,
    elapsed: Decimal | None,
    target_operator: str = Operator.EQUAL,
    actual_operator: str = Operator.EQUAL,
) -> Rating:
    """The rating that a figure earns on its way from the baseline to the milestone's target.

    ``elapsed`` is the share of the time between the baseline's end and the milestone's end that has passed, 0 to 1
    (what is outside is brought to the nearer end). The operators are those of the figures: a target “≥ 80” or “< 5” says
    itself on which side it is reached. ``NOT_RATED`` where anything is missing, or where an actual “< 5” leaves open
    whether the target is reached.
    """
    if baseline is None or target is None or actual is None or elapsed is None:
        return Rating.NOT_RATED
    way = _way(direction, target_operator)
    if _leaves_open(way, actual_operator):
        return Rating.NOT_RATED
    is_over = elapsed >= 1
    strictly = target_operator == Operator.BELOW
    start = _gap(way, baseline, target)
    gap = _gap(way, actual, target)
    reached = gap == 0 and not (strictly and actual == target and actual_operator != Operator.BELOW)
    if start == 0 and not (strictly and baseline == target):  # something to be kept, not to be reached
        return (Rating.ACHIEVED if is_over else Rating.ON_TRACK) if reached else Rating.OFF_TRACK
    if reached:
        return Rating.ACHIEVED
    gained = start - gap
    expected = min(max(elapsed, Decimal(0)), Decimal(1)) * start
    if start == 0 or gained < 0 or gained < DELAYED_FROM * expected:
        return Rating.OFF_TRACK
    if is_over or gained < ON_TRACK_FROM * expected:
        return Rating.DELAYED
    return Rating.ON_TRACK


def weakest(ratings: Iterable[Rating]) -> Rating:
    """The least good of several measures' ratings, for their indicator; those not rated do not count."""
    found = set(ratings)
    return next((rating for rating in WORST_FIRST if rating in found), Rating.NOT_RATED)


def _way(direction: str, target_operator: str) -> str:
    """On which side the target is reached: its own sign says so first, then the indicator's direction."""
    return {Operator.AT_LEAST: Direction.UP, Operator.BELOW: Direction.DOWN}.get(target_operator, direction)


def _leaves_open(way: str, actual_operator: str) -> bool:
    """Whether a figure known on one side only, such as “< 5”, says nothing about the side that matters."""
    known = {Operator.AT_LEAST: Direction.UP, Operator.BELOW: Direction.DOWN}.get(actual_operator)
    return known is not None and known != way


def _gap(way: str, value: Decimal, target: Decimal) -> Decimal:
    """How much is missing to the target; 0 when it is reached. Without a better side every distance counts."""
    if way == Direction.UP:
        return max(target - value, Decimal(0))
    if way == Direction.DOWN:
        return max(value - target, Decimal(0))
    return abs(target - value)

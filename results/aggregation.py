"""How figures of several periods and countries become one. This is the definition; ``docs/aggregation.md`` shows examples.

Nothing here is stored: a total is worked out when it is read, so that a corrected figure corrects every later total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from base.text import Text

from .aggregation_parts import Aggregate, Datum, LeftOut, WhyLeftOut
from .enums import Aggregation, Operator, ValueState

__all__ = ["COUNTRY_RULES", "PERIOD_RULES", "Aggregate", "Datum", "LeftOut", "WhyLeftOut", "aggregate"]

PERIOD_RULES = frozenset(Aggregation) - {Aggregation.COUNTRIES}
COUNTRY_RULES = frozenset(Aggregation) - {Aggregation.LATEST}
PLACES = Decimal("0.000001")  # a quotient is rounded to this in every step, so that no order of adding up matters


def aggregate(data: Iterable[Datum], *, over_periods: str, over_countries: str | None) -> Aggregate:
    """What ``data`` (figures of one measure, for all or for one and the same part) come to.

    Periods become one first, country by country, then the countries become the region; but the region's highest is the
    highest of its own periods, not the sum of peaks of different days. Where the region has a figure of its own, it
    stands, and the countries' figures of those days are left out. ``over_countries=None`` says that the data are of one
    place. Raises ``ValueError`` when units differ, a cell comes twice, or a rule does not fit.

    >>> half = lambda month, value: Datum(date(2024, month, 1), date(2024, month + 5, 30 if month == 1 else 31), Decimal(value))
    >>> aggregate([half(1, 120), half(7, 110)], over_periods="sum", over_countries=None).value
    Decimal('230')
    """
    data = sorted(data, key=_order)
    _check(data, over_periods, over_countries)
    told = [each for each in data if _is_told(each)]
    missing = tuple(LeftOut(each, WhyLeftOut.NO_FIGURE) for each in data if not _is_told(each))
    if not told:
        return _nothing(Aggregation(over_periods), "periods", missing, data)
    if over_countries is None:
        return _add(_over_periods(told, over_periods), missing)
    own = [each for each in told if each.country is None]
    theirs = [each for each in told if each.country is not None]
    free, taken = _apart(theirs, own)
    missing += tuple(LeftOut(each, WhyLeftOut.REGION_TOLD) for each in taken)
    if not free:
        return _add(_over_periods(own, over_periods), missing)
    by_period = over_periods == Aggregation.HIGHEST and over_countries != Aggregation.HIGHEST
    if by_period or (own and over_periods == Aggregation.MEAN):
        found = _over_periods(own + _by_period(free, over_countries), over_periods)
    elif own:
        found = _over_periods([*own, _region(free, over_periods, over_countries)], over_periods)
    else:
        found = _region(free, over_periods, over_countries)
    return _add(found, missing)


def _apart(theirs: list[Datum], own: list[Datum]) -> tuple[list[Datum], list[Datum]]:
    """The countries' figures of days of which the region says nothing, and the others."""
    free: list[Datum] = []
    taken: list[Datum] = []
    for each in theirs:
        (taken if any(_overlap(each, other) for other in own) else free).append(each)
    return free, taken


def _region(data: list[Datum], over_periods: str, over_countries: str) -> Aggregate:
    """Each country's periods become one, then the countries."""
    countries = sorted({each.country for each in data})
    series = [_over_periods([each for each in data if each.country == country], over_periods) for country in countries]
    return _over_countries(series, over_countries)


def _by_period(data: list[Datum], over_countries: str) -> list[Aggregate]:
    """The countries of each period become one; periods that overlap are settled for all countries together."""
    kept = {(each.start, each.end) for each in cover(list({(each.start, each.end): each for each in data}.values()))}
    found = []
    for start, end in sorted(kept):
        found.append(_over_countries([each for each in data if (each.start, each.end) == (start, end)], over_countries))
    dropped = tuple(LeftOut(each, WhyLeftOut.OVERLAP) for each in data if (each.start, each.end) not in kept)
    return [_add(found[0], dropped), *found[1:]]


def cover(data: Sequence[Datum]) -> list[Datum]:
    """Figures of one place that tell no day twice: those that cover most days, and of equal covers the finest.

    So a year's halves stand for the year when both are there, and the year stands when one of them is missing.
    """
    ordered = sorted(data, key=lambda each: (each.end, each.start))
    best: list[tuple[int, int, list[Datum]]] = [(0, 0, [])]  # days covered, periods used, and which; up to each end
    for number, each in enumerate(ordered):
        before = sum(other.end < each.start for other in ordered[:number])
        days, used, chosen = best[before]
        taken = (days + (each.end - each.start) // timedelta(days=1) + 1, used + 1, [*chosen, each])
        best.append(taken if taken[:2] >= best[-1][:2] else best[-1])
    return best[-1][2]


def _over_periods(every: Sequence[Datum | Aggregate], rule: str) -> Aggregate:
    parts = [each for each in every if _is_told(each)]
    untold = tuple(LeftOut(each, WhyLeftOut.NO_FIGURE) for each in every if not _is_told(each))
    if rule == Aggregation.LATEST and parts:
        used = [max(parts, key=lambda each: (each.end, each.end - each.start))]
        why = WhyLeftOut.NOT_CHOSEN
    elif rule == Aggregation.NONE:
        used = [each for each in parts if all(each.start <= other.start and other.end <= each.end for other in parts)]
        why = WhyLeftOut.OVERLAP if used else WhyLeftOut.NOT_CHOSEN
    else:
        used, why = cover(parts), WhyLeftOut.OVERLAP
    dropped = tuple(LeftOut(each, why) for each in parts if each not in used) + untold
    if not used:
        return _nothing(Aggregation(rule), "periods", dropped, every)
    return _add(_combine(used, rule, "periods"), dropped)


def _over_countries(parts: Sequence[Datum | Aggregate], rule: str) -> Aggregate:
    if rule == Aggregation.NONE:  # what one country says is not the region's
        dropped = tuple(LeftOut(each, WhyLeftOut.NOT_CHOSEN) for each in parts)
        return replace(_nothing(Aggregation.NONE, "countries", dropped, parts), country=None, place=Text())
    return replace(_combine(parts, rule, "countries"), country=None, place=Text())


def _combine(parts: Sequence[Datum | Aggregate], rule: str, over: str) -> Aggregate:
    """Parts that may all be counted become one."""
    rule = Aggregation(rule)
    told = [each for each in parts if _is_told(each)]
    alone = rule == Aggregation.WEIGHTED and len(told) == 1  # one share needs no weights
    usable = told if alone else [each for each in parts if _fits(each, rule)]
    why = {True: WhyLeftOut.NO_PARTS, False: WhyLeftOut.NO_FIGURE}
    dropped = tuple(LeftOut(each, why[_is_told(each)]) for each in parts if each not in usable)
    if not usable:
        return _nothing(rule, over, dropped, parts)
    found = _alone(usable) if alone else _RULES[rule](usable)
    first = usable[0]
    start, end = min(each.start for each in usable), max(each.end for each in usable)
    placed = {"country": first.country, "place": first.place, "unit": first.unit, "per": first.per}
    return _add(Aggregate(**{"rule": rule, "over": over, "start": start, "end": end, **placed, **found}), dropped)


def _sum(parts: Sequence[Datum | Aggregate]) -> dict[str, object]:
    return {"value": sum(each.value for each in parts), "operator": _joint(parts), "parts": tuple(parts)}


def _mean(parts: Sequence[Datum | Aggregate]) -> dict[str, object]:
    return {**_sum(parts), "value": quotient(sum(each.value for each in parts), Decimal(len(parts)))}


def _weighted(parts: Sequence[Datum | Aggregate]) -> dict[str, object]:
    numerator, denominator = sum(each.numerator for each in parts), sum(each.denominator for each in parts)
    value = quotient(numerator * parts[0].per, denominator)
    shares = {"value": value, "numerator": numerator, "denominator": denominator}
    return {**shares, "operator": _joint(parts), "parts": tuple(parts)}


def _highest(parts: Sequence[Datum | Aggregate]) -> dict[str, object]:
    """“At least 5” beside 7 leaves the highest at “at least 7”; “below 5” beside 7 leaves it at 7."""
    strength = [Operator.BELOW, Operator.ABOUT, Operator.EQUAL, Operator.AT_LEAST].index
    top = max(parts, key=lambda each: (each.value, strength(each.operator), each.end))
    operator = top.operator
    if any(each.operator == Operator.AT_LEAST for each in parts):
        operator = Operator.AT_LEAST if operator in (Operator.EQUAL, Operator.AT_LEAST) else Operator.ABOUT
    others = tuple(LeftOut(each, WhyLeftOut.NOT_CHOSEN) for each in parts if each is not top)
    return {**_alone([top]), "operator": operator, "left_out": others}


def _alone(parts: Sequence[Datum | Aggregate]) -> dict[str, object]:
    """One figure passed on as it is."""
    (one,) = parts
    names = ("value", "operator", "numerator", "denominator", "text", "state")
    return {**{name: getattr(one, name) for name in names}, "start": one.start, "end": one.end, "parts": (one,)}


def _count_countries(parts: Sequence[Datum | Aggregate]) -> dict[str, object]:
    """How many say yes, or have more than 0. Who said nothing is not a no."""
    unsure = [each for each in parts if (each.operator == Operator.BELOW and each.value > 0) or _at_least_none(each)]
    sure = tuple(each for each in parts if each not in unsure)
    left = tuple(LeftOut(each, WhyLeftOut.NOT_SURE) for each in unsure)
    count = Decimal(sum(each.value > 0 for each in sure))
    return {"value": count, "operator": Operator.AT_LEAST if unsure else Operator.EQUAL, "parts": sure, "left_out": left}


def _at_least_none(part: Datum | Aggregate) -> bool:
    return part.operator == Operator.AT_LEAST and part.value <= 0


_RULES: dict[Aggregation, Callable[[Sequence[Datum | Aggregate]], dict[str, object]]] = {
    Aggregation.SUM: _sum,
    Aggregation.LATEST: _alone,
    Aggregation.MEAN: _mean,
    Aggregation.HIGHEST: _highest,
    Aggregation.WEIGHTED: _weighted,
    Aggregation.COUNTRIES: _count_countries,
    Aggregation.NONE: _alone,
}


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Rounded half up to six places, two more than a figure can have."""
    return (numerator / denominator).quantize(PLACES, rounding=ROUND_HALF_UP)


def joint_operator(operators: set[str]) -> str:
    """The sign of a sum: bounds on one side stay, bounds on both sides leave only “about”."""
    bounds = operators - {Operator.EQUAL}
    return Operator.EQUAL if not bounds else bounds.pop() if len(bounds) == 1 else Operator.ABOUT


def joint_state(states: set[str]) -> str:
    """Why there is no figure at all: the one reason that all give, else not available."""
    return states.pop() if len(states) == 1 and ValueState.REPORTED not in states else ValueState.NOT_AVAILABLE


def _joint(parts: Sequence[Datum | Aggregate]) -> str:
    return joint_operator({each.operator for each in parts})


def _fits(part: Datum | Aggregate, rule: Aggregation) -> bool:
    if rule in (Aggregation.LATEST, Aggregation.NONE):
        return _is_told(part)
    if rule == Aggregation.WEIGHTED:
        return part.numerator is not None and part.denominator is not None
    return part.value is not None


def _is_told(part: Datum | Aggregate) -> bool:
    return part.state == ValueState.REPORTED and (part.value is not None or bool(part.text))


def _overlap(one: Datum, other: Datum) -> bool:
    return one.start <= other.end and other.start <= one.end


def _nothing(rule: Aggregation, over: str, left_out: tuple[LeftOut, ...], parts: Sequence[Datum | Aggregate]) -> Aggregate:
    state = joint_state({each.state for each in parts})
    first = parts[0] if parts else None
    named = {"country": first.country, "place": first.place, "unit": first.unit, "per": first.per} if first else {}
    span = {"start": min(each.start for each in parts), "end": max(each.end for each in parts)} if parts else {}
    return Aggregate(rule=rule, over=over, state=state, left_out=left_out, **named, **span)


def _add(found: Aggregate, left_out: tuple[LeftOut, ...]) -> Aggregate:
    return replace(found, left_out=found.left_out + left_out)


def _order(datum: Datum) -> tuple[date, date, str]:
    return datum.start, datum.end, datum.country or ""


def _check(data: Sequence[Datum], over_periods: str, over_countries: str | None) -> None:
    if over_periods not in PERIOD_RULES:
        raise ValueError(f"{over_periods!r} is no rule for periods")
    if over_countries is not None and over_countries not in COUNTRY_RULES:
        raise ValueError(f"{over_countries!r} is no rule for countries")
    if len({(each.unit, each.per) for each in data}) > 1:
        raise ValueError("figures of different units are never added up")
    cells = [(each.country, each.start, each.end) for each in data]
    if len(set(cells)) < len(cells):
        raise ValueError("two figures for the same place and period")
    if over_countries is None and len({each.country for each in data}) > 1:
        raise ValueError("figures of several places need a rule over countries")

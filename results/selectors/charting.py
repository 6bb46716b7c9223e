"""An indicator's figures over the years as a chart: progress, baseline and targets of measures that share a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from base.text import text_of
from knowledge.models import Unit

from ..charts import Point, Series, Spec, bar_chart, series_chart
from ..enums import ObservationKind
from ..exhibits import Exhibit
from ..figures import write_observation
from ..models import Indicator, Measure, Observation
from .figure_sheets import figure_sheet

TOLD = 6  # points of one series that the text alternative tells one by one


def series_exhibit(indicator: Indicator, totals: Sequence[Observation]) -> Exhibit:
    """Lines over the years where a measure has two figures or more; else bars where measures share a unit and a period.

    No chart when there is nothing to compare. Only totals of the region in one unit are drawn together; a figure that is
    not there is left out, never drawn as 0.
    """
    name = say(indicator, "name")
    drawn = [each for each in totals if each.value is not None]
    return (
        _lines(indicator, name, drawn, totals)
        or _bars(indicator, name, drawn, totals)
        or Exhibit(_("Every figure recorded, by measure and period"), lambda: figure_sheet("series", indicator, totals))
    )


def _lines(indicator: Indicator, name: str, drawn: list[Observation], totals: Sequence[Observation]) -> Exhibit | None:
    by_measure: dict[Measure, list[Observation]] = defaultdict(list)
    for each in drawn:
        by_measure[each.measure].append(each)
    long_enough = [measure for measure, found in by_measure.items() if len({each.period_end.year for each in found}) > 1]
    if not long_enough:
        return None
    unit = long_enough[0].unit
    series = [
        Series(say(measure, "name"), tuple(points_of(found))) for measure, found in by_measure.items() if measure.unit_id == unit.pk
    ]
    marks = [_("Hollow point: baseline.")] if any(point.is_baseline for each in series for point in each.points) else []
    marks += [_("Short bar: target.")] if any(point.is_target for each in series for point in each.points) else []

    def draw(width: int) -> Spec:
        baseline = str(ObservationKind.BASELINE.label)
        return series_chart(series=series, unit=say(unit, "name"), title=name, baseline_label=baseline, width=width)

    return Exhibit(
        caption=_("Figures by year"),
        sheet=lambda: figure_sheet("series", indicator, totals),
        draw=draw,
        alternative=_("Line chart of “%(name)s” (%(unit)s). %(told)s")
        % {"name": name, "unit": say(unit, "name"), "told": " ".join(tell(each) for each in series)},
        note=(" " if (get_language() or "en") == "en" else "").join(marks),
    )


def points_of(observations: Sequence[Observation]) -> list[Point]:
    """The points of one series; of several figures for a year and kind the last counts, and a whole year before its half."""
    kept: dict[tuple[int, str], Observation] = {}
    for each in sorted(observations, key=lambda found: (found.period_end, -found.period_start.toordinal())):
        kept[each.period_end.year, each.kind] = each
    return [_point(each) for _key, each in sorted(kept.items(), key=lambda item: item[0][0])]


def _point(observation: Observation) -> Point:
    written = write_observation(observation, get_language() or "en")
    is_target = observation.kind == ObservationKind.TARGET
    return Point(
        year=observation.period_end.year,
        value=float(observation.value),
        label=f"{ObservationKind.TARGET.label} {written}" if is_target else written,
        is_baseline=observation.kind == ObservationKind.BASELINE,
        is_target=is_target,
    )


def tell(series: Series) -> str:
    """A series in words: each figure where they are few, else from where to where, with the lowest and the highest; the targets."""
    comma = pgettext("between names", ", ")
    told = [point for point in series.points if not point.is_target]
    if len(told) <= TOLD:
        parts = [_year(point) for point in told]
    else:
        low, high = min(told, key=lambda point: point.value), max(told, key=lambda point: point.value)
        parts = [
            _("from %(first)s to %(last)s") % {"first": _year(told[0]), "last": _year(told[-1])},
            _("lowest %(point)s") % {"point": _year(low)},
            _("highest %(point)s") % {"point": _year(high)},
        ]
    parts += [_year(point) for point in series.points if point.is_target]
    return _("%(name)s: %(figures)s.") % {"name": series.name, "figures": comma.join(parts)}


def _year(point: Point) -> str:
    if point.is_baseline:
        return _("baseline %(year)s %(figure)s") % {"year": point.year, "figure": point.label}
    return _("%(year)s %(figure)s") % {"year": point.year, "figure": point.label}


def _bars(indicator: Indicator, name: str, drawn: list[Observation], totals: Sequence[Observation]) -> Exhibit | None:
    alike: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for each in drawn:
        if each.kind != ObservationKind.TARGET:
            alike[each.period_start, each.period_end, each.kind, each.measure.unit_id].append(each)
    comparable = [found for found in alike.values() if len(found) > 1]
    if not comparable:
        return None
    latest = max(comparable, key=lambda found: (found[0].period_end, len(found)))
    rows = [(say(each.measure, "name"), float(each.value)) for each in latest]
    unit = say(latest[0].measure.unit, "name")
    told = (f"{say(each.measure, 'name')} {write_observation(each, get_language() or 'en')}" for each in latest)
    which = {"kind": latest[0].get_kind_display(), "period": latest[0].period}
    caption = _("Figures of %(period)s: %(kind)s") % which
    return Exhibit(
        caption=caption,
        sheet=lambda: figure_sheet("series", indicator, totals),
        draw=lambda width: bar_chart(rows=rows, unit=unit, title=name, width=width),
        alternative=_("Bar chart. %(told)s") % {"told": pgettext("between names", ", ").join(told)},
    )


def say(record: Indicator | Measure | Unit, field: str) -> str:
    """A translated field in the active language, or else in the other one."""
    text = text_of(record, field)
    return text.in_language(get_language() or "en") or text.en or text.zh

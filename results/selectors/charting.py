"""Which chart, if any, shows an indicator's figures best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from base.text import text_of
from knowledge.models import Unit

from ..charts import Point, Series, Spec, bar_chart, series_chart
from ..enums import ObservationKind
from ..figures import write_observation
from ..models import Measure, Observation


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """What to draw, and the line above it that says which figures these are."""

    spec: Spec
    caption: str


def chart_of(observations: Sequence[Observation], *, title: str, language: str, width: int) -> IndicatorChart | None:
    """Lines over the years where a measure has two figures or more; else bars where measures share a unit and a period.

    ``None`` when there is nothing to compare. Only regional figures of one unit are drawn together; a figure that is
    not there is left out, never drawn as 0. ``language`` is the active one.
    """
    drawn = [each for each in observations if each.value is not None and each.country_id is None and not each.sex]
    drawn = [each for each in drawn if each.kind != ObservationKind.TARGET]
    return _lines(drawn, title=title, language=language, width=width) or _bars(drawn, title=title, language=language, width=width)


def _lines(observations: list[Observation], *, title: str, language: str, width: int) -> IndicatorChart | None:
    by_measure: dict[Measure, list[Observation]] = defaultdict(list)
    for each in observations:
        by_measure[each.measure].append(each)
    long_enough = [measure for measure, found in by_measure.items() if len({each.period_end.year for each in found}) > 1]
    if not long_enough:
        return None
    unit = long_enough[0].unit
    series = [
        Series(_say(measure, "name", language), tuple(_point(each, language) for each in by_measure[measure]))
        for measure in by_measure
        if measure.unit_id == unit.pk
    ]
    baseline = str(ObservationKind.BASELINE.label)
    spec = series_chart(series=series, unit=_unit(unit, language), title=title, baseline_label=baseline, width=width)
    return IndicatorChart(spec, _("Figures by year"))


def _point(observation: Observation, language: str) -> Point:
    return Point(
        year=observation.period_end.year,
        value=float(observation.value),
        label=write_observation(observation, language),
        is_baseline=observation.kind == ObservationKind.BASELINE,
    )


def _bars(observations: list[Observation], *, title: str, language: str, width: int) -> IndicatorChart | None:
    alike: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for each in observations:
        alike[each.period_start, each.period_end, each.kind, each.measure.unit_id].append(each)
    comparable = [found for found in alike.values() if len(found) > 1]
    if not comparable:
        return None
    latest = max(comparable, key=lambda found: (found[0].period_end, len(found)))
    rows = [(_say(each.measure, "name", language), float(each.value)) for each in latest]
    spec = bar_chart(rows=rows, unit=_unit(latest[0].measure.unit, language), title=title, width=width)
    which = {"kind": latest[0].get_kind_display(), "period": latest[0].period}
    return IndicatorChart(spec, _("Figures of %(period)s: %(kind)s") % which)


def _unit(unit: Unit, language: str) -> str:
    return _say(unit, "name", language)


def _say(record: Measure | Unit, field: str, language: str) -> str:
    text = text_of(record, field)
    return text.in_language(language) or text.en or text.zh

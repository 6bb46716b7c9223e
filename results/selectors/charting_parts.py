"""How the region's figures divide: by sex, or by the categories of a dimension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ..charts import Part, Series, Spec, series_chart, shares_chart
from ..enums import ObservationKind, Sex, ValueKind
from ..exhibits import Exhibit
from ..figures import write_observation
from ..models import Indicator, Measure, Observation
from .charting import points_of, say, tell
from .figure_sheets import figure_sheet

PERIODS = 8  # bars of the chart, the latest ones; the table has them all
PARTS_ADD_UP = (ValueKind.NUMBER,)  # shares and ratios of parts are not parts of a whole


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of one measure in one way of dividing it: by sex, or by one dimension."""

    measure: Measure
    names: list[str]
    by_period: dict[tuple[object, object], dict[str, Observation]]

    @property
    def adds_up(self) -> bool:
        unit = self.measure.unit
        return self.measure.indicator.value_kind in PARTS_ADD_UP and not (unit.suffix_en or "").startswith("%")


def parts_exhibit(indicator: Indicator, parts: Sequence[Observation]) -> Exhibit | None:
    """Bars made of parts, a bar for each of the latest periods; lines for what does not add up. ``None`` without parts."""
    if not parts:
        return None
    division = _division(parts)
    sheet = lambda: figure_sheet("parts", indicator, parts)  # noqa: E731 -- made once, called when asked for
    if division is None:
        return Exhibit(_("Figures by part"), sheet)
    caption = _("%(measure)s, by part") % {"measure": say(division.measure, "name")}
    return _stacked(division, caption, sheet) if division.adds_up else _side_by_side(division, caption, sheet)


def _division(parts: Sequence[Observation]) -> Division | None:
    """The first measure with figures of two parts at least: by sex before other dimensions."""
    found: dict[tuple[int, object], list[Observation]] = defaultdict(list)
    for each in parts:
        if each.value is not None and each.kind == ObservationKind.ACTUAL and not (each.sex and each.category_id):
            found[each.measure_id, "sex" if each.sex else each.category.dimension_id].append(each)
    for observations in sorted(found.values(), key=lambda few: (few[0].measure.order, few[0].measure_id, not few[0].sex)):
        names = list(dict.fromkeys(_part(each) for each in sorted(observations, key=_order_of_part)))
        if len(names) > 1:
            by_period: dict[tuple[object, object], dict[str, Observation]] = defaultdict(dict)
            for each in observations:
                by_period[each.period_start, each.period_end][_part(each)] = each
            return Division(observations[0].measure, names, dict(sorted(by_period.items(), key=lambda item: item[0][::-1])))
    return None


def _part(observation: Observation) -> str:
    return str(Sex(observation.sex).label) if observation.sex else say(observation.category, "name")


def _order_of_part(observation: Observation) -> tuple[int, int]:
    sexes = list(Sex)
    return (sexes.index(Sex(observation.sex)), observation.category.order if observation.category_id else 0)


def _stacked(division: Division, caption: str, sheet: object) -> Exhibit:
    latest = list(division.by_period.values())[-PERIODS:]
    rows = []
    told = []
    for found in latest:
        period = next(iter(found.values())).period
        rows.append((period, [float(found[name].value) if name in found else 0.0 for name in division.names]))
        figures = (f"{name} {write_observation(found[name], get_language() or 'en')}" for name in division.names if name in found)
        told.append(_("%(group)s: %(parts)s") % {"group": period, "parts": pgettext("between names", ", ").join(figures)})
    kinds = [Part(name) for name in division.names]

    def draw(width: int) -> Spec:
        return shares_chart(parts=kinds, rows=rows, unit=say(division.measure.unit, "name"), title=caption, width=width)

    alternative = _("Stacked bars. %(told)s") % {"told": pgettext("between parts of a sentence", "; ").join(told)}
    return Exhibit(caption, sheet, draw, alternative)


def _side_by_side(division: Division, caption: str, sheet: object) -> Exhibit:
    series = [
        Series(name, tuple(points_of([found[name] for found in division.by_period.values() if name in found])))
        for name in division.names
    ]
    told = " ".join(tell(each) for each in series)

    def draw(width: int) -> Spec:
        return series_chart(series=series, unit=say(division.measure.unit, "name"), title=caption, width=width)

    return Exhibit(caption, sheet, draw, _("Line chart. %(told)s") % {"told": told})

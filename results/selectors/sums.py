"""Do the parts add up to the total? Asked of measures that are told by total and every part (``Detail.FULL``).

What does not add up never stops a save; it is shown as a warning, and again before an entry is submitted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from base.dates import format_period
from base.text import text_of

from ..enums import Aggregation, Detail, Operator, Sex, ValueKind, ValueState
from ..figures import write_number
from ..models import EntryFigure, Measure, Observation, ProgressEntry


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a sum: what it is, and its figure (``None`` where there is none)."""

    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class SumProblem:
    """Parts of one cell that do not add up to its total. ``cell`` says which: measure, place, period, part."""

    measure: Measure
    cell: str
    axis: str | Promise
    parts: tuple[Part, ...]
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """How much is missing in the parts; negative where they are too many."""
        return self.total - sum(part.value or 0 for part in self.parts)

    @property
    def message(self) -> str:
        """For people, in the active language: the cell, the parts, the total and the difference."""
        terms = pgettext("between the terms of a sum", " + ").join(
            f"{self._write(part.value)}" if part.value is not None else "–" for part in self.parts
        )
        named = pgettext("between names", ", ").join(part.name for part in self.parts)
        told = {
            "cell": self.cell,
            "axis": self.axis,
            "names": named,
            "terms": terms,
            "sum": self._write(self.total - self.difference),
            "total": self._write(self.total),
            "difference": self._write(abs(self.difference)),
        }
        if self.difference > 0:
            return (
                _("%(cell)s, %(axis)s: %(names)s come to %(terms)s = %(sum)s, %(difference)s less than the total of %(total)s.")
                % told
            )
        return (
            _("%(cell)s, %(axis)s: %(names)s come to %(terms)s = %(sum)s, %(difference)s more than the total of %(total)s.") % told
        )

    def _write(self, value: Decimal) -> str:
        return write_number(value, self.measure.decimals)


Figures = list[Observation] | list[EntryFigure]


def sum_problems(entry: ProgressEntry) -> list[SumProblem]:
    """What does not add up among the figures of an entry."""
    return sum_problems_of([entry])[entry.pk]


def sum_problems_of(entries: Iterable[ProgressEntry]) -> dict[int, list[SumProblem]]:
    """The same for many entries, by their keys; as many queries as for one."""
    found: dict[int, list[SumProblem]] = {entry.pk: [] for entry in entries}
    figures = _with_names(EntryFigure.objects.filter(entry__in=list(found)))
    by_entry: dict[int, list[EntryFigure]] = defaultdict(list)
    for figure in figures.select_related("entry__cycle", "entry__country"):
        by_entry[figure.entry_id].append(figure)
    for key, several in by_entry.items():
        found[key] = _problems(several, place=lambda figure: figure.entry.country, days=lambda figure: _days(figure.entry.cycle))
    return found


def sum_problems_among(observations: QuerySet[Observation]) -> list[SumProblem]:
    """What does not add up among approved figures, the countries against the region included."""
    figures = _with_names(observations).select_related("country")
    return _problems(list(figures), place=lambda figure: figure.country, days=_days)


def sum_problems_around(observation: Observation) -> list[SumProblem]:
    """What does not add up in the measure and period of an observation."""
    alike = ("measure_id", "kind", "period_start", "period_end")
    return sum_problems_among(Observation.objects.filter(**{name: getattr(observation, name) for name in alike}))


def _with_names(figures: QuerySet) -> QuerySet:
    full = figures.filter(measure__detail=Detail.FULL).order_by("measure__order", "measure__code", "sex", "category__order", "pk")
    return full.select_related("measure__indicator", "measure__unit", "category__dimension")


def _days(period: object) -> tuple:
    return period.period_start, period.period_end


def _problems(figures: Figures, *, place: Callable, days: Callable) -> list[SumProblem]:
    cells: dict[tuple, dict[tuple, object]] = defaultdict(dict)
    for figure in figures:
        if figure.measure.figure_kind == ValueKind.NUMBER:
            where = place(figure)
            kind = getattr(figure, "kind", "")
            cells[figure.measure_id, kind, days(figure)][where, figure.sex, figure.category] = figure
    problems = []
    for (_measure, _kind, period), found in cells.items():
        for (where, sex, category), total in found.items():
            if not _is_exact(total):
                continue
            for axis, parts in _ways_to_part(found, where, sex, category, total.measure):
                if parts and (problem := _compare(total, axis, parts, _name_cell(total.measure, where, sex, category, period))):
                    problems.append(problem)
    return problems


def _ways_to_part(found: dict, where: object, sex: str, category: object, measure: Measure) -> Iterable[tuple]:
    """The parts that one cell is the total of: by sex, by each dimension, by country; each with the name of the way."""
    if not sex:
        here = [(Sex(key[1]).label, each) for key, each in found.items() if key[0] == where and key[2] == category and key[1]]
        yield gettext_lazy("by sex"), here
    if category is None:
        by_dimension = defaultdict(list)
        for key, each in found.items():
            if key[0] == where and key[1] == sex and key[2] is not None:
                by_dimension[key[2].dimension].append((_name(key[2]), each))
        for dimension, here in by_dimension.items():
            yield _name(dimension), here
    if where is None and measure.rules[1] == Aggregation.SUM:
        here = [(_name(key[0]), each) for key, each in found.items() if key[0] is not None and key[1] == sex and key[2] == category]
        yield pgettext_lazy("way to break figures down", "by country"), here


def _compare(total: object, axis: str | Promise, parts: list[tuple[str, object]], cell: str) -> SumProblem | None:
    if any(each.operator != Operator.EQUAL for _name_of, each in parts):
        return None  # “at least 5” adds up to nothing exact
    told = tuple(Part(str(name), each.value if each.state == ValueState.REPORTED else None) for name, each in parts)
    problem = SumProblem(total.measure, cell, axis, told, total.value)
    some_missing = any(part.value is None for part in told)
    return problem if problem.difference < 0 or (problem.difference > 0 and not some_missing) else None


def _is_exact(figure: object) -> bool:
    return figure.state == ValueState.REPORTED and figure.value is not None and figure.operator == Operator.EQUAL


def _name_cell(measure: Measure, where: object, sex: str, category: object, period: tuple) -> str:
    parts = [_name(measure), _name(where) if where else "", Sex(sex).label if sex else "", _name(category) if category else ""]
    return " · ".join(str(each) for each in (*parts, format_period(*period, get_language() or "en")) if each)


def _name(record: object) -> str:
    text = text_of(record, "name")
    return text.in_language(get_language() or "en") or text.en or text.zh

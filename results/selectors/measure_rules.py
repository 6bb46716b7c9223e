"""The rules by which the figures of each measure become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ..enums import Aggregation, ValueKind
from ..models import Measure
from ..validators.figures import PER
from ..validators.rules import fitting_rule, kind_of_figures


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """What one needs to know of a measure to add up its figures."""

    periods: Aggregation
    countries: Aggregation
    kind: ValueKind
    unit: str
    source: str

    @property
    def per(self) -> int:
        """100 for a share in per cent, 1 for a ratio."""
        return PER.get(self.kind, 100)


def rules_of(measures: QuerySet[Measure]) -> dict[int, MeasureRules]:
    """The rules of each measure as they fit it, by its key; one query."""
    own = ("indicator__period_aggregation", "indicator__country_aggregation", "indicator__value_kind")
    return _fitted(measures.order_by().values_list("pk", *own, "unit__kind", "unit__slug", "source"))


def rules_of_read(measures: Iterable[Measure]) -> dict[int, MeasureRules]:
    """The same for measures that were read already, with their indicators and units."""
    return _fitted(
        (
            *(each.pk, each.indicator.period_aggregation, each.indicator.country_aggregation, each.indicator.value_kind),
            *(each.unit.kind, each.unit.slug, each.source),
        )
        for each in measures
    )


def _fitted(rows: Iterable[tuple]) -> dict[int, MeasureRules]:
    found = {}
    fitting: dict[tuple[str, ...], tuple[Aggregation, Aggregation, ValueKind]] = {}
    for key, *said, unit, source in rows:
        if (rules := fitting.get(tuple(said))) is None:
            periods, countries, kind, unit_kind = said
            figures = kind_of_figures(kind, unit_kind)
            rules = fitting[tuple(said)] = fitting_rule(periods, figures), fitting_rule(countries, figures), figures
        found[key] = MeasureRules(*rules, unit, source)
    return found

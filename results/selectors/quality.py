"""What an indicator needs before its framework is shown: a unit, a baseline, a source, a frequency and an owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from base.text import text_of

from ..enums import ObservationKind
from ..models import Framework, FrameworkVersion, Indicator, IndicatorPlacement, Measure, Observation, Result

UNIT, BASELINE, SOURCE, FREQUENCY, OWNER = "unit", "baseline", "source", "frequency", "owner"
CRITERIA: dict[str, str | Promise] = {
    UNIT: _("unit"),
    BASELINE: _("baseline"),
    SOURCE: _("source"),
    FREQUENCY: _("frequency"),
    OWNER: _("owner"),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """One indicator in one framework, and which of the criteria it meets."""

    placement: IndicatorPlacement
    met: dict[str, bool]

    @property
    def is_complete(self) -> bool:
        return all(self.met.values())

    @property
    def missing(self) -> list[str | Promise]:
        """What is missing, in words."""
        return [CRITERIA[name] for name, is_met in self.met.items() if not is_met]


def quality_of_framework(framework: Framework, version: FrameworkVersion | None = None) -> list[Quality]:
    """Every indicator that stands in the framework now, or will in ``version``; in a constant number of queries."""
    placements = framework.placements.all()
    return _quality(placements.at_version(version.number) if version else placements.current())


def quality_of_indicator(indicator: Indicator) -> list[Quality]:
    """One indicator in every framework that shows it now."""
    return _quality(indicator.placements.current())


def gaps(rows: Iterable[Quality]) -> str:
    """The codes of incomplete indicators with what each lacks: “HRF-01 (source, owner), …”; empty where nothing is missing."""
    return ", ".join(
        f"{row.placement.code} ({', '.join(str(word) for word in row.missing)})" for row in rows if not row.is_complete
    )


def _quality(placements: QuerySet[IndicatorPlacement]) -> list[Quality]:
    baseline = Observation.objects.filter(measure=OuterRef("pk"), kind=ObservationKind.BASELINE)
    measures = Measure.objects.annotate(has_baseline=Exists(baseline))
    found = list(
        placements.select_related("framework", "indicator", "result").prefetch_related(
            Prefetch("indicator__measures", measures, to_attr="with_baseline")
        )
    )
    led = _led_results({placement.framework_id for placement in found})
    return [Quality(placement, _met(placement, placement.result_id in led)) for placement in found]


def _met(placement: IndicatorPlacement, is_led: bool) -> dict[str, bool]:
    """A baseline that is not available, not applicable or to be set is said; one that was never written is missing.

    One measure's baseline is enough: a source that says “not applicable” says it once for the indicator.

    Where the framework names a lead for the result, or for one above it, that lead answers for the indicator too.
    """
    indicator = placement.indicator
    sources = text_of(indicator, "data_sources")
    return {
        UNIT: bool(indicator.with_baseline),  # no measure without a unit
        BASELINE: any(measure.has_baseline for measure in indicator.with_baseline),
        SOURCE: bool(sources.zh.strip() and sources.en.strip()),
        FREQUENCY: bool(indicator.frequency),
        OWNER: bool(indicator.owner_id or indicator.responsible_id or is_led),
    }


def _led_results(frameworks: set[int]) -> set[int]:
    """The results with a lead, named for them or for a result above them."""
    below: dict[int | None, list[Result]] = defaultdict(list)
    for result in Result.objects.filter(framework__in=frameworks):
        below[result.parent_id].append(result)
    led: set[int] = set()
    waiting = [(result, False) for result in below[None]]
    while waiting:
        result, above = waiting.pop()
        is_led = above or bool(text_of(result, "responsible"))
        if is_led:
            led.add(result.pk)
        waiting += [(child, is_led) for child in below[result.pk]]
    return led

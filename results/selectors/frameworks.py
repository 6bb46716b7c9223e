"""Results frameworks as their pages show them: the tree of results, each with its indicators and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, QuerySet

from knowledge.models import Theme

from ..enums import ObservationKind, RiskKind, Sex
from ..models import (
    Framework,
    FrameworkVersion,
    Indicator,
    IndicatorPlacement,
    Measure,
    Observation,
    ReportingCycle,
    Result,
    RiskAssumption,
)
from ..models.indicator import standing
from .progress import PublicEntry, public_entries
from .risks import with_last_review


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One measure: its baseline and, per progress column, its year and figure (``None`` where there is none)."""

    measure: Measure
    baseline: Observation | None
    progress: list[tuple[int, Observation | None]]


@dataclass(frozen=True, slots=True)
class ThemeBranch:
    """A theme of a framework with those that are part of it."""

    theme: Theme
    parts: list[Theme]


@dataclass(slots=True)
class IndicatorRow:
    """An indicator as a framework shows it, and what was last told about it."""

    placement: IndicatorPlacement
    figures: list[FigureRow]
    entry: PublicEntry | None = None

    @property
    def baselines(self) -> list[FigureRow]:
        """The baselines worth writing: one alone when every measure has the same."""
        known = [row for row in self.figures if row.baseline]
        return known[:1] if len({_what_it_says(row.baseline) for row in known}) == 1 else known

    @property
    def has_one_baseline(self) -> bool:
        return len(self.baselines) == 1


@dataclass(slots=True)
class Node:
    """A result with everything below it."""

    result: Result
    depth: int
    children: list[Node] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)
    risks: list[RiskAssumption] = field(default_factory=list)
    assumptions: list[RiskAssumption] = field(default_factory=list)

    @property
    def heading(self) -> int:
        """Which HTML heading it takes: the first level stands below the page's title."""
        return min(self.depth + 2, 6)

    @property
    def is_table(self) -> bool:
        """Whether nothing but its own and its children's indicators are below it, so that one table holds them."""
        return all(not child.children for child in self.children)

    @property
    def groups(self) -> list[Node]:
        """The results that its table lists, in order."""
        return [node for node in self._listed if node.indicators]

    @property
    def with_conditions(self) -> list[Node]:
        """The results of its table that have risks or assumptions."""
        return [node for node in self._listed if node.risks or node.assumptions]

    @property
    def _listed(self) -> tuple[Node, ...]:
        return (self, *self.children) if self.is_table else (self,)


def public_frameworks() -> QuerySet[Framework]:
    """The public frameworks with the number of indicators in each (``indicator_count``)."""
    return (
        Framework.objects.public()
        .select_related("adopted_by", "document")
        .annotate(
            indicator_count=Count("placements", filter=standing("placements__"), distinct=True),
            result_count=Count("results", distinct=True),
        )
    )


def themes_by_framework(frameworks: Iterable[Framework]) -> dict[int, list[ThemeBranch]]:
    """For each framework the themes that its results belong to, in their order, each once."""
    themes: dict[int, dict[int, Theme]] = defaultdict(dict)
    results = Result.objects.filter(framework__in=frameworks, theme__isnull=False).select_related("theme")
    for result in results.order_by("theme__order", "theme__slug"):
        themes[result.framework_id].setdefault(result.theme_id, result.theme)
    return {framework: _branches(found) for framework, found in themes.items()}


def _branches(themes: dict[int, Theme]) -> list[ThemeBranch]:
    return [
        ThemeBranch(theme, [part for part in themes.values() if part.parent_id == theme.pk])
        for theme in themes.values()
        if theme.parent_id not in themes
    ]


def tags_of(framework: Framework) -> list[Theme]:
    """The cross-cutting themes with which indicators of the framework are tagged."""
    tagged = framework.placements.current().values("indicator")
    return list(Theme.objects.filter(pk__in=Indicator.cross_cutting.through.objects.filter(indicator__in=tagged).values("theme")))


def choose_placements(
    framework: Framework, *, version: FrameworkVersion | None = None, shown: str = "", tag: Theme | None = None
) -> QuerySet[IndicatorPlacement]:
    """The framework's indicators as they stand now, or stood in ``version``; headline or tracked ones alone, with one tag."""
    placements = framework.placements.at_version(version.number) if version else framework.placements.current()
    if shown:
        placements = placements.filter(is_headline=shown == "headline")
    return placements.filter(indicator__cross_cutting=tag) if tag else placements


def results_tree(
    framework: Framework,
    *,
    entries: dict[int, PublicEntry],
    themes: set[int] | None = None,
    placements: QuerySet[IndicatorPlacement] | None = None,
    only_with_indicators: bool = False,
) -> list[Node]:
    """The framework's results from the top down. The number of queries does not depend on how many there are.

    ``entries`` are told progress by the indicator's primary key. With ``themes`` (primary keys) only results of these
    themes are kept, with what is below and above them. ``placements`` are the indicators to show, all that stand now
    unless given; ``only_with_indicators`` leaves out results below which none of them is.
    """
    nodes: dict[int, Node] = {}
    below: dict[int | None, list[Result]] = defaultdict(list)
    for result in framework.results.select_related("level", "theme"):
        below[result.parent_id].append(result)
    placed = _placements(framework, framework.placements.current() if placements is None else placements, entries)
    conditions = _conditions(framework)

    def grow(result: Result, depth: int) -> Node:
        node = nodes[result.pk] = Node(result, depth, indicators=placed[result.pk])
        node.risks = conditions[result.pk, RiskKind.RISK]
        node.assumptions = conditions[result.pk, RiskKind.ASSUMPTION]
        node.children = [grow(child, depth + 1) for child in below[result.pk]]
        return node

    tree = [grow(result, 0) for result in below[None]]
    if only_with_indicators:
        tree = [node for node in tree if _holds_any(node)]
    return tree if themes is None else [node for top in tree if (node := _about(top, themes))]


def _holds_any(node: Node) -> bool:
    """Whether an indicator is left at the node or below; what holds none is taken from below it."""
    node.children = [child for child in node.children if _holds_any(child)]
    return bool(node.children or node.indicators)


def _about(node: Node, themes: set[int]) -> Node | None:
    if node.result.theme_id in themes:
        return node
    node.children = [kept for child in node.children if (kept := _about(child, themes))]
    node.indicators = []
    return node if node.children else None


def _placements(
    framework: Framework, placements: QuerySet[IndicatorPlacement], entries: dict[int, PublicEntry]
) -> dict[int, list[IndicatorRow]]:
    regional = Observation.objects.filter(country=None, sex=Sex.ALL, category=None).exclude(kind=ObservationKind.TARGET)
    measures = Measure.objects.select_related("unit").prefetch_related(Prefetch("observations", queryset=regional))
    rows: dict[int, list[IndicatorRow]] = defaultdict(list)
    for placement in placements.select_related("indicator").prefetch_related(
        Prefetch("indicator__measures", queryset=measures), "indicator__cross_cutting"
    ):
        figures = [_figures(measure, framework.progress_years) for measure in placement.indicator.measures.all()]
        rows[placement.result_id].append(IndicatorRow(placement, figures, entries.get(placement.indicator_id)))
    return rows


def _figures(measure: Measure, years: list[int]) -> FigureRow:
    """The measure's row. A period that reaches over two years stands in the column of neither."""
    baseline, by_year = None, {}
    for observation in sorted(measure.observations.all(), key=_later_and_longer):
        if observation.kind == ObservationKind.BASELINE:
            baseline = observation
        elif observation.period_start.year == observation.period_end.year:
            by_year[observation.period_end.year] = observation
    return FigureRow(measure, baseline, [(year, by_year.get(year)) for year in years])


def _later_and_longer(observation: Observation) -> tuple[int, int]:
    """Of several figures for a year the last counts, and a whole year before its second half."""
    return observation.period_end.toordinal(), -observation.period_start.toordinal()


def _what_it_says(observation: Observation) -> tuple[object, ...]:
    unit = observation.measure.unit_id if observation.value is not None else None
    said = (observation.state, observation.operator, observation.value, unit, observation.text_en, observation.text_zh_hans)
    return (*said, observation.period_start, observation.period_end)


def _conditions(framework: Framework) -> dict[tuple[int, str], list[RiskAssumption]]:
    """The risks and assumptions by result and kind, each with its last review (``last_review``)."""
    found = defaultdict(list)
    for condition in with_last_review(RiskAssumption.objects.filter(result__framework=framework)):
        found[condition.result_id, condition.kind].append(condition)
    return found


def last_told_cycle(framework: Framework) -> tuple[ReportingCycle | None, dict[int, PublicEntry]]:
    """The latest cycle in which anything about the framework's indicators is public, with that by indicator."""
    cycles = ReportingCycle.objects.filter(entries__indicator__placements__framework=framework).select_related("meeting")
    placed = set(framework.placements.current().values_list("indicator_id", flat=True))
    for cycle in cycles.distinct():
        entries = {entry.indicator.pk: entry for entry in public_entries(cycle) if entry.indicator.pk in placed}
        if entries:
            return cycle, entries
    return None, {}

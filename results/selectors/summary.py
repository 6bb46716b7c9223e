"""Where the indicators of the public frameworks stand: by pillar, by sector or cluster, by rating."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy

from base.text import Text
from base.wording import in_both
from knowledge.enums import ThemeKind
from knowledge.models import Theme

from ..enums import ObservationKind, Rating, ValueState
from ..models import Framework, IndicatorPlacement, Measure, Observation, ProgressEntry, Result
from ..models.progress import APPROVED

PILLAR, SECTOR, RATING = "pillar", "sector", "rating"
KINDS = {PILLAR: (ThemeKind.PILLAR, ThemeKind.CROSS_CUTTING), SECTOR: (ThemeKind.CLUSTER, ThemeKind.SECTOR)}
ORDER = (Rating.ACHIEVED, Rating.ON_TRACK, Rating.DELAYED, Rating.OFF_TRACK, Rating.NOT_RATED)


@dataclass(slots=True)
class Standing:
    """What is known of one indicator in one framework.

    Its theme there; whether any framework has it as a headline indicator; its last approved rating; the last day that a
    figure of its progress tells of.
    """

    indicator: int
    theme: int | None
    is_headline: bool
    rating: Rating = Rating.NOT_RATED
    latest: date | None = None


@dataclass(slots=True)
class Group:
    """Some indicators that are counted together."""

    name: Text
    theme: Theme | None = None
    rating: Rating | None = None
    members: dict[int, Standing] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def headline(self) -> int:
        return sum(each.is_headline for each in self.members.values())

    @property
    def tracked(self) -> int:
        """Those that are tracked only."""
        return self.count - self.headline

    @property
    def with_figures(self) -> int:
        return sum(each.latest is not None for each in self.members.values())

    @property
    def without_figures(self) -> int:
        return self.count - self.with_figures

    @property
    def latest(self) -> date | None:
        """The last day that any of their figures tells of."""
        return max((each.latest for each in self.members.values() if each.latest), default=None)

    @property
    def by_rating(self) -> list[tuple[Rating, int]]:
        """How many have each rating, the best first; “not rated” at the end."""
        counts: dict[Rating, int] = defaultdict(int)
        for each in self.members.values():
            counts[each.rating] += 1
        return [(rating, counts[rating]) for rating in ORDER]

    @property
    def is_rated(self) -> bool:
        """Whether any of them is."""
        return any(each.rating != Rating.NOT_RATED for each in self.members.values())

    @property
    def rated(self) -> int:
        return sum(each.rating != Rating.NOT_RATED for each in self.members.values())


@dataclass(frozen=True, slots=True)
class Summary:
    """All indicators of the public frameworks, and the groups they are shown in."""

    by: str
    everything: Group
    groups: list[Group]

    @property
    def elsewhere(self) -> int:
        """How many belong to none of the groups."""
        shown = {indicator for group in self.groups for indicator in group.members}
        return len(self.everything.members.keys() - shown)


def frameworks_with_counts() -> list[Framework]:
    """The public frameworks, each with the number of indicators that stand in it now (``indicator_count``)."""
    placed = IndicatorPlacement.objects.current().order_by().values_list("framework_id").annotate(Count("pk"))
    counts = dict(placed)
    frameworks = list(Framework.objects.public().select_related("adopted_by", "document"))
    for framework in frameworks:
        framework.indicator_count = counts.get(framework.pk, 0)
    return frameworks


def summarise(by: str) -> Summary:
    """Each indicator counts once in a group, however many frameworks show it there."""
    standings = _standings()
    everything = Group(in_both(gettext_lazy("Total")))
    for standing in standings:
        everything.members[standing.indicator] = standing
    groups = _by_rating(everything.members.values()) if by == RATING else _by_theme(standings, KINDS[by])
    return Summary(by, everything, groups)


def _standings() -> list[Standing]:
    themes = _theme_of_results()
    ratings, latest = last_ratings(), _latest_figures()
    placements = IndicatorPlacement.objects.current().filter(framework__is_public=True)
    rows = list(placements.order_by().rewrite(False).values_list("indicator_id", "result_id", "is_headline"))
    headline = {indicator for indicator, _, is_headline in rows if is_headline}
    return [
        Standing(
            indicator, themes.get(result), indicator in headline, ratings.get(indicator, Rating.NOT_RATED), latest.get(indicator)
        )
        for indicator, result, _ in rows
    ]


def _theme_of_results() -> dict[int, int | None]:
    """The theme of each result: its own, or that of the nearest result above which has one."""
    rows = Result.objects.rewrite(False).filter(framework__is_public=True).values_list("pk", "parent_id", "theme_id")
    above = {result: (parent, theme) for result, parent, theme in rows}
    found: dict[int, int | None] = {}
    for result in above:
        at: int | None = result
        while at in above and above[at][1] is None:
            at = above[at][0]
        found[result] = above[at][1] if at in above else None
    return found


def last_ratings() -> dict[int, Rating]:
    """For each indicator the rating of the region as last approved, from the latest cycle in which anything was."""
    history = ProgressEntry.history.model.objects
    newest = Window(
        RowNumber(),
        partition_by=F("indicator_id"),
        order_by=[F("cycle__period_end").desc(), F("history_date").desc(), F("history_id").desc()],
    )
    approved = history.filter(state__in=APPROVED, country=None, id__in=ProgressEntry.objects.regional().values("pk"))
    rows = approved.annotate(place=newest).filter(place=1).values_list("indicator_id", "rating")
    return {indicator: Rating(rating) for indicator, rating in rows if rating}


def _latest_figures() -> dict[int, date]:
    """For each indicator the last day that any of its figures of progress tells of."""
    figures = Observation.objects.filter(measure=OuterRef("pk"), kind=ObservationKind.ACTUAL, state=ValueState.REPORTED)
    last = Subquery(figures.order_by("-period_end").values("period_end")[:1])
    found: dict[int, date] = {}
    measures = Measure.objects.annotate(last=last).order_by().rewrite(False)  # no texts are read that could fall back
    for indicator, day in measures.values_list("indicator_id", "last"):
        if day and (indicator not in found or day > found[indicator]):
            found[indicator] = day
    return found


def _by_theme(standings: list[Standing], kinds: tuple[ThemeKind, ...]) -> list[Group]:
    members: dict[int, list[Standing]] = defaultdict(list)
    for standing in standings:
        if standing.theme:
            members[standing.theme].append(standing)
    groups = []
    for theme in Theme.objects.filter(kind__in=kinds, pk__in=list(members)).select_related("parent").order_by("order", "slug"):
        group = Group(name_of(theme), theme=theme)
        for standing in members[theme.pk]:
            group.members[standing.indicator] = standing
        groups.append(group)
    return groups


def _by_rating(standings: Iterable[Standing]) -> list[Group]:
    groups = {rating: Group(rating_name(rating), rating=rating) for rating in ORDER}
    for standing in standings:
        groups[standing.rating].members[standing.indicator] = standing
    return list(groups.values())


def rating_name(rating: Rating) -> Text:
    """A rating's name in both languages."""
    return in_both(rating.label)


def name_of(theme: Theme) -> Text:
    """A theme's name as printed, in both languages: a pillar with its number before it."""
    number = f"{theme.code}. " if theme.kind == ThemeKind.PILLAR and theme.code else ""
    return Text(zh=f"{number}{theme.name_zh_hans or ''}", en=f"{number}{theme.name_en or ''}")

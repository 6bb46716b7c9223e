"""What changed from one cycle to the next: figures, ratings, texts, indicators, what countries told. From what is approved only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from base.text import Text, text_of

from ..enums import EntryState, ObservationKind, Rating, Sex, ValueState, VersionState
from ..models import CountryProgress, IndicatorPlacement, Observation, ProgressEntry, ReportingCycle, Restatement
from ..models.progress import APPROVED
from ..references import FiguresInTexts
from .cycles import cycles_in_time
from .indicators import public_indicators
from .matrix import MatrixCell
from .progress import approved_country_progress, approved_versions
from .restatements import with_corrections


@dataclass(frozen=True, slots=True)
class Span:
    """The two cycles that are compared. Without an ``earlier`` one everything in the later is told for the first time."""

    earlier: ReportingCycle | None
    later: ReportingCycle

    @property
    def figures_after(self) -> date:
        """New figures tell of periods that end after this day."""
        return self.earlier.period_end if self.earlier else self.later.period_start - timedelta(days=1)

    @property
    def since(self) -> date | None:
        """The day of the earlier meeting, or of the end of its period where the meeting has no day."""
        return (self.earlier.meeting.starts_on or self.earlier.period_end) if self.earlier else None

    @property
    def until(self) -> date:
        return self.later.meeting.starts_on or self.later.period_end


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A new figure and the one that stood before it: the last of progress, or else the baseline."""

    before: Observation | None
    after: Observation

    @property
    def is_same(self) -> bool:
        said = [(each.state, each.value, each.text_en) for each in (self.before, self.after) if each]
        return len(said) == 2 and said[0] == said[1]


@dataclass(frozen=True, slots=True)
class TextChange:
    """What was told about an indicator in the later cycle, and in the earlier one where anything was."""

    entry: ProgressEntry
    before: Text | None
    after: Text
    rating_before: Rating | None
    rating_after: Rating

    @property
    def rating_moved(self) -> bool:
        return self.rating_before is not None and self.rating_before != self.rating_after


@dataclass(frozen=True, slots=True)
class CountryChange:
    """What a country told under a theme: for the first time, in other words, or as before."""

    cell: MatrixCell
    is_first: bool
    is_same: bool


def told_cycles() -> list[ReportingCycle]:
    """Cycles of which anything is approved, the latest first; ``is_published`` says whether anything of it is published."""
    entries = ProgressEntry.objects.filter(cycle=OuterRef("pk"))
    countries = CountryProgress.objects.filter(cycle=OuterRef("pk"))
    return list(
        cycles_in_time()
        .annotate(is_published=Exists(entries.filter(state=EntryState.PUBLISHED)))
        .filter(Q(Exists(entries.filter(state__in=APPROVED))) | Q(Exists(countries.filter(state__in=APPROVED))))
    )


def usual_span(cycles: list[ReportingCycle]) -> Span | None:
    """The latest published cycle, or else the latest approved one, and the one of the same sector before it."""
    if not cycles:
        return None
    later = next((cycle for cycle in cycles if cycle.is_published), cycles[0])
    return Span(before(later, cycles), later)


def before(later: ReportingCycle, cycles: list[ReportingCycle]) -> ReportingCycle | None:
    """The cycle of the same sector that came before."""
    return next((cycle for cycle in cycles if cycle.sector_id == later.sector_id and cycle.period_end < later.period_end), None)


def new_figures(span: Span) -> QuerySet[Observation]:
    """The totals, of the region and of countries, for periods that ended between the two cycles, of public indicators."""
    return (
        Observation.objects.filter(
            kind=ObservationKind.ACTUAL,
            state=ValueState.REPORTED,
            sex=Sex.ALL,
            category=None,
            period_end__gt=span.figures_after,
            period_end__lte=span.later.period_end,
            measure__indicator__in=public_indicators().order_by().values("pk"),
        )
        .select_related("measure__unit", "measure__indicator", "scale_step", "country")
        .order_by(
            *("measure__indicator__code", "measure__order", "measure__code"),
            *(F("country__order").asc(nulls_first=True), "country__iso3", "period_end"),
        )
    )


def with_the_figures_before(figures: list[Observation], span: Span) -> list[FigureChange]:
    """Each figure beside the last one of the same place up to the earlier cycle, or the baseline where there is none."""
    stood = Observation.objects.filter(
        Q(kind=ObservationKind.BASELINE) | Q(kind=ObservationKind.ACTUAL, period_end__lte=span.figures_after),
        measure__in={figure.measure_id for figure in figures},
        sex=Sex.ALL,
        category=None,
    )
    found: dict[tuple[int, int | None], Observation] = {}
    for each in sorted(
        stood.select_related("measure__unit", "scale_step"),
        key=lambda each: (each.kind == ObservationKind.ACTUAL, each.period_end, -each.period_start.toordinal()),
    ):
        found[each.measure_id, each.country_id] = each
    return [FigureChange(found.get((figure.measure_id, figure.country_id)), figure) for figure in figures]


def told_entries(span: Span) -> QuerySet[ProgressEntry]:
    """The entries of the later cycle of which something was ever approved, of public indicators: the region's, then by country."""
    history = ProgressEntry.history.model.objects.filter(id=OuterRef("pk"), state__in=APPROVED)
    return (
        ProgressEntry.objects.filter(Exists(history), cycle=span.later, indicator__in=public_indicators().order_by().values("pk"))
        .select_related("indicator", "country")
        .order_by("indicator__code", F("country__order").asc(nulls_first=True), "country__iso3")
    )


def with_the_texts_before(entries: list[ProgressEntry], span: Span) -> list[TextChange]:
    """Each entry as approved beside that of the earlier cycle."""
    told = ProgressEntry.objects.filter(cycle=span.earlier, indicator__in={entry.indicator_id for entry in entries})
    earlier = {(entry.indicator_id, entry.country_id): entry.pk for entry in told}
    versions = approved_versions(ProgressEntry, [*(entry.pk for entry in entries), *earlier.values()])
    order = list(versions)
    texts = dict(zip(order, FiguresInTexts(text_of(versions[pk], "narrative") for pk in order).plain(), strict=True))
    changes = []
    for entry in entries:
        old = versions.get(earlier.get((entry.indicator_id, entry.country_id)))
        changes.append(
            TextChange(
                entry=entry,
                before=texts[old.id] if old else None,
                after=texts[entry.pk],
                rating_before=Rating(old.rating) if old else None,
                rating_after=Rating(versions[entry.pk].rating),
            )
        )
    return changes


def added_and_retired(span: Span) -> tuple[list[IndicatorPlacement], list[IndicatorPlacement]]:
    """Indicators that confirmed versions of public frameworks added or retired between the two meetings."""
    if span.since is None:
        return [], []
    placements = IndicatorPlacement.objects.filter(framework__is_public=True).select_related(
        "framework", "indicator", "added_in", "retired_in"
    )

    def between(version: str) -> list[IndicatorPlacement]:
        confirmed = {f"{version}__state": VersionState.CONFIRMED, f"{version}__confirmed_on__gt": span.since}
        return list(placements.filter(**confirmed, **{f"{version}__confirmed_on__lte": span.until}))

    return between("added_in"), between("retired_in")


def restatements_since(span: Span) -> list[Restatement]:
    """What was corrected of public indicators since the earlier meeting, or ever where there is none; up to today."""
    public = public_indicators().order_by().values("pk")
    found = (
        Restatement.objects.filter(Q(observation__measure__indicator__in=public) | Q(entry__indicator__in=public))
        .select_related(
            "observation__measure__indicator", "observation__country", "entry__indicator", "entry__cycle", "entry__country"
        )
        .prefetch_related("editions__report")
    )
    return with_corrections(found.filter(made_at__date__gt=span.since) if span.since else found)


def country_changes(span: Span) -> list[CountryChange]:
    """What countries (and the region) told in the later cycle, beside the earlier one."""
    stood = {}
    if span.earlier:
        stood = {(each.theme_id, each.country_id): each for each in approved_country_progress(span.earlier)}
    changes = []
    for each in approved_country_progress(span.later):
        old = stood.get((each.theme_id, each.country_id))
        same = old is not None and all(text_of(old, name) == text_of(each, name) for name in ("summary", "challenges"))
        changes.append(CountryChange(MatrixCell(each.theme, each.country, each), is_first=old is None, is_same=same))
    return changes

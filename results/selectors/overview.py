"""What the front page shows, drawn from every room and never made up."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.enums import EventKind
from knowledge.models import Country, Document, Event, Theme
from workplans.enums import PlanState
from workplans.models import Activity, WorkPlan

from ..models import Edition, IndicatorPlacement, ProgressReport, ReportingCycle
from .indicators import tracked_indicators
from .progress import PublicEntry, public_entries

NOT_MEETINGS = (EventKind.MILESTONE, EventKind.DEADLINE)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A count, what is counted, and where it is listed."""

    number: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """What was told about one indicator, and the theme it stands for."""

    entry: PublicEntry
    theme: Theme


def key_figures() -> list[KeyFigure]:
    """How much there is of what, each with the page that lists it."""
    current = WorkPlan.objects.filter(state=PlanState.CURRENT, is_sample=False)
    held = Event.objects.published().exclude(kind__in=NOT_MEETINGS)
    return [
        KeyFigure(Country.objects.filter(is_member=True).count(), _("member countries"), reverse("knowledge:countries")),
        KeyFigure(tracked_indicators().count(), _("indicators tracked"), reverse("results:index")),
        KeyFigure(
            Activity.objects.filter(plan__in=current).count(),
            _("activities in current work plans"),
            reverse("workplans:index"),
        ),
        KeyFigure(held.count(), _("meetings and other events"), reverse("knowledge:list", args=[Event.URL_KIND])),
        KeyFigure(
            Document.objects.published().count(), _("published documents"), reverse("knowledge:list", args=[Document.URL_KIND])
        ),
    ]


def meetings() -> QuerySet[Event]:
    """Published events that people come together for."""
    return Event.objects.published().exclude(kind__in=NOT_MEETINGS).select_related("body")


def highlights(*, at_most: int) -> tuple[ReportingCycle | None, list[Highlight]]:
    """From the latest cycle in which anything was approved, one entry per theme in the themes' order."""
    for cycle in ReportingCycle.objects.filter(entries__isnull=False).select_related("meeting").distinct():
        if entries := public_entries(cycle):
            return cycle, _one_per_theme(entries)[:at_most]
    return None, []


def _one_per_theme(entries: list[PublicEntry]) -> list[Highlight]:
    placements = (
        IndicatorPlacement.objects.filter(
            framework__is_public=True, indicator__in=[entry.indicator.pk for entry in entries], result__theme__isnull=False
        )
        .current()
        .select_related("result__theme")
        .order_by("framework__order", "order")
    )
    theme_of: dict[int, Theme] = {}
    for placement in placements:
        theme_of.setdefault(placement.indicator_id, placement.result.theme)
    found: dict[int, Highlight] = {}
    for entry in entries:
        if (theme := theme_of.get(entry.indicator.pk)) and entry.narrative:
            found.setdefault(theme.pk, Highlight(entry, theme))
    return sorted(found.values(), key=lambda each: (each.theme.order, each.theme.slug))


def published_reports() -> QuerySet[ProgressReport]:
    """Reports of which an edition is published, with the newest published one in each language as ``published``."""
    published = Edition.objects.published()
    same = published.filter(report=OuterRef("report"), language=OuterRef("language")).order_by("-number")
    newest = published.filter(pk=Subquery(same.values("pk")[:1])).defer("snapshot").order_by("language")
    return (
        ProgressReport.objects.filter(pk__in=published.values("report"))
        .select_related("cycle")
        .prefetch_related(Prefetch("editions", queryset=newest, to_attr="published"))
    )

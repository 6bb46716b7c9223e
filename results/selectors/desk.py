"""What is open on the desk of the person who has just come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.models import User
from base.text import text_of
from knowledge.enums import PublicationState, ThemeKind
from knowledge.models import Theme
from knowledge.selectors.catalogue import KINDS

from ..enums import EntryState
from ..models import CountryProgress, Edition, ProgressEntry, ReportingCycle
from ..models.progress import APPROVED
from ..rules import may_approve, speaks_for_every_country

RECENT = 5  # editions


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """How many entries of a kind are not published yet, and where they are listed."""

    name: str
    drafts: int
    drafts_url: str
    in_review: int
    in_review_url: str


@dataclass(frozen=True, slots=True)
class CycleRow:
    """How far the entries of an open cycle are."""

    title: str
    url: str
    approved: int
    total: int


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme that a focal point writes about."""

    theme: str
    url: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class OwnCountry:
    """What a focal point writes about in one cycle."""

    country: str
    cycle: str
    board_url: str
    rows: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition that was asked for lately."""

    report: str
    language: str
    number: int
    state: str
    requested_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the desk; ``None`` where the person has no part in it."""

    links: tuple[Link, ...]
    awaiting: list[ProgressEntry] | None
    writing: list[ProgressEntry] | None
    own_country: tuple[OwnCountry, ...]
    catalogue: tuple[KindRow, ...]
    cycles: tuple[CycleRow, ...]
    editions: tuple[EditionRow, ...]


def desk_of(user: User) -> Desk:
    """The desk of ``user``. The number of queries does not depend on how much lies on it, but for what awaits review."""
    entries = ProgressEntry.objects.unapproved().filter(cycle__is_open=True)
    entries = entries.select_related("indicator", "cycle__sector", "author", "country")
    if not speaks_for_every_country(user):
        entries = entries.filter(country__isnull=False, country=user.country_id)
    submitted = entries.filter(state=EntryState.SUBMITTED)
    writing = entries.exclude(state=EntryState.SUBMITTED).order_by(F("state").desc(), "indicator__code")
    reviews, writes = user.has_perm("results.review_progressentry"), user.has_perm("results.change_progressentry")
    return Desk(
        links=tuple(_links(user)),
        awaiting=[entry for entry in submitted if may_approve(user, entry)] if reviews else None,
        writing=list(writing) if writes else None,
        own_country=tuple(_own_country(user)),
        catalogue=tuple(_catalogue(user)),
        cycles=tuple(_cycles(user)),
        editions=tuple(_editions(user)),
    )


def _links(user: User) -> Iterable[Link]:
    wanted = (
        (_("Write progress"), "admin:results_progressentry_changelist", "results.change_progressentry"),
        (_("Reports"), "reports:index", "results.render_edition"),
        (_("Add an event"), "admin:knowledge_event_add", "knowledge.add_event"),
        (_("Add a document"), "admin:knowledge_document_add", "knowledge.add_document"),
        (_("Figures"), "admin:results_observation_changelist", "results.change_observation"),
        (_("Users"), "admin:accounts_user_changelist", "accounts.change_user"),
    )
    for label, address, permission in wanted:
        if user.has_perm(permission):
            try:
                yield Link(label, reverse(address))
            except NoReverseMatch:
                continue


def _own_country(user: User) -> Iterable[OwnCountry]:
    if user.country is None or speaks_for_every_country(user) or not user.has_perm("results.add_countryprogress"):
        return
    themes = list(Theme.objects.filter(kind=ThemeKind.PILLAR).select_related("strategy"))
    for cycle in ReportingCycle.objects.filter(is_open=True):
        told = CountryProgress.objects.filter(cycle=cycle, theme__kind=ThemeKind.PILLAR).values_list("theme", flat=True)
        written = {record.theme_id: record for record in CountryProgress.objects.filter(cycle=cycle, country=user.country)}
        about = [theme for theme in themes if theme.pk in set(told)] or themes
        rows = tuple(_theme_row(theme, cycle, written.get(theme.pk)) for theme in about)
        yield OwnCountry(str(user.country), str(cycle), reverse("results:board", args=[cycle.slug]), rows)


def _theme_row(theme: Theme, cycle: ReportingCycle, record: CountryProgress | None) -> ThemeRow:
    if record is not None:
        is_written = record.state != EntryState.DRAFT or bool(text_of(record, "summary"))
        return ThemeRow(theme.label, reverse("results:country_progress", args=[record.pk]), is_written)
    address = f"{reverse('admin:results_countryprogress_add')}?cycle={cycle.pk}&theme={theme.pk}"
    return ThemeRow(theme.label, address, is_written=False)


def _catalogue(user: User) -> Iterable[KindRow]:
    for kind in KINDS.values():
        name = kind._meta.model_name
        if not (user.has_perm(f"knowledge.change_{name}") or user.has_perm(f"knowledge.publish_{name}")):
            continue
        address = reverse(f"admin:knowledge_{name}_changelist")
        found = kind.objects.aggregate(
            drafts=Count("pk", filter=Q(state=PublicationState.DRAFT)),
            in_review=Count("pk", filter=Q(state=PublicationState.IN_REVIEW)),
        )
        yield KindRow(
            name=str(kind._meta.verbose_name_plural),
            drafts=found["drafts"],
            drafts_url=f"{address}?state__exact={PublicationState.DRAFT}",
            in_review=found["in_review"],
            in_review_url=f"{address}?state__exact={PublicationState.IN_REVIEW}",
        )


def _cycles(user: User) -> Iterable[CycleRow]:
    if not (user.has_perm("results.view_progressentry") and speaks_for_every_country(user)):
        return
    cycles = ReportingCycle.objects.filter(is_open=True).annotate(
        total=Count("entries"), approved=Count("entries", filter=Q(entries__state__in=APPROVED))
    )
    for cycle in cycles:
        yield CycleRow(cycle.title, reverse("results:board", args=[cycle.slug]), cycle.approved, cycle.total)


def _editions(user: User) -> Iterable[EditionRow]:
    if not user.has_perm("results.view_edition"):
        return
    for edition in Edition.objects.select_related("report").defer("snapshot")[:RECENT]:
        yield EditionRow(
            report=str(edition.report),
            language=edition.get_language_display(),
            number=edition.number,
            state=edition.get_state_display(),
            requested_at=edition.requested_at,
            url=reverse("admin:results_edition_change", args=[edition.pk]),
        )

"""Opening a reporting cycle: the entries that have to be written come into being."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from base.history import save_as
from base.parity import columns_of, translated_fields
from knowledge.models import Country, Theme

from .. import rules
from ..enums import EntryState, NoticeKind, Rating
from ..models import CountryProgress, EntryFigure, EvidenceFile, Indicator, IndicatorPlacement, ProgressEntry, ReportingCycle
from ..selectors.board import rows_of
from .notices import address_of, tell


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening made: entries per indicator, country progress per theme; and empty drafts it took away."""

    entries: int
    country_progress: int
    removed: int


@transaction.atomic
def open_cycle(*, cycle: ReportingCycle, by: User) -> Opened:
    """Make the entries of ``cycle``; opened again, those that are missing.

    A regional entry for each indicator that stands in one of the cycle's frameworks now; one per member country where
    the indicator is told by country; the progress of each member country under each theme of the frameworks' results.
    Drafts of indicators that were retired since go, when nothing is written in them. Everyone who has something to
    write gets one e-mail.

    Raises ``PermissionDenied``, or ``ValidationError`` when the cycle is closed or has no framework.
    """
    cycle = ReportingCycle.objects.select_for_update(of=("self",)).select_related("meeting", "calendar").get(pk=cycle.pk)
    if not cycle.is_open:
        raise ValidationError(_("This reporting cycle is closed: its entries can no longer be changed."))
    if not rules.may_open(by, cycle):
        raise PermissionDenied(_("You may not open reporting cycles."))
    if not cycle.frameworks.exists():
        raise ValidationError(_("Choose the results frameworks first: their indicators are what the cycle tells."))
    placements = IndicatorPlacement.objects.current().filter(framework__cycles=cycle)
    indicators = list(Indicator.objects.filter(placements__in=placements).distinct().order_by("code"))
    members = list(Country.objects.filter(is_member=True))
    removed = _remove_empty(cycle, indicators)
    entries = _make_entries(cycle, indicators, members, by)
    progress = _make_country_progress(cycle, members, by)
    if cycle.opened_at is None:
        cycle.opened_at, cycle.opened_by = timezone.now(), by
        save_as(cycle, by=by, reason="open")
    _tell_writers(
        cycle, made={*(("progressentry", entry.pk) for entry in entries), *(("countryprogress", each.pk) for each in progress)}
    )
    return Opened(len(entries), len(progress), removed)


def _make_entries(cycle: ReportingCycle, indicators: list[Indicator], members: list[Country], by: User) -> list[ProgressEntry]:
    there = set(ProgressEntry.objects.filter(cycle=cycle).values_list("indicator", "country"))
    focal_points = _focal_points()
    wanted: list[ProgressEntry] = []
    for indicator in indicators:
        for country in (None, *(members if indicator.by_country else ())):
            if (indicator.pk, country.pk if country else None) in there:
                continue
            assignee = focal_points.get(country.pk) if country else indicator.owner_id
            wanted.append(ProgressEntry(cycle=cycle, indicator=indicator, country=country, assignee_id=assignee))
    return bulk_create_with_history(wanted, ProgressEntry, default_user=by, default_change_reason="open") if wanted else []


def _make_country_progress(cycle: ReportingCycle, members: list[Country], by: User) -> list[CountryProgress]:
    themes = Theme.objects.filter(results__framework__cycles=cycle).distinct()
    there = set(CountryProgress.objects.filter(cycle=cycle).values_list("theme", "country"))
    wanted = [
        CountryProgress(cycle=cycle, theme=theme, country=country)
        for theme in themes
        for country in members
        if (theme.pk, country.pk) not in there
    ]
    return bulk_create_with_history(wanted, CountryProgress, default_user=by, default_change_reason="open") if wanted else []


def _remove_empty(cycle: ReportingCycle, indicators: list[Indicator]) -> int:
    """Drafts in which nothing was ever written, of indicators that are no longer told."""
    empty = ProgressEntry.objects.filter(cycle=cycle, state=EntryState.DRAFT, author=None, rating=Rating.NOT_RATED)
    for name in translated_fields(ProgressEntry):
        for column in columns_of(name):
            empty = empty.filter(Q(**{column: ""}) | Q(**{f"{column}__isnull": True}))
    empty = empty.exclude(indicator__in=indicators).exclude(Exists(EntryFigure.objects.filter(entry=OuterRef("pk"))))
    found = list(empty.exclude(Exists(EvidenceFile.objects.filter(entry=OuterRef("pk")))))
    for entry in found:
        entry.delete()
    return len(found)


def _focal_points() -> dict[int, int]:
    """The focal point of each country that has exactly one: with several, an entry waits for all of them."""
    found: dict[int, list[int]] = {}
    people = User.objects.with_perm("results.change_countryprogress", include_superusers=False).filter(country__isnull=False)
    for pk, country in people.values_list("pk", "country"):
        found.setdefault(country, []).append(pk)
    return {country: people[0] for country, people in found.items() if len(people) == 1}


def _tell_writers(cycle: ReportingCycle, made: set[tuple[str, int]]) -> None:
    """One e-mail for each person to whom something that was just made is given."""
    given: dict[User, list[list[object]]] = {}
    for row in rows_of(cycle):
        if tuple(address_of(row.record)) in made:
            for person in row.people:
                given.setdefault(person, []).append(address_of(row.record))
    for person, records in given.items():
        tell(NoticeKind.OPENED, person, cycle, f"{cycle.slug}:{timezone.now().isoformat()}", {"records": records})

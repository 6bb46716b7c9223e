"""Who owes what in a reporting cycle: a row per entry, with the step that comes next, its day and the people it waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from base.parity import missing_languages
from knowledge.models import Country, Theme

from .. import rules
from ..enums import EntryState, ReportingStep
from ..models import CountryProgress, IndicatorPlacement, ProgressEntry, ReportingCycle, Reviewed
from .deadlines import Deadline, deadlines_of

STEP_OF = {
    EntryState.DRAFT: ReportingStep.INPUT,
    EntryState.RETURNED: ReportingStep.INPUT,
    EntryState.SUBMITTED: ReportingStep.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the cycle. ``people`` is who has to do the next step; empty where nothing is owed, or nobody is named."""

    record: Reviewed
    theme: Theme | None
    deadline: Deadline | None
    people: tuple[User, ...]
    may_submit: bool = False
    may_approve: bool = False

    @property
    def name(self) -> str:
        """How forms name the record: ``progressentry:12``."""
        return f"{self.record._meta.model_name}:{self.record.pk}"

    @property
    def indicator(self) -> object | None:
        return getattr(self.record, "indicator", None)

    @property
    def country(self) -> Country | None:
        return self.record.country

    @property
    def state(self) -> str:
        return self.record.state

    @property
    def step(self) -> ReportingStep | None:
        """What comes next; nothing once it is approved."""
        return STEP_OF.get(self.record.state)

    @property
    def missing(self) -> tuple[str, ...]:
        return missing_languages(self.record)

    @property
    def subject(self) -> str:
        return subject_of(self.record)

    @property
    def url(self) -> str:
        return url_of(self.record)

    def is_overdue(self, at: date | None = None) -> bool:
        return self.deadline is not None and self.deadline.is_overdue(at)


@dataclass(frozen=True, slots=True)
class Board:
    """A cycle as its people see it."""

    cycle: ReportingCycle
    deadlines: list[Deadline]
    rows: list[Row]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue() for row in self.rows)


def url_of(record: Reviewed) -> str:
    """The page on which a record is written and reviewed."""
    page = "results:entry" if isinstance(record, ProgressEntry) else "results:country_progress"
    return reverse(page, args=[record.pk])


def subject_of(record: Reviewed) -> str:
    """What a record tells about. The progress of countries under a theme says that it is that, not the theme alone."""
    if isinstance(record, ProgressEntry):
        return str(record.indicator)
    return _("Country progress: %(theme)s") % {"theme": record.theme}


def cycles_for_board() -> QuerySet[ReportingCycle]:
    """Cycles with what their deadlines are counted from."""
    return ReportingCycle.objects.select_related("meeting", "sector", "calendar").prefetch_related(
        "deadline_changes", "calendar__deadline_rules", "calendar__days"
    )


def board_of(cycle: ReportingCycle, user: User) -> Board:
    """The board as ``user`` may see it: a focal point the own country's rows alone. A constant number of queries."""
    rows = rows_of(cycle, user=user)
    counted = Counter(row.state for row in rows)
    return Board(cycle, deadlines_of(cycle), rows, {state: counted[state] for state in EntryState.values})


def rows_of(cycle: ReportingCycle, *, user: User | None = None) -> list[Row]:
    """The cycle's records, by indicator and country, then country progress by theme; those that ``user`` may see."""
    entries: QuerySet = ProgressEntry.objects.filter(cycle=cycle).select_related("indicator", "country", "assignee", "author")
    told: QuerySet = CountryProgress.objects.filter(cycle=cycle).select_related("theme", "country", "author")
    if user is not None and not rules.speaks_for_every_country(user):
        entries, told = (
            records.filter(country__isnull=False, country=user.country_id) if rules.may_see_board(user) else records.none()
            for records in (entries, told)
        )
    due = {deadline.step: deadline for deadline in deadlines_of(cycle)}
    waited_for = _People()
    themes = themes_of_indicators(cycle)
    rows = []
    for record in (*entries, *told):
        record.cycle = cycle
        theme = record.theme if isinstance(record, CountryProgress) else themes.get(record.indicator_id)
        rows.append(
            Row(
                record,
                theme,
                due.get(STEP_OF.get(record.state)),
                waited_for.of(record),
                may_submit=user is not None and rules.may_submit(user, record),
                may_approve=user is not None and _may_approve(user, record),
            )
        )
    return rows


def _may_approve(user: User, record: Reviewed) -> bool:
    """Whether to offer it; the service looks at earlier writers as well."""
    return rules.may_review_any(user) and record.state == EntryState.SUBMITTED and record.author_id != user.pk


class _People:
    """Who does the next step of a record; looked up once for all records."""

    def __init__(self) -> None:
        self._reviewers = tuple(_with_permission("results.review_progressentry"))
        self._focal_points: dict[int, list[User]] = {}
        for person in _with_permission("results.change_countryprogress"):
            if person.country_id is not None:
                self._focal_points.setdefault(person.country_id, []).append(person)

    def of(self, record: Reviewed) -> tuple[User, ...]:
        if record.state == EntryState.SUBMITTED:
            return tuple(person for person in self._reviewers if person.pk != record.author_id)
        if record.state not in STEP_OF:
            return ()
        assignee = getattr(record, "assignee", None)
        first, second = (record.author, assignee) if record.state == EntryState.RETURNED else (assignee, record.author)
        if person := first or second:
            return (person,)
        return tuple(self._focal_points.get(record.country_id, ()))


def _with_permission(permission: str) -> Iterable[User]:
    return User.objects.with_perm(permission, include_superusers=False).order_by("last_name", "first_name", "username")


def themes_of_indicators(cycle: ReportingCycle) -> dict[int, Theme]:
    """The theme of each indicator in the cycle's frameworks: its result's, or that of the result above."""
    placements = (
        IndicatorPlacement.objects.current()
        .filter(framework__cycles=cycle)
        .select_related("result__theme", "result__parent__theme")
        .order_by("framework__order", "order")
    )
    found: dict[int, Theme] = {}
    for placement in placements:
        above = placement.result.parent.theme if placement.result.parent else None
        if theme := placement.result.theme or above:
            found.setdefault(placement.indicator_id, theme)
    return found

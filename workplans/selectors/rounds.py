"""Evaluation rounds: which periods a plan has, and who owes what in a round."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import User
from base.dates import format_period
from base.text import CHINESE, ENGLISH, Text

from ..enums import EvaluationState
from ..models import Activity, Area, Evaluation, Involvement, Round, WorkPlan
from .own import People, activities_of, with_permission

DAYS_TO_WRITE = timedelta(days=10)  # after the end of a period
WRITING = (EvaluationState.DUE, EvaluationState.DRAFT, EvaluationState.RETURNED)


# Periods ------------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Period:
    """A period that a round may be about."""

    start: date
    end: date

    def __str__(self) -> str:
        return format_period(self.start, self.end, get_language() or "en")

    @property
    def title(self) -> Text:
        """What its round is called, in both languages."""
        return Text(zh=self._title_in(CHINESE), en=self._title_in(ENGLISH))

    def _title_in(self, language: str) -> str:
        with override(language):
            return _("Evaluation for %(period)s") % {"period": self}

    @property
    def due_on(self) -> date:
        """By when its evaluations are proposed to be written."""
        return self.end + DAYS_TO_WRITE


def periods_of(plan: WorkPlan) -> list[Period]:
    """The plan's time in steps of its months between evaluations, the last one cut where the plan ends."""
    if not plan.months_between_rounds:
        return []
    found, step, start = [], 0, plan.period_start
    while start <= plan.period_end:
        step += plan.months_between_rounds
        following = _months_after(plan.period_start, step)
        found.append(Period(start, min(following - timedelta(days=1), plan.period_end)))
        start = following
    return found


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def periods_to_open(plan: WorkPlan) -> list[Period]:
    """The periods for which no round was opened."""
    ends = set(plan.rounds.values_list("period_end", flat=True))
    return [period for period in periods_of(plan) if period.end not in ends]


def proposed_period(plan: WorkPlan, today: date) -> Period | None:
    """The period to open next: the last that has ended or, where that is open already, the first one after it."""
    waiting = periods_to_open(plan)
    ended = [period for period in periods_of(plan) if period.end < today]
    if ended and ended[-1] in waiting:
        return ended[-1]
    return next((period for period in waiting if period.end >= today), None)


# Rounds -------------------------------------------------------------------------------------------------------------------
def rounds_of(plan: WorkPlan, user: User) -> QuerySet[Round]:
    """The plan's rounds, the latest first, with how many of their evaluations the person sees and how many are accepted."""
    theirs = Q(evaluations__activity__in=activities_of(user))
    return plan.rounds.annotate(
        total=Count("evaluations", filter=theirs),
        accepted=Count("evaluations", filter=theirs & Q(evaluations__state=EvaluationState.ACCEPTED)),
    ).order_by("-period_end")


@dataclass(frozen=True, slots=True)
class Row:
    """One evaluation of a round. ``people`` is who does the next step: writes it, or reviews it."""

    evaluation: Evaluation
    people: tuple[User, ...]
    may_accept: bool = False

    @property
    def activity(self) -> Activity:
        return self.evaluation.activity

    @property
    def state(self) -> str:
        return self.evaluation.state

    @property
    def url(self) -> str:
        return evaluation_url(self.evaluation)

    @property
    def leads(self) -> list[tuple[str, object]]:
        """Whoever leads the activity, each by its name in addresses: ``("body:som", …)``."""
        return [(key_of(each), each.party) for each in self.activity.involvements.all() if each.role == "lead"]

    def is_overdue(self, at: date | None = None) -> bool:
        """Whether it is still to be written though its day has passed."""
        return self.state in WRITING and self.evaluation.round.due_on < (at or timezone.localdate())


@dataclass(frozen=True, slots=True)
class Board:
    """A round as its reader may see it."""

    round: Round
    rows: list[Row]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue() for row in self.rows)

    @property
    def areas(self) -> list[Area]:
        return sorted({row.activity.area for row in self.rows}, key=lambda area: area.number)

    @property
    def leads(self) -> list[tuple[str, object]]:
        """Everybody who leads an activity of the round, by name."""
        return sorted({lead for row in self.rows for lead in row.leads}, key=lambda lead: str(lead[1]))


def evaluation_url(evaluation: Evaluation) -> str:
    """The page on which an evaluation is written and reviewed."""
    round_ = evaluation.round
    return reverse("workplans:evaluation", args=[round_.plan.slug, round_.period_end, evaluation.activity.code])


def round_url(round_: Round) -> str:
    """The board of a round."""
    return reverse("workplans:round", args=[round_.plan.slug, round_.period_end])


def key_of(involved: Involvement) -> str:
    """How addresses name whoever is involved: ``organisation:ministry``, ``country:KGZ``."""
    party = involved.party
    return f"{party._meta.model_name}:{party.natural_key()[0]}"


def board_of(round_: Round, user: User) -> Board:
    """The board as ``user`` may see it. The number of queries does not depend on how many activities there are."""
    theirs = evaluations_with_people(Evaluation.objects.filter(round=round_, activity__in=activities_of(user)))
    reviews = user.has_perm("workplans.review_evaluation")
    rows = list(rows_of(theirs, reviewed_by=user if reviews else None))
    counted = Counter(row.state for row in rows)
    return Board(round_, rows, {state: counted[state] for state in EvaluationState.values})


def evaluations_with_people(evaluations: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """With everything that rows read, in the order of the plan."""
    involved = Involvement.objects.select_related("body", "organisation", "country")
    return (
        evaluations.select_related(
            "round__plan", "activity__plan__body", "activity__objective", "activity__area__theme", "author", "reviewer"
        )
        .prefetch_related(Prefetch("activity__involvements", involved))
        .order_by("round__due_on", "activity__plan", "activity__objective__number", "activity__number")
    )


def rows_of(evaluations: QuerySet[Evaluation], *, reviewed_by: User | None = None) -> Iterator[Row]:
    """A row for each; ``may_accept`` where to offer it to ``reviewed_by`` (the service looks at earlier writers as well)."""
    people, reviewers = People(), _Reviewers()
    for evaluation in evaluations:
        submitted = evaluation.state == EvaluationState.SUBMITTED
        offered = submitted and reviewed_by is not None and evaluation.author_id != reviewed_by.pk
        yield Row(evaluation, _waited_for(evaluation, people, reviewers), may_accept=offered)


class _Reviewers:
    """Those who review evaluations, looked up when first asked for."""

    @cached_property
    def all(self) -> tuple[User, ...]:
        return tuple(with_permission("workplans.review_evaluation"))


def _waited_for(evaluation: Evaluation, people: People, reviewers: _Reviewers) -> tuple[User, ...]:
    if evaluation.state == EvaluationState.SUBMITTED:
        return tuple(person for person in reviewers.all if person.pk != evaluation.author_id)
    if evaluation.state not in WRITING:
        return ()
    return (evaluation.author,) if evaluation.author else people.of(evaluation.activity)

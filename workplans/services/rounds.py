"""Opening an evaluation round of a plan: an evaluation for each of its activities comes into being."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from accounts.services import outbox
from accounts.services.reminding import remind_of
from base.history import save_as

from .. import rules
from ..enums import ActivityState, NoticeKind
from ..models import Activity, Evaluation, Round, StateChange, WorkPlan
from ..reminding import owed_in
from ..selectors.rounds import Period, evaluations_with_people, periods_of, rows_of


@dataclass(frozen=True, slots=True)
class Opened:
    """The round, and how many evaluations were made now."""

    round: Round
    evaluations: int


@transaction.atomic
def open_round(*, plan: WorkPlan, period: Period, by: User, due_on: date | None = None) -> Opened:
    """Make a plan's round for a period with an evaluation of each activity; opened again, those that are missing.

    Activities that were dropped before the period are left out. A new round is due on ``due_on``, or ten days after the
    period; one that was closed takes evaluations again. Everyone who has something to write gets one e-mail.
    Raises ``PermissionDenied``, or ``ValidationError`` when the plan has no such round.
    """
    plan = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)  # of two who open at once, one waits
    if not rules.may_open_round(by, plan):
        raise PermissionDenied(_("Rounds are opened by the secretariat, for plans in force that are evaluated in rounds."))
    if period not in periods_of(plan):
        raise ValidationError(_("The plan has no evaluation for this period."))
    round_ = Round.objects.filter(plan=plan, period_end=period.end).first()
    if round_ is None:
        round_ = Round(plan=plan, period_start=period.start, period_end=period.end, due_on=due_on or period.due_on)
        round_.title_en, round_.title_zh_hans = period.title.en, period.title.zh
    if round_.opened_at is None or not round_.is_open:
        round_.opened_at, round_.opened_by, round_.is_open = timezone.now(), by, True
        save_as(round_, by=by, reason="open")
    made = _make_evaluations(round_, by)
    _tell_writers(round_, made)
    return Opened(round_, len(made))


@transaction.atomic
def close_round(*, round_: Round, by: User) -> Round:
    """End a round: its evaluations stay as they are. Raises ``PermissionDenied``."""
    round_ = Round.objects.select_for_update(of=("self",)).select_related("plan").get(pk=round_.pk)
    if not rules.may_run_round(by, round_):
        raise PermissionDenied(_("You may not close this round."))
    round_.is_open = False
    save_as(round_, by=by, reason="close")
    return round_


@transaction.atomic
def remind_now(*, round_: Round, by: User, at: date | None = None) -> int:
    """Remind everybody who owes an evaluation; whoever had today's e-mail gets no second one. Says how many e-mails."""
    if not rules.may_run_round(by, round_):
        raise PermissionDenied(_("You may not remind people."))
    return remind_of(owed_in(Evaluation.objects.filter(round=round_)), at=at)


def activities_to_evaluate(round_: Round) -> QuerySet[Activity]:
    """The plan's activities but those dropped before the period; one that was dropped on no known day is left out."""
    dropped = StateChange.objects.filter(
        activity=OuterRef("pk"), to_state=ActivityState.DROPPED, changed_on__gte=round_.period_start
    )
    return round_.plan.activities.select_related("objective").filter(~Q(state=ActivityState.DROPPED) | Exists(dropped))


def _make_evaluations(round_: Round, by: User) -> list[Evaluation]:
    there = set(round_.evaluations.values_list("activity", flat=True))
    wanted = [
        Evaluation(round=round_, activity=activity) for activity in activities_to_evaluate(round_) if activity.pk not in there
    ]
    return bulk_create_with_history(wanted, Evaluation, default_user=by, default_change_reason="open") if wanted else []


def _tell_writers(round_: Round, made: list[Evaluation]) -> None:
    """One e-mail for each person who has something to write that was just made."""
    given: dict[User, list[int]] = {}
    for row in rows_of(evaluations_with_people(Evaluation.objects.filter(pk__in=[each.pk for each in made]))):
        for person in row.people:
            given.setdefault(person, []).append(row.evaluation.pk)
    for person, ids in given.items():
        outbox.tell(NoticeKind.ROUND_OPENED, person, f"{round_.pk}:{timezone.now().isoformat()}", {"evaluations": ids})

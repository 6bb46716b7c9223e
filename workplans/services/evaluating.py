"""The way of an evaluation: written, submitted, returned, accepted. Whoever writes it never accepts it.

Each service locks the evaluation, so that of two people one is first and the other is told. All raise
``PermissionDenied`` when ``workplans/rules.py`` says no, and ``ValidationError`` when the evaluation is not in a state for
it; both with a message in the reader's language, and nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.services import outbox
from base.history import save_as
from base.text import Text, text_of

from .. import rules
from ..enums import EvaluationState, NoticeKind
from ..models import Evaluation
from ..selectors.evaluations import accepted_versions, hindrances
from .moving import move_state
from .problems import follow_evaluation

REVIEW_REFUSED = gettext_noop("You may not review this evaluation: it is not your task, or you wrote in it.")


@transaction.atomic
def record(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Save what ``by`` wrote; it is a draft of theirs from then on, whatever it was before.

    What was accepted stays public until the new text is accepted (``selectors/evaluations.py``).
    """
    evaluation.round = _lock(evaluation).round
    _expect_open(evaluation)
    _allow(rules.may_record, by, evaluation, _("You may not write this evaluation: the activity is not yours to work on."))
    evaluation.state, evaluation.author, evaluation.reviewer = EvaluationState.DRAFT, by, None
    return _save(evaluation, by=by, reason="record")


@transaction.atomic
def submit(*, evaluation: Evaluation, by: User, seen_at: datetime | None = None) -> Evaluation:
    """Hand an evaluation to the reviewers: a state, and the progress in both languages."""
    evaluation = _lock(evaluation, seen_at)
    _expect(evaluation, *rules.SUBMITTABLE)
    _expect_open(evaluation)
    _allow(rules.may_submit, by, evaluation, _("You may not submit this evaluation: the activity is not yours to work on."))
    if missing := list(hindrances(evaluation)):
        raise ValidationError([ValidationError(each) for each in missing])
    evaluation.state, evaluation.author, evaluation.reviewer = EvaluationState.SUBMITTED, evaluation.author or by, None
    evaluation.submitted_at = timezone.now()
    return _save(evaluation, by=by, reason="submit")


@transaction.atomic
def return_(*, evaluation: Evaluation, by: User, note: str, seen_at: datetime | None = None) -> Evaluation:
    """Send it back to its author with a note that says what is to be done; the author gets an e-mail."""
    evaluation = _lock(evaluation, seen_at)
    _expect(evaluation, EvaluationState.SUBMITTED)
    if not note.strip():
        raise ValidationError(_("Write a note: the author needs to know what is to be done."))
    _allow(rules.may_review, by, evaluation, _(REVIEW_REFUSED))
    evaluation.state, evaluation.reviewer, evaluation.review_note = EvaluationState.RETURNED, by, note.strip()
    evaluation.decided_at = timezone.now()
    _save(evaluation, by=by, reason="return")
    _tell_authors(NoticeKind.RETURNED, [evaluation], note=evaluation.review_note)
    return evaluation


@transaction.atomic
def accept(*, evaluation: Evaluation, by: User, seen_at: datetime | None = None, tell: bool = True) -> Evaluation:
    """Make it what everyone reads: the activity comes into its state, and its problem is followed from then on.

    The author gets an e-mail, unless the caller tells about several at once (``tell=False``).
    """
    evaluation = _lock(evaluation, seen_at)
    _expect(evaluation, EvaluationState.SUBMITTED)
    _allow(rules.may_review, by, evaluation, _(REVIEW_REFUSED))
    before = accepted_versions([evaluation.pk]).get(evaluation.pk)
    evaluation.state, evaluation.reviewer, evaluation.review_note = EvaluationState.ACCEPTED, by, ""
    evaluation.decided_at = timezone.now()
    _save(evaluation, by=by, reason="accept")
    _move_activity(evaluation, by)
    follow_evaluation(evaluation=evaluation, before=before, by=by)
    if tell:
        _tell_authors(NoticeKind.ACCEPTED, [evaluation])
    return evaluation


@dataclass
class Outcome:
    """What was accepted, and what was refused and why."""

    done: list[Evaluation] = field(default_factory=list)
    refused: list[tuple[Evaluation, str]] = field(default_factory=list)


@transaction.atomic
def accept_many(*, evaluations: Iterable[Evaluation], by: User) -> Outcome:
    """Accept those that ``by`` can accept, each by its own rules; an author gets one e-mail about all of theirs."""
    outcome = Outcome()
    for evaluation in evaluations:
        try:
            with transaction.atomic():
                outcome.done.append(accept(evaluation=evaluation, by=by, tell=False))
        except ValidationError as error:
            outcome.refused.append((evaluation, " ".join(error.messages)))
        except PermissionDenied as error:
            outcome.refused.append((evaluation, str(error)))
    _tell_authors(NoticeKind.ACCEPTED, outcome.done)
    return outcome


def _move_activity(evaluation: Evaluation, by: User) -> None:
    """Into the state that it had at the end of the period, unless a later step is recorded or the plan is over."""
    activity, round_ = evaluation.activity, evaluation.round
    if activity.plan.state in rules.PAST:
        return
    on = min(round_.period_end, timezone.localdate())
    if activity.state == evaluation.activity_state or activity.state_changes.filter(changed_on__gt=on).exists():
        return
    title, progress = text_of(round_, "title"), text_of(evaluation, "progress")
    reason = Text(zh=f"{title.zh}：{progress.zh}", en=f"{title.en}: {progress.en}")
    move_state(activity=activity, to=evaluation.activity_state, on=on, reason=reason, by=by)


def _tell_authors(kind: NoticeKind, evaluations: Iterable[Evaluation], note: str = "") -> None:
    """One e-mail for each author about all of theirs that was decided."""
    of_author: dict[User, list[Evaluation]] = {}
    for evaluation in evaluations:
        if evaluation.author is not None:
            of_author.setdefault(evaluation.author, []).append(evaluation)
    for author, theirs in of_author.items():
        key = f"{theirs[0].pk}:{theirs[0].updated_at.isoformat()}"
        outbox.tell(kind, author, key, {"evaluations": [each.pk for each in theirs], "note": note})


def _lock(evaluation: Evaluation, seen_at: datetime | None = None) -> Evaluation:
    """The evaluation as it is now, kept from others until the transaction ends; refused when it changed since ``seen_at``."""
    related = ("round__plan", "activity__plan", "activity__objective", "author")
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related(*related).get(pk=evaluation.pk)
    if seen_at is not None and locked.updated_at != seen_at:
        raise ValidationError(_("Somebody changed this while you were reading it. Read it again before you decide."))
    return locked


def _expect(evaluation: Evaluation, *states: EvaluationState) -> None:
    if evaluation.state not in states:
        text = _("This cannot be done now: the evaluation is in the state “%(state)s”.")
        raise ValidationError(text, params={"state": evaluation.get_state_display()})


def _expect_open(evaluation: Evaluation) -> None:
    if not evaluation.round.is_open:
        raise ValidationError(_("This evaluation round is closed: its evaluations can no longer be changed."))


def _allow(rule: Callable[[User, models.Model], bool], by: User, evaluation: Evaluation, refusal: str) -> None:
    if not rule(by, evaluation):
        raise PermissionDenied(refusal)


def _save(evaluation: Evaluation, *, by: User, reason: str) -> Evaluation:
    save_as(evaluation, by=by, reason=reason)
    return evaluation

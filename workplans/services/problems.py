"""Problems found in an activity, followed until they are closed; what is closed stays.

All raise ``PermissionDenied`` when ``workplans/rules.py`` says no, and ``ValidationError`` when it cannot be done now.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text, text_of

from .. import rules
from ..enums import ProblemSource, ProblemState
from ..models import Activity, Evaluation, Problem


@transaction.atomic
def add(*, problem: Problem, by: User) -> Problem:
    """Note a problem of an activity under the next number."""
    if not rules.may_add_problem(by, problem.activity):
        raise PermissionDenied(_("You may not note problems of this activity."))
    return _save_new(problem, by)


@transaction.atomic
def record(*, problem: Problem, by: User) -> Problem:
    """Save what ``by`` changed: what it is about, who takes care of it, by when."""
    stored = _lock(problem)
    _allow(by, stored)
    problem.state = stored.state
    save_as(problem, by=by, reason="record")
    return problem


@transaction.atomic
def take_in_hand(*, problem: Problem, by: User) -> Problem:
    """Say that somebody deals with it: whoever is in charge, or else ``by``."""
    problem = _lock(problem)
    _allow(by, problem)
    if problem.state != ProblemState.OPEN:
        raise ValidationError(_("Somebody deals with this problem already."))
    problem.state, problem.owner = ProblemState.IN_HAND, problem.owner or by
    save_as(problem, by=by, reason="take_in_hand")
    return problem


@transaction.atomic
def close(*, problem: Problem, note: Text, by: User, on: date | None = None) -> Problem:
    """Say how it was settled, in both languages, on the day ``on`` (today)."""
    problem = _lock(problem)
    _allow(by, problem)
    if not note or note.missing:
        raise ValidationError(_("Write in both languages how it was settled."))
    problem.closing_note_zh_hans, problem.closing_note_en = note.zh, note.en
    problem.state, problem.closed_on = ProblemState.CLOSED, on or timezone.localdate()
    save_as(problem, by=by, reason="close")
    return problem


@transaction.atomic
def reopen(*, problem: Problem, by: User) -> Problem:
    """Follow a closed problem again; its note stays until it is closed anew."""
    problem = _lock(problem)
    if not rules.may_reopen_problem(by, problem):
        raise PermissionDenied(_("You may not open this problem again."))
    problem.state, problem.closed_on = ProblemState.IN_HAND if problem.owner_id else ProblemState.OPEN, None
    save_as(problem, by=by, reason="reopen")
    return problem


def follow_evaluation(*, evaluation: Evaluation, before: models.Model | None, by: User) -> Problem | None:
    """Follow the problem that an evaluation just accepted tells of; none where it tells of none.

    ``before`` is its version that was accepted last. Accepted again with other words, an open problem takes them over.
    """
    told = text_of(evaluation, "problem"), text_of(evaluation, "adjustment")
    if not told[0]:
        return None
    problem = Problem.objects.select_for_update(of=("self",)).filter(evaluation=evaluation).first()
    if problem is not None:
        is_new = before is not None and told != (text_of(before, "problem"), text_of(before, "adjustment"))
        if is_new and problem.state != ProblemState.CLOSED:
            _write(problem, *told)
            save_as(problem, by=by, reason="accept")
        return problem
    found_on = min(evaluation.round.period_end, timezone.localdate())
    problem = Problem(activity=evaluation.activity, source=ProblemSource.EVALUATION, evaluation=evaluation, found_on=found_on)
    _write(problem, *told)
    return _save_new(problem, by)


def _write(problem: Problem, description: Text, adjustment: Text) -> None:
    problem.description_zh_hans, problem.description_en = description.zh, description.en
    problem.adjustment_zh_hans, problem.adjustment_en = adjustment.zh, adjustment.en


def _save_new(problem: Problem, by: User) -> Problem:
    """Under the next number of its activity, which is locked: of two people who add one, one waits."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=problem.activity_id)
    problem.number = (activity.problems.aggregate(last=Max("number"))["last"] or 0) + 1
    save_as(problem, by=by, reason="add")
    return problem


def _lock(problem: Problem) -> Problem:
    related = ("activity__plan", "activity__objective")
    return Problem.objects.select_for_update(of=("self",)).select_related(*related).get(pk=problem.pk)


def _allow(by: User, problem: Problem) -> None:
    if problem.state == ProblemState.CLOSED:
        raise ValidationError(_("This problem is closed: it stays as it is."))
    if not rules.may_change_problem(by, problem):
        raise PermissionDenied(_("You may not change this problem."))

"""Reading evaluations: what was accepted, what stood in the round before, who wrote what, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from base.parity import missing_languages
from base.text import Text, text_of

from ..enums import ActivityState, EvaluationState
from ..models import Activity, Evaluation, Round, WorkPlan


@dataclass(frozen=True, slots=True)
class AcceptedEvaluation:
    """An evaluation as it was last accepted: what everyone may read. Problems and adjustments are not part of it."""

    round: Round
    activity_state: ActivityState
    progress: Text
    accepted_at: datetime


def accepted_evaluations(activity: Activity) -> list[AcceptedEvaluation]:
    """What was accepted about an activity, the latest round first; while somebody corrects it, what was accepted stands."""
    evaluations = list(activity.evaluations.select_related("round").order_by("-round__period_end"))
    versions = accepted_versions(each.pk for each in evaluations)
    return [_accepted(each, versions[each.pk]) for each in evaluations if each.pk in versions]


def _accepted(evaluation: Evaluation, version: models.Model) -> AcceptedEvaluation:
    return AcceptedEvaluation(
        evaluation.round, ActivityState(version.activity_state), text_of(version, "progress"), version.decided_at
    )


def accepted_versions(ids: Iterable[int]) -> dict[int, models.Model]:
    """The newest accepted version in the history of each of these evaluations."""
    history = Evaluation.history.model.objects
    newest = history.filter(id=OuterRef("id"), state=EvaluationState.ACCEPTED).order_by("-history_date", "-history_id")
    found = history.filter(id__in=list(ids), history_id=Subquery(newest.values("history_id")[:1]))
    return {version.id: version for version in found}


def writers_since_acceptance(evaluation: Evaluation) -> set[int]:
    """The people who had a hand in the text since it was last accepted, the present author included."""
    versions = evaluation.history.exclude(author=None)
    if accepted := accepted_versions([evaluation.pk]).get(evaluation.pk):
        versions = versions.filter(history_id__gt=accepted.history_id)
    return {evaluation.author_id, *versions.values_list("author_id", flat=True)} - {None}


def previous_evaluation(evaluation: Evaluation) -> AcceptedEvaluation | None:
    """What was last accepted about the activity in an earlier round, also under the plan that this one was copied from."""
    ids, activity = [], evaluation.activity
    while activity is not None and activity.pk not in ids:
        ids.append(activity.pk)
        activity = activity.carried_from
    earlier = Evaluation.objects.filter(activity__in=ids, round__period_end__lt=evaluation.round.period_end)
    found = list(earlier.select_related("round").order_by("-round__period_end"))
    versions = accepted_versions(each.pk for each in found)
    return next((_accepted(each, versions[each.pk]) for each in found if each.pk in versions), None)


def evaluation_at(plan: WorkPlan, period_end: date, code: str) -> Evaluation | None:
    """The evaluation of the activity with this code in the round that ends on this day."""
    found = Evaluation.objects.filter(round__plan=plan, round__period_end=period_end, activity__in=activities_with_code(plan, code))
    related = ("round__plan__body", "activity__plan", "activity__objective", "activity__area", "author", "reviewer")
    return found.select_related(*related).prefetch_related("activity__involvements").first()


def activities_with_code(plan: WorkPlan, code: str) -> models.QuerySet[Activity]:
    """The activity that people write as “2.1” or “24”; nothing when the plan has none."""
    objective, _dot, number = code.rpartition(".")
    if not all(each.isascii() and each.isdigit() and len(each) < 6 for each in (objective or "0", number)):
        return plan.activities.none()
    return plan.activities.filter(objective__number=int(objective) if objective else None, number=int(number))


def hindrances(evaluation: Evaluation) -> Iterator[str]:
    """What is still to be done before it can be submitted, each a sentence for people."""
    if not evaluation.activity_state:
        yield _("Choose the state of the activity at the end of the period.")
    if not text_of(evaluation, "progress"):
        yield _("There is nothing to review yet: write the progress.")
    if missing_languages(evaluation):
        yield _("What is written must be there in both languages before it is submitted.")
    if text_of(evaluation, "adjustment") and not text_of(evaluation, "problem"):
        yield _("Write the problem that the adjustment is proposed for.")

"""An activity's way from state to state: which steps there are, who takes them, and what is kept of each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import product
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.utils import timezone

from base.models import TextState
from base.text import Text
from tests import people
from tests.pages import builders
from workplans import rules
from workplans.enums import ActivityState, PlanState
from workplans.models import Activity
from workplans.services.moving import move_state

pytestmark = pytest.mark.django_db

INTENDED, COMMITTED, UNDER_WAY, DONE, DROPPED = ActivityState
DAY = date(2026, 3, 2)
WHY = Text(zh="资金未到位。", en="The money did not come.")
FORWARD = {
    *((INTENDED, COMMITTED), (INTENDED, UNDER_WAY), (INTENDED, DONE)),
    *((COMMITTED, UNDER_WAY), (COMMITTED, DONE), (UNDER_WAY, DONE)),
}
WITH_REASON = {
    *((COMMITTED, INTENDED), (UNDER_WAY, COMMITTED), (DONE, UNDER_WAY)),
    *((INTENDED, DROPPED), (COMMITTED, DROPPED), (UNDER_WAY, DROPPED)),
    *((DROPPED, INTENDED), (DROPPED, COMMITTED), (DROPPED, UNDER_WAY)),
}


def _activity(state: ActivityState = COMMITTED, *, plan_state: PlanState = PlanState.CURRENT) -> Activity:
    made = builders.activity(builders.plan(state=plan_state))
    Activity.objects.filter(pk=made.pk).update(state=state)
    return Activity.objects.get(pk=made.pk)


def test_a_step_is_kept_with_its_day_its_reason_and_who_took_it() -> None:
    activity, editor = _activity(), people.editor()

    step = move_state(activity=activity, to=DROPPED, on=DAY, by=editor, reason=WHY)

    kept = activity.state_changes.get()
    assert kept == step
    assert (kept.from_state, kept.to_state, kept.changed_on) == (COMMITTED, DROPPED, DAY)
    assert (kept.reason_zh_hans, kept.reason_en) == (WHY.zh, WHY.en)
    activity.refresh_from_db()
    assert activity.state == DROPPED
    newest = activity.history.first()
    assert (newest.state, newest.history_user, newest.history_change_reason) == (DROPPED, editor, "move")
    assert (kept.history.get().history_user, kept.history.get().history_change_reason) == (editor, "move")


@pytest.mark.parametrize(("before", "to"), sorted(product(ActivityState, ActivityState)))
def test_which_steps_there_are_and_which_need_a_reason(before: ActivityState, to: ActivityState) -> None:
    activity, editor = _activity(before), people.editor()

    if (before, to) in FORWARD:
        move_state(activity=activity, to=to, on=DAY, by=editor)
    elif (before, to) in WITH_REASON:
        with pytest.raises(ValidationError) as refused:
            move_state(activity=activity, to=to, on=DAY, by=editor, reason=Text(zh="  ", en="\n"))
        assert refused.value.code == "no_reason"
        move_state(activity=activity, to=to, on=DAY, by=editor, reason=Text(en="As agreed."))
    else:
        with pytest.raises(ValidationError) as refused:
            move_state(activity=activity, to=to, on=DAY, by=editor, reason=WHY)
        assert refused.value.code == "no_such_step"
        to = before

    activity.refresh_from_db()
    assert activity.state == to


def test_one_language_of_a_reason_is_enough_and_the_other_is_missed() -> None:
    step = move_state(activity=_activity(), to=DROPPED, on=DAY, by=people.editor(), reason=Text(zh="资金未到位。"))

    state = TextState.objects.get(content_type__model="statechange", object_id=step.pk)
    assert (state.field, state.state, state.behind) == ("reason", "missing", "en")


def test_a_title_that_waits_for_its_translation_does_not_hold_the_work_up() -> None:
    activity = _activity()
    Activity.objects.filter(pk=activity.pk).update(title_zh_hans="")

    move_state(activity=activity, to=UNDER_WAY, on=DAY, by=people.editor())

    activity.refresh_from_db()
    assert activity.state == UNDER_WAY


@pytest.mark.parametrize("over", [PlanState.CLOSED, PlanState.SUPERSEDED])
def test_nothing_moves_in_a_plan_that_is_over(over: PlanState) -> None:
    activity = _activity(plan_state=over)

    with pytest.raises(ValidationError, match="This plan is over"):
        move_state(activity=activity, to=DONE, on=DAY, by=people.administrator())

    assert not rules.may_move_activity(people.administrator(), activity, DONE)
    assert activity.state_changes.count() == 0


@pytest.mark.parametrize(
    ("make", "may"), [(people.editor, True), (people.reviewer, True), (people.administrator, True), (people.focal_point, False)]
)
def test_the_secretariat_moves_activities(make: object, may: bool) -> None:
    activity, who = _activity(), make()
    assert rules.may_move_activity(who, activity, DONE) is may

    if may:
        move_state(activity=activity, to=DONE, on=DAY, by=who)
    else:
        with pytest.raises(PermissionDenied):
            move_state(activity=activity, to=DONE, on=DAY, by=who)
    assert activity.state_changes.count() == may


def test_steps_are_taken_one_after_the_other_and_none_tomorrow() -> None:
    activity, editor = _activity(), people.editor()
    move_state(activity=activity, to=UNDER_WAY, on=DAY, by=editor)

    with pytest.raises(ValidationError) as older:
        move_state(activity=activity, to=DONE, on=DAY - timedelta(days=1), by=editor)
    with pytest.raises(ValidationError) as tomorrow:
        move_state(activity=activity, to=DONE, on=timezone.localdate() + timedelta(days=1), by=editor)
    assert (older.value.code, tomorrow.value.code) == ("out_of_order", "in_the_future")

    move_state(activity=activity, to=DONE, on=DAY, by=editor)
    assert list(activity.state_changes.values_list("from_state", "to_state")) == [(COMMITTED, UNDER_WAY), (UNDER_WAY, DONE)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_step_at_once_one_does() -> None:
    assert connection.vendor == "postgresql"
    activity, editor = _activity(), people.editor()
    together = Barrier(2)

    def take(_number: int) -> str:
        together.wait(timeout=30)
        try:
            move_state(activity=activity, to=DONE, on=DAY, by=editor)
        except ValidationError as refused:
            return str(refused.code)
        finally:
            connections.close_all()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(take, range(2)))

    assert outcomes == ["moved", "no_such_step"]
    assert activity.state_changes.count() == 1

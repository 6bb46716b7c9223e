"""Opening evaluation rounds: for which periods, of which activities, by whom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base.text import Text
from tests import people
from tests.workplans import supervising
from tests.workplans.supervising import HALF
from workplans.enums import ActivityState, EvaluationState, PlanState
from workplans.models import Evaluation, Round, StateChange, WorkPlan
from workplans.selectors.rounds import Period, board_of, periods_of, proposed_period
from workplans.services.rounds import close_round, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> WorkPlan:
    return supervising.plan()


def test_periods_are_steps_of_the_plans_months_the_last_cut_at_its_end(plan: WorkPlan) -> None:
    assert periods_of(plan) == [HALF, Period(date(2031, 7, 1), date(2031, 12, 31))]
    plan.months_between_rounds, plan.period_start, plan.period_end = 5, date(2031, 1, 31), date(2031, 8, 15)
    assert periods_of(plan) == [Period(date(2031, 1, 31), date(2031, 6, 29)), Period(date(2031, 6, 30), date(2031, 8, 15))]
    plan.months_between_rounds = None
    assert periods_of(plan) == []


def test_proposed_is_the_last_period_that_ended_and_after_it_the_next_one(plan: WorkPlan) -> None:
    second = periods_of(plan)[1]
    assert proposed_period(plan, date(2031, 6, 30)) == HALF
    assert proposed_period(plan, date(2031, 7, 1)) == HALF
    assert proposed_period(plan, date(2032, 3, 1)) == second
    supervising.opened(plan)
    assert proposed_period(plan, date(2031, 7, 1)) == second
    open_round(plan=plan, period=second, by=people.editor())
    assert proposed_period(plan, date(2031, 7, 1)) is None


def test_a_round_has_a_name_in_both_languages_and_a_day(plan: WorkPlan) -> None:
    assert HALF.title == Text(zh="2031年上半年评估", en="Evaluation for H1 2031")
    editor = people.editor()
    made = open_round(plan=plan, period=HALF, by=editor).round
    assert (made.title_en, made.title_zh_hans, made.due_on) == (HALF.title.en, HALF.title.zh, date(2031, 7, 10))
    assert (made.opened_by, made.is_open, made.history.get().history_change_reason) == (editor, True, "open")
    later = open_round(plan=supervising.plan(), period=HALF, by=editor, due_on=date(2031, 8, 1)).round
    assert later.due_on == date(2031, 8, 1)


def test_every_activity_is_evaluated_but_those_dropped_before(plan: WorkPlan) -> None:
    running = supervising.activity(plan)
    dropped = [supervising.activity(plan, state=ActivityState.DROPPED) for _ in range(3)]
    for activity, day in zip(dropped, (date(2030, 12, 31), date(2031, 1, 1)), strict=False):  # the third on no known day
        StateChange.objects.create(activity=activity, from_state="committed", to_state="dropped", changed_on=day)
    done = supervising.activity(plan, state=ActivityState.DONE)

    opened = open_round(plan=plan, period=HALF, by=people.editor())

    assert opened.evaluations == 3
    evaluated = set(opened.round.evaluations.values_list("activity", flat=True))
    assert evaluated == {running.pk, dropped[1].pk, done.pk}
    assert set(opened.round.evaluations.values_list("state", flat=True)) == {EvaluationState.DUE}
    assert Evaluation.history.filter(round=opened.round, history_change_reason="open").count() == 3


def test_opened_again_only_what_is_missing_is_made(plan: WorkPlan) -> None:
    supervising.activity(plan)
    editor = people.editor()
    first = open_round(plan=plan, period=HALF, by=editor)
    Evaluation.objects.filter(round=first.round).update(state=EvaluationState.DRAFT)
    supervising.activity(plan)
    assert [open_round(plan=plan, period=HALF, by=editor).evaluations for _ in range(2)] == [1, 0]
    assert Round.objects.filter(plan=plan).count() == 1
    assert sorted(first.round.evaluations.values_list("state", flat=True)) == ["draft", "due"]


def test_only_plans_in_force_with_rounds_and_only_the_secretariat(plan: WorkPlan) -> None:
    editor = people.editor()
    for other in (supervising.plan(state=PlanState.DRAFT), supervising.plan(state=PlanState.CLOSED), supervising.plan(months=None)):
        with pytest.raises(PermissionDenied):
            open_round(plan=other, period=HALF, by=editor)
    for person in (people.focal_point(), people.reviewer(), people.person()):
        with pytest.raises(PermissionDenied):
            open_round(plan=plan, period=HALF, by=person)
    with pytest.raises(ValidationError):
        open_round(plan=plan, period=Period(date(2031, 1, 1), date(2031, 3, 31)), by=editor)
    assert not Round.objects.filter(plan=plan).exists()


def test_a_closed_round_is_opened_again(plan: WorkPlan) -> None:
    supervising.activity(plan)
    editor, round_ = people.editor(), supervising.opened(plan)
    with pytest.raises(PermissionDenied):
        close_round(round_=round_, by=people.reviewer())
    assert close_round(round_=round_, by=editor).is_open is False
    again = open_round(plan=plan, period=HALF, by=editor)
    assert (again.round, again.round.is_open, again.evaluations) == (round_, True, 0)


def test_each_sees_on_the_board_what_is_theirs_and_who_owes_it(plan: WorkPlan) -> None:
    here, there = supervising.countries()
    [lead] = supervising.bodies(1)
    first = supervising.activity(plan, lead=lead, with_=here)
    second = supervising.activity(plan, lead=supervising.organisations(1)[0], with_=there)
    focal, member, editor = people.focal_point(country=here), supervising.member_of(lead), people.editor()
    round_ = supervising.opened(plan)

    owed = {row.activity: row.people for row in board_of(round_, editor).rows}

    assert owed == {first: (member,), second: ()}  # no account for the lead, none for the plan's body, none for the country
    assert [row.activity for row in board_of(round_, focal).rows] == [first]
    assert [row.activity for row in board_of(round_, member).rows] == [first]
    assert board_of(round_, people.focal_point()).rows == []
    other = people.focal_point(country=there)
    assert {row.activity: row.people for row in board_of(round_, editor).rows}[second] == (other,)
    of_plan = supervising.member_of(plan.body)
    board = board_of(round_, editor)
    assert {row.activity: row.people for row in board.rows}[second] == (of_plan,)
    assert (board.counts["due"], board.overdue) == (2, 0)
    assert [row.activity for row in board_of(round_, of_plan).rows] == [first, second]


def test_the_board_asks_the_same_number_of_queries_however_long_it_is(plan: WorkPlan, django_assert_num_queries) -> None:
    country = supervising.countries(1)[0]
    for _ in range(2):
        supervising.activity(plan, with_=country)
    round_, editor = supervising.opened(plan), people.editor()
    editor.has_perm("workplans.view_evaluation")
    with CaptureQueriesContext(connection) as few:
        board_of(round_, editor)
    for _ in range(5):
        supervising.activity(plan, with_=country)
    supervising.opened(plan)
    with django_assert_num_queries(len(few)):
        assert len(board_of(round_, editor).rows) == 7


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_make_one_round() -> None:
    plan, editors = supervising.plan(), [people.editor() for _ in range(4)]
    for _ in range(3):
        supervising.activity(plan)

    def work(number: int) -> int:
        try:
            return open_round(plan=plan, period=HALF, by=editors[number]).evaluations
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        made = list(workers.map(work, range(4)))
    assert sorted(made) == [0, 0, 0, 3]
    assert Round.objects.get(plan=plan).evaluations.count() == 3

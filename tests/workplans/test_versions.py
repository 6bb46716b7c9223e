"""Copies of plans: what goes into an amendment, what into the plan of the next period, and what stays where it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.db import models as fields
from django.test.utils import CaptureQueriesContext

from base.models import TextState
from tests import people
from tests.pages import builders
from tests.workplans.whole_plan import named, whole_plan
from workplans import models
from workplans.enums import PlanState
from workplans.models import Activity, Deliverable, Task, WorkPlan
from workplans.services.versions import Shift, copy_plan, next_period

pytestmark = pytest.mark.django_db

OWN = {"id", "plan_id", "area_id", "objective_id", "activity_id", "deliverable_id", "target_id", "parent_id", "carried_from_id"}
PATHS = {
    **dict.fromkeys((models.Area, models.Objective, models.Target, Activity, Deliverable), "plan"),
    **dict.fromkeys((models.Involvement, models.Output, Task, models.BudgetLine, models.Quantity), "activity__plan"),
    models.DeliverablePart: "deliverable__plan",
}
STAYS = {
    **dict.fromkeys((models.StateChange, models.Problem, models.Evaluation), "activity__plan"),
    models.Delivery: "quantity__activity__plan",
    models.Decision: "deliverable__plan",
    models.Round: "plan",
}


def _rows(model: type[fields.Model], plan: WorkPlan) -> list[dict[str, object]]:
    """What is written in a plan's records of a kind, but for their keys."""
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in OWN]
    path = PATHS[model]
    order = [*(("activity__area__number", "activity__number") if path == "activity__plan" else ()), "pk"]
    return list(model.objects.filter(**{path: plan}).order_by(*order).values(*columns))


def _counts(paths: dict[type[fields.Model], str], plan: WorkPlan) -> dict[str, int]:
    return {model.__name__: model.objects.filter(**{path: plan}).count() for model, path in paths.items()}


def test_an_amendment_holds_all_that_the_plan_held() -> None:
    plan, editor = whole_plan(), people.editor()

    made = copy_plan(plan=plan, by=editor, as_amendment=True)

    made = WorkPlan.objects.get(pk=made.pk)
    assert (made.slug, made.previous, made.version, made.state) == ("list-of-2025-v2", plan, 2, PlanState.DRAFT)
    assert (made.title_en, made.title_zh_hans, made.activity_word_zh_hans) == ("List of projects", "项目清单", "项目")
    assert (made.period_start, made.period_end, made.months_between_rounds) == (plan.period_start, plan.period_end, 6)
    assert (made.adopted_on, made.adopted_at, made.change_note_en) == (None, None, "")
    assert list(made.documents.all()) == list(plan.documents.all())
    assert _counts(PATHS, made) == {
        **{"Area": 2, "Objective": 1, "Target": 2, "Activity": 4, "Deliverable": 3},
        **{"Involvement": 9, "Output": 3, "Task": 6, "BudgetLine": 9, "Quantity": 3, "DeliverablePart": 6},
    }
    for model in PATHS:
        assert _rows(model, made) == _rows(model, plan), model


def test_what_happened_in_a_plan_stays_there() -> None:
    plan = whole_plan()
    before = _counts(STAYS, plan)

    made = copy_plan(plan=plan, by=people.editor(), as_amendment=True)

    assert sum(_counts(STAYS, made).values()) == 0
    assert _counts(STAYS, plan) == before
    assert before["Delivery"] == before["StateChange"] == before["Problem"] == before["Decision"] == 3


def test_the_parts_of_a_copy_belong_to_each_other() -> None:
    plan = whole_plan()

    made = copy_plan(plan=plan, by=people.editor(), as_amendment=True)

    activity = made.activities.get(objective__number=1, number=1)
    assert activity.carried_from == plan.activities.get(objective__number=1, number=1)
    assert (activity.area.plan, activity.objective.plan, activity.objective.area.plan) == (made, made, made)
    assert activity.quantities.get().target.plan == made
    part = made.targets.get(number=2)
    assert (part.parent, part.area) == (made.targets.get(number=1), made.areas.get(number=1))
    assert part.history.get().parent == part.parent
    promised = made.deliverables.get(number=1)
    assert list(promised.activities.all()) == [activity]
    assert list(promised.outputs.all()) == [activity.outputs.get()]
    assert promised.carried_from == plan.deliverables.get(number=1)
    assert made.areas.get(number=2).carried_from == plan.areas.get(number=2)
    assert made.objectives.get().carried_from == plan.objectives.get()
    assert list(activity.events.all()) == list(activity.carried_from.events.all())
    assert list(activity.documents.all()) == list(activity.carried_from.documents.all())
    loose = made.activities.get(objective=None)
    assert (loose.code, loose.area) == ("1", made.areas.get(number=2))


def test_the_history_says_copied_and_by_whom() -> None:
    editor = people.editor()

    made = copy_plan(plan=whole_plan(), by=editor, as_amendment=True)

    for record in (made, made.areas.first(), made.activities.first(), made.deliverables.first().parts.first()):
        version = record.history.get()
        assert (version.history_type, version.history_change_reason, version.history_user) == ("+", "copy", editor)


def test_copying_makes_no_translation_out_of_date_and_none_up_to_date() -> None:
    plan, editor = whole_plan(), people.editor()
    late, gap, fresh = plan.activities.filter(objective__number=1).order_by("number")
    late.title_en = "Project 1, changed"
    late.save()
    gap.description_zh_hans = "仅有中文。"
    gap.save()

    made = copy_plan(plan=plan, by=editor, as_amendment=True)

    def behind(activity: Activity) -> dict[str, tuple[str, str]]:
        states = TextState.objects.filter(content_type__model="activity", object_id=activity.pk).exclude(behind="")
        return {state.field: (state.state, state.behind) for state in states}

    copies = {each.carried_from: each for each in made.activities.all()}
    assert behind(copies[late]) == {"title": ("stale", "zh-hans")}
    assert behind(copies[gap]) == {"description": ("missing", "en")}
    assert behind(copies[fresh]) == {}
    copy = copies[late]
    copy.title_zh_hans = "项目1，已修改"
    copy.save()
    assert behind(copy) == {}
    assert behind(late) == {"title": ("stale", "zh-hans")}


def test_the_plan_of_the_next_period_leaves_out_what_is_over() -> None:
    plan = whole_plan()

    made = copy_plan(plan=plan, by=people.editor(), as_amendment=False)

    assert (made.previous, made.version, made.slug) == (plan, 1, "list-of-2025-2025")
    assert (made.period_start, made.period_end) == (date(2025, 7, 1), date(2025, 12, 31))
    assert [each.code for each in made.activities.order_by("area__number")] == ["1.1", "1"]
    assert _counts(PATHS, made) == {
        **{"Area": 2, "Objective": 1, "Target": 2, "Activity": 2, "Deliverable": 2},
        **{"Involvement": 3, "Output": 1, "Task": 1, "BudgetLine": 2, "Quantity": 1, "DeliverablePart": 4},
    }
    assert set(models.BudgetLine.objects.filter(activity__plan=made).values_list("kind", flat=True)) == {"planned", "committed"}
    activity = made.activities.get(objective__number=1)
    assert (activity.state, activity.events.count(), activity.documents.count()) == ("under_way", 0, 0)
    assert made.documents.count() == 0
    deferred, running = made.deliverables.order_by("number")
    assert (deferred.number, deferred.state, deferred.meeting) == (1, "planned", None)
    assert (running.number, running.state, list(running.activities.all())) == (3, "under_way", [])


def test_dates_move_to_the_next_period_and_are_as_precise_as_they_were() -> None:
    made = copy_plan(plan=whole_plan(), by=people.editor(), as_amendment=False)

    activity = made.activities.get(objective__number=1)
    assert (activity.starts_on, activity.ends_on, activity.precision) == (date(2025, 8, 28), date(2025, 11, 30), "month")
    assert activity.tasks.get().due_on == date(2025, 9, 30)
    assert set(made.deliverables.values_list("due_year", "due_quarter")) == {(2025, 4)}


def test_the_period_can_be_chosen_and_the_dates_left_where_they_are() -> None:
    plan, editor = whole_plan(), people.editor()

    later = copy_plan(plan=plan, by=editor, as_amendment=False, period=(date(2027, 1, 1), date(2028, 12, 31)))
    as_it_was = copy_plan(plan=plan, by=editor, as_amendment=False, slug="the-other", move_dates=False)

    assert (later.slug, later.period_end) == ("list-of-2027", date(2028, 12, 31))
    assert later.activities.get(objective__number=1).starts_on == date(2027, 2, 28)
    assert set(later.deliverables.values_list("due_year", "due_quarter")) == {(2027, 2)}
    assert (as_it_was.slug, as_it_was.period_start) == ("the-other", date(2025, 7, 1))
    assert as_it_was.activities.get(objective__number=1).starts_on == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("start", "end", "next_start", "next_end"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        (date(2025, 1, 1), date(2027, 12, 31), date(2028, 1, 1), date(2030, 12, 31)),
        (date(2024, 7, 1), date(2025, 2, 28), date(2025, 3, 1), date(2025, 10, 31)),
        (date(2025, 4, 10), date(2025, 4, 19), date(2025, 4, 20), date(2025, 4, 29)),
    ],
)
def test_the_next_period_is_as_long_as_this_one(start: date, end: date, next_start: date, next_end: date) -> None:
    assert next_period(WorkPlan(period_start=start, period_end=end)) == (next_start, next_end)


def test_a_day_moves_by_months_or_by_days() -> None:
    assert Shift.between(date(2025, 1, 1), date(2025, 2, 1))(date(2025, 1, 31)) == date(2025, 2, 28)
    assert Shift.between(date(2025, 1, 1), date(2026, 1, 1))(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Shift.between(date(2025, 4, 10), date(2025, 4, 20))(date(2025, 4, 25)) == date(2025, 5, 5)


@pytest.mark.parametrize("as_amendment", [True, False])
def test_more_activities_take_no_more_statements(as_amendment: bool) -> None:
    plan, editor = whole_plan(), people.editor()
    copy_plan(plan=plan, by=editor, as_amendment=as_amendment).delete()  # looks up the kinds of records, once and for all

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            made = copy_plan(plan=plan, by=editor, as_amendment=as_amendment)
        made.delete()
        return len(captured)

    few = statements()
    _ten_times(plan)

    assert statements() == few
    assert few < 90


def _ten_times(plan: WorkPlan) -> None:
    """Ten times as many activities with parts."""
    objective = plan.objectives.get()
    for number in range(11, 41):
        activity = Activity.objects.create(objective=objective, number=number, **named(en=f"More {number}", zh=f"更多{number}"))
        models.Output.objects.create(activity=activity, number=1, **named(en="Output", zh="产出"))


def test_a_copy_of_a_sample_is_a_sample() -> None:
    assert copy_plan(plan=whole_plan(is_sample=True), by=people.editor(), as_amendment=True).is_sample


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("as_amendment", [True, False])
def test_which_plans_are_copied(state: PlanState, as_amendment: bool) -> None:
    plan = builders.plan(state=state)
    allowed = {PlanState.CURRENT} if as_amendment else {PlanState.CURRENT, PlanState.CLOSED}

    if state in allowed:
        assert copy_plan(plan=plan, by=people.editor(), as_amendment=as_amendment).previous == plan
    else:
        with pytest.raises(PermissionDenied):
            copy_plan(plan=plan, by=people.editor(), as_amendment=as_amendment)


@pytest.mark.parametrize("make", [people.reviewer, people.focal_point])
def test_who_copies_no_plan(make: object) -> None:
    plan = builders.plan()

    with pytest.raises(PermissionDenied):
        copy_plan(plan=plan, by=make(), as_amendment=True)

    assert plan.successors.count() == 0


@pytest.mark.parametrize("as_amendment", [True, False])
def test_no_plan_is_copied_twice(as_amendment: bool) -> None:
    plan, editor = builders.plan(), people.editor()
    copy_plan(plan=plan, by=editor, as_amendment=as_amendment)

    with pytest.raises(ValidationError) as refused:
        copy_plan(plan=plan, by=editor, as_amendment=as_amendment)

    assert refused.value.code == "twice"
    assert plan.successors.count() == 1


def test_an_address_name_that_is_taken_copies_nothing() -> None:
    plan, other = builders.plan(), builders.plan()

    with pytest.raises(ValidationError, match="already exists"):
        copy_plan(plan=plan, by=people.editor(), as_amendment=True, slug=other.slug)

    assert plan.successors.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_copy_at_once_one_does() -> None:
    plan, editor = builders.plan(), people.editor()
    together = Barrier(2)

    def press(_number: int) -> str:
        together.wait(timeout=30)
        try:
            copy_plan(plan=plan, by=editor, as_amendment=True)
        except ValidationError as refused:
            return str(refused.code)
        finally:
            connections.close_all()
        return "copied"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(press, range(2)))

    assert outcomes == ["copied", "twice"]
    assert plan.successors.count() == 1

"""An amendment comes into force: it takes over how far the work has come, and the place of the plan that it amends."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from base.text import Text
from tests import people
from tests.workplans.whole_plan import whole_plan
from workplans.enums import PlanState
from workplans.models import Activity, WorkPlan
from workplans.services.moving import move_state
from workplans.services.publishing import move
from workplans.services.versions import copy_plan

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def _amended() -> tuple[WorkPlan, WorkPlan]:
    plan = whole_plan()
    made = copy_plan(plan=plan, by=people.editor(), as_amendment=True)
    made.change_note_en, made.change_note_zh_hans = "One project more.", "增加一个项目。"
    made.save()
    return plan, made


def _published(amendment: WorkPlan) -> WorkPlan:
    return move(plan=amendment, to=PlanState.CURRENT, by=people.reviewer())


def _first(plan: WorkPlan, number: int = 1) -> Activity:
    return plan.activities.get(objective__number=1, number=number)


def test_the_plan_before_is_superseded_and_its_page_stays_and_leads_on(client: Client) -> None:
    plan, amendment = _amended()
    reviewer = people.reviewer()

    move(plan=amendment, to=PlanState.CURRENT, by=reviewer)

    plan.refresh_from_db()
    amendment.refresh_from_db()
    assert (plan.state, amendment.state) == (PlanState.SUPERSEDED, PlanState.CURRENT)
    newest = plan.history.first()
    assert (newest.history_change_reason, newest.history_user) == ("supersede", reviewer)
    page = client.get("/en/workplans/list-of-2025/")
    assert page.status_code == 200
    assert 'href="/en/workplans/list-of-2025-v2/"' in page.content.decode()
    assert client.get("/en/workplans/list-of-2025-v2/").status_code == 200


def test_until_then_the_plan_before_is_in_force_and_nobody_sees_the_draft(client: Client) -> None:
    plan, _amendment = _amended()

    plan.refresh_from_db()
    assert plan.state == PlanState.CURRENT
    assert client.get("/en/workplans/list-of-2025-v2/").status_code == 404
    assert "list-of-2025-v2" not in client.get("/en/workplans/list-of-2025/").content.decode()


def test_an_amendment_says_what_it_changes_in_both_languages() -> None:
    amendment = copy_plan(plan=whole_plan(), by=people.editor(), as_amendment=True)
    with pytest.raises(ValidationError, match="what changed and why"):
        _published(amendment)

    amendment.change_note_en = "One project more."
    amendment.save()
    with pytest.raises(ValidationError, match="both languages"):
        _published(amendment)

    assert WorkPlan.objects.get(pk=amendment.previous_id).state == PlanState.CURRENT


@pytest.mark.parametrize("state", [PlanState.CLOSED, PlanState.DRAFT, PlanState.SUPERSEDED])
def test_what_is_not_in_force_is_not_amended(state: PlanState) -> None:
    plan, amendment = _amended()
    WorkPlan.objects.filter(pk=plan.pk).update(state=state)

    with pytest.raises(ValidationError, match="is not in force"):
        _published(amendment)

    assert WorkPlan.objects.get(pk=amendment.pk).state == PlanState.DRAFT


def test_taken_back_it_gives_the_place_back() -> None:
    plan, amendment = _amended()
    amendment = _published(amendment)

    move(plan=amendment, to=PlanState.DRAFT, by=people.reviewer())

    plan.refresh_from_db()
    assert plan.state == PlanState.CURRENT
    assert plan.history.first().history_change_reason == "restore"


def test_closing_the_amendment_and_opening_it_again_leaves_the_plan_before_alone() -> None:
    plan, amendment = _amended()
    amendment = move(plan=_published(amendment), to=PlanState.CLOSED, by=people.reviewer())

    _published(amendment)

    plan.refresh_from_db()
    assert plan.state == PlanState.SUPERSEDED


def test_a_plan_of_the_next_period_supersedes_nothing() -> None:
    plan = whole_plan()

    _published(copy_plan(plan=plan, by=people.editor(), as_amendment=False))

    plan.refresh_from_db()
    assert plan.state == PlanState.CURRENT


def test_work_goes_on_while_the_amendment_is_prepared_and_is_taken_over() -> None:
    plan, amendment = _amended()
    editor = people.editor()
    activity = _first(plan)
    move_state(activity=activity, to="done", on=DAY, by=editor)
    activity.tasks.filter(number=1).update(state="done", done_on=DAY)
    activity.outputs.update(state="delivered")
    promised = plan.deliverables.get(number=3)
    promised.state, promised.proof = "delivered", plan.deliverables.get(number=2).proof
    promised.save()
    promised.parts.filter(order=1).update(state="delivered")

    _published(amendment)

    copy = _first(amendment)
    assert copy.state == "done"
    assert copy.history.first().history_change_reason == "catch_up"
    assert list(copy.tasks.values_list("state", "done_on")) == [("done", DAY), ("done", date(2025, 3, 1))]
    assert copy.outputs.get().state == "delivered"
    followed = amendment.deliverables.get(number=3)
    assert (followed.state, followed.proof) == ("delivered", promised.proof)
    assert list(followed.parts.values_list("state", flat=True)) == ["delivered", "planned"]
    assert _first(amendment, 2).history.count() == 1


def test_what_the_amendment_itself_changed_stays_as_it_is_there() -> None:
    plan, amendment = _amended()
    editor = people.editor()
    move_state(activity=_first(plan), to="done", on=DAY, by=editor)
    move_state(activity=_first(amendment), to="dropped", on=DAY, by=editor, reason=Text(en="Out of the plan."))
    renumbered = _first(amendment, 2)
    renumbered.number = 9
    renumbered.save()
    move_state(activity=_first(plan, 2), to="under_way", on=DAY, by=editor, reason=Text(en="Not done yet."))

    _published(amendment)

    assert _first(amendment).state == "dropped"
    assert _first(amendment, 9).state == "under_way"

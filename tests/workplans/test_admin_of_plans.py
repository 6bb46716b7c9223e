"""Work plans in the admin: numbers by themselves, states by steps, copies by pages of their own, and who sees what."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page

from base.versions import version_of
from knowledge.models import Country, Unit
from tests import people
from tests.admin.posting import address_of, form_at
from tests.pages import builders
from tests.workplans.showing import faults, show
from tests.workplans.whole_plan import named, whole_plan
from workplans import models
from workplans.enums import PlanState
from workplans.models import Activity, Area, Objective, Task, WorkPlan
from workplans.models.plan import RESERVED
from workplans.urls import urlpatterns

pytestmark = pytest.mark.django_db

LISTED = ["area", "objective", "activity", "target", "deliverable", "task", "quantity", "delivery", "decision", "involvement"]


def _signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)
    return client


def _fill(client: Client, record: object, step: str, **posted: str) -> object:
    """Open the page of a step, and press the button below its form."""
    address = address_of(record, f"step/{step}")
    page = client.post(address, {"seen_version": version_of(record)})
    assert page.status_code == 200
    return client.post(address, {"seen_version": page.context["seen_version"], "take": "1", **posted}, follow=True)


def _activity(plan: WorkPlan) -> Activity:
    return plan.activities.get(objective__isnull=False, number=1)


# States ------------------------------------------------------------------------------------------------------------------


def test_the_state_of_an_activity_changes_by_its_step_with_day_and_reason() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.editor())
    client.cookies["django_language"] = "zh-hans"
    assert "更改状态……" in client.get(address_of(activity)).content.decode()

    page = _fill(client, activity, "move", to="dropped", on="2026-03-02", reason_zh_hans="资金未到位。", reason_en="")

    assert "状态已更改。" in page.content.decode()
    activity.refresh_from_db()
    assert activity.state == "dropped"
    step = activity.state_changes.order_by("pk").last()
    assert (step.from_state, step.to_state, step.changed_on) == ("under_way", "dropped", date(2026, 3, 2))
    assert (step.reason_zh_hans, step.reason_en) == ("资金未到位。", "")


def test_a_step_that_is_refused_keeps_what_was_typed() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.editor())

    page = _fill(client, activity, "move", to="dropped", on=timezone.localdate().isoformat(), reason_en="  ")
    assert page.status_code == 422
    assert "Say why" in page.content.decode()
    late = _fill(client, activity, "move", to="done", on="2020-01-01", reason_en="Written with care.")

    assert late.status_code == 422
    assert "Written with care." in late.content.decode()
    activity.refresh_from_db()
    assert activity.state == "under_way"


def test_a_step_on_a_version_that_is_gone_is_refused() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.editor())
    seen = version_of(activity)
    activity.title_en = "Changed meanwhile"
    activity.save()

    page = client.post(address_of(activity, "step/move"), {"seen_version": seen, "take": "1", "to": "done", "on": "2026-03-02"})

    assert page.status_code == 422
    assert "Somebody changed this record" in page.content.decode()
    assert activity.state_changes.filter(to_state="done").count() == 0


def test_the_state_is_no_field_of_the_form_once_there_is_an_activity() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.editor())

    client.post(address_of(activity), {**form_at(client, address_of(activity)), "state": "done"})

    activity.refresh_from_db()
    assert activity.state == "under_way"
    assert "state" in client.get("/admin/workplans/activity/add/").context["adminform"].form.fields


def test_a_focal_point_takes_no_step() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.focal_point())

    assert "step/move" not in client.get(address_of(activity)).content.decode()
    assert client.post(address_of(activity, "step/move"), {"seen_version": version_of(activity)}).status_code == 403


def test_only_the_reason_of_a_step_that_was_taken_is_put_right() -> None:
    activity = _activity(whole_plan())
    step = activity.state_changes.get()
    client = _signed_in(people.editor())
    posted = form_at(client, address_of(step))
    assert {name for name in posted if name != "seen_version"} <= {"reason_zh_hans", "reason_en"}

    client.post(address_of(step), {**posted, "reason_en": "As agreed.", "to_state": "done"})

    step.refresh_from_db()
    assert (step.reason_en, step.to_state) == ("As agreed.", "under_way")


# Copies ------------------------------------------------------------------------------------------------------------------


def test_a_plan_is_amended_and_brought_into_force_by_its_buttons() -> None:
    plan = whole_plan()
    client = _signed_in(people.editor())

    page = _fill(client, plan, "amend", slug="")

    made = WorkPlan.objects.get(previous=plan)
    assert page.redirect_chain[-1][0] == address_of(made)
    assert (made.version, made.activities.count()) == (2, 4)
    made.change_note_en, made.change_note_zh_hans = "One more.", "增加一项。"
    made.save()
    reviewer = _signed_in(people.reviewer())
    reviewer.post(address_of(made, "step/publish"), {"seen_version": version_of(made)})
    plan.refresh_from_db()
    assert (plan.state, WorkPlan.objects.get(pk=made.pk).state) == (PlanState.SUPERSEDED, PlanState.CURRENT)


def test_a_plan_is_copied_to_the_period_that_was_chosen() -> None:
    plan = whole_plan()
    client = _signed_in(people.editor())
    page = client.post(address_of(plan, "step/continue"), {"seen_version": version_of(plan)})
    form = page.context["form"]
    assert (form["period_start"].value(), form["period_end"].value()) == (date(2025, 7, 1), date(2025, 12, 31))

    _fill(client, plan, "continue", period_start="2026-01-01", period_end="2026-12-31", move_dates="on", slug="next-list")

    made = WorkPlan.objects.get(slug="next-list")
    assert (made.period_start, made.version) == (date(2026, 1, 1), 1)
    assert _activity(made).starts_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"period_start": "2026-01-01", "period_end": "2025-12-31"}, "cannot end before it starts"),
        ({"period_start": "2026-01-01", "period_end": "2026-12-31", "slug": "register"}, "is the address of another page"),
        ({"period_start": "2026-01-01", "period_end": "2026-12-31", "slug": "list-of-2025"}, "already exists"),
    ],
)
def test_a_copy_that_is_refused_says_why(posted: dict[str, str], said: str) -> None:
    plan = whole_plan()

    page = _fill(_signed_in(people.editor()), plan, "continue", **posted)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert plan.successors.count() == 0


def test_who_does_not_copy_sees_no_button() -> None:
    plan = whole_plan()
    for who in (people.reviewer(), people.focal_point()):
        client = _signed_in(who)
        assert "step/amend" not in client.get(address_of(plan)).content.decode()
        assert client.post(address_of(plan, "step/amend"), {"seen_version": version_of(plan)}).status_code == 403


def test_an_address_of_the_room_is_no_name_of_a_plan() -> None:
    first = {str(pattern.pattern).lstrip("^").split("/")[0].split("\\.")[0].split(".")[0] for pattern in urlpatterns}
    assert {name for name in first if name.isalpha()} == set(RESERVED)
    client = _signed_in(people.editor())
    plan = builders.plan(state=PlanState.DRAFT)

    page = client.post(address_of(plan), {**form_at(client, address_of(plan)), "slug": "timeline"})

    assert "“timeline” is the address of another page." in page.content.decode()


# Numbers -----------------------------------------------------------------------------------------------------------------


def test_what_has_no_number_gets_the_next_free_one() -> None:
    plan = whole_plan()
    client = _signed_in(people.editor())

    client.post("/admin/workplans/area/add/", {"plan": plan.pk, **named(en="Third", zh="第三"), "number": ""})
    objective = plan.objectives.get()
    activity = {"objective": objective.pk, **named(en="Fourth", zh="第四"), "state": "intended", "precision": "unknown"}
    assert client.post("/admin/workplans/activity/add/", activity | _no_rows(client, "activity")).status_code == 302

    assert plan.areas.get(title_en="Third").number == 3
    made = plan.activities.get(title_en="Fourth")
    assert (made.number, made.area, made.state) == (4, objective.area, "intended")


def _no_rows(client: Client, model: str) -> dict[str, object]:
    return {name: value for name, value in form_at(client, f"/admin/workplans/{model}/add/").items() if "_FORMS" in name}


def test_new_rows_are_numbered_in_their_order() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.editor())
    posted = form_at(client, address_of(activity))
    for row, title in ((2, "Third"), (3, "Fourth")):
        posted |= {f"tasks-{row}-{name}": value for name, value in named(en=title, zh=f"步骤{row}").items()}
        posted |= {f"tasks-{row}-kind": "task", f"tasks-{row}-state": "open", f"tasks-{row}-precision": "day"}
    posted["tasks-TOTAL_FORMS"] = "4"

    assert client.post(address_of(activity), posted).status_code == 302

    assert list(activity.tasks.order_by("number").values_list("number", "title_en")) == [
        (1, "Step 1"),
        (2, "Step 2"),
        (3, "Third"),
        (4, "Fourth"),
    ]


def test_a_row_that_nobody_touched_is_no_row() -> None:
    activity = _activity(whole_plan())
    client = _signed_in(people.editor())
    posted = form_at(client, address_of(activity)) | {"tasks-TOTAL_FORMS": "3"}
    posted |= {"tasks-2-kind": "task", "tasks-2-state": "open", "tasks-2-precision": "day", "tasks-2-number": ""}

    assert client.post(address_of(activity), posted).status_code == 302

    assert activity.tasks.count() == 2


# What belongs together ---------------------------------------------------------------------------------------------------


def test_without_an_objective_a_plan_and_an_area_are_asked_for() -> None:
    client = _signed_in(people.editor())
    client.cookies["django_language"] = "zh-hans"

    page = client.post(
        "/admin/workplans/activity/add/",
        {**named(en="A", zh="甲"), "state": "intended", "precision": "unknown"} | _no_rows(client, "activity"),
    )

    assert page.content.decode().count("请选择此项，或选择一个目标。") == 2


def test_parts_of_another_plan_are_refused() -> None:
    plan, other = whole_plan(), builders.plan()
    strange = Area.objects.create(plan=other, number=1, **named(en="Strange", zh="他处"))
    client = _signed_in(people.editor())

    objective = plan.objectives.get()
    page = client.post(address_of(objective), {**form_at(client, address_of(objective)), "area": strange.pk})
    assert "This area belongs to another plan." in page.content.decode()
    target = plan.targets.get(number=1)
    page = client.post(address_of(target), {**form_at(client, address_of(target)), "area": strange.pk})
    assert "This area belongs to another plan." in page.content.decode()
    promised, elsewhere = plan.deliverables.get(number=1), builders.activity(other)
    page = client.post(address_of(promised), {**form_at(client, address_of(promised)), "activities": [elsewhere.pk]})
    assert f"Not of this plan: {elsewhere.title_en}" in page.content.decode()


def test_a_decision_of_a_meeting_still_to_come_is_refused_in_the_readers_language() -> None:
    plan = whole_plan()
    promised, coming = plan.deliverables.get(number=1), builders.event(on=date(2035, 5, 4))
    client = _signed_in(people.editor())
    client.cookies["django_language"] = "zh-hans"
    posted = form_at(client, address_of(promised)) | {"decisions-TOTAL_FORMS": "2"}
    posted |= {"decisions-1-meeting": coming.pk, "decisions-1-outcome": "approved"}

    page = client.post(address_of(promised), posted)
    assert "会议尚未召开，因此没有作出任何决定。" in page.content.decode()

    posted["decisions-1-meeting"] = builders.event(on=date(2025, 5, 4)).pk
    page = client.post(address_of(promised), posted, follow=True).content.decode()
    assert "“1. 文件1”：提请会议采取的行动为“提请认可”，而所登记的决定为“已批准”。" in page
    assert promised.decisions.count() == 2


# Who sees what -----------------------------------------------------------------------------------------------------------


def test_parts_of_a_draft_are_for_those_who_work_on_plans() -> None:
    plan = whole_plan()
    WorkPlan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    records = [
        *(plan.areas.first(), plan.objectives.get(), _activity(plan), plan.targets.first(), plan.deliverables.first()),
        *(_activity(plan).tasks.first(), _activity(plan).outputs.get(), _activity(plan).state_changes.get()),
        *(_activity(plan).quantities.get(), _activity(plan).quantities.get().deliveries.get()),
    ]
    focal, editor = _signed_in(people.focal_point()), _signed_in(people.editor())

    for record in records:
        assert focal.get(address_of(record)).status_code == 302, record  # as if it were not there
        assert editor.get(address_of(record)).status_code == 200, record
    found = focal.get("/admin/autocomplete/", {"term": "Project 1", **_asks_for("objective", "task", "activity")}).json()
    assert found["results"] == []


def _asks_for(_source: str, model: str, field: str) -> dict[str, str]:
    return {"app_label": "workplans", "model_name": model, "field_name": field}


def test_a_focal_point_changes_the_tasks_of_activities_with_the_own_country() -> None:
    plan = whole_plan()
    country = Country.objects.first()
    own, other = _activity(plan).tasks.first(), plan.activities.get(objective__isnull=False, number=2).tasks.first()
    other.activity.involvements.filter(country__isnull=False).delete()
    client = _signed_in(people.focal_point(country=country))

    for task in (own, other):
        page = client.get(address_of(task))
        assert page.status_code == 200
        posted = {**{"activity": task.activity_id, "number": task.number, "kind": task.kind, "state": "done", "precision": "day"}}
        posted |= {**named(en=task.title_en, zh=task.title_zh_hans), "done_on": "2025-03-01", "seen_version": version_of(task)}
        client.post(address_of(task), posted)

    assert [Task.objects.get(pk=task.pk).state for task in (own, other)] == ["done", "open"]


def test_parts_of_a_plan_in_force_are_not_deleted_and_those_of_a_draft_are() -> None:
    plan = whole_plan()
    client = _signed_in(people.editor())
    task = _activity(plan).tasks.first()
    assert client.post(address_of(task, "delete"), {"post": "yes"}).status_code == 403

    WorkPlan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    client.post(address_of(task, "delete"), {"post": "yes", "seen_version": version_of(task)})

    assert not Task.objects.filter(pk=task.pk).exists()


# Lists -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTED)
def test_a_longer_list_takes_no_more_queries(name: str) -> None:
    plan = whole_plan()
    client = _signed_in(people.administrator())
    address = f"/admin/workplans/{name}/"
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    _more(plan)

    assert queries() == few


def _more(plan: WorkPlan) -> None:
    """More of everything that has a list, all in the same plan."""
    area, unit = plan.areas.first(), Unit.objects.first()
    for number in range(50, 55):
        text = named(en=f"More {number}", zh=f"更多{number}")
        Area.objects.create(plan=plan, number=number, **text)
        Objective.objects.create(plan=plan, area=area, number=number, **text)
        models.Target.objects.create(plan=plan, number=number, unit=unit, **text)
        activity = Activity.objects.create(plan=plan, area=area, number=number, **text)
        models.Involvement.objects.create(activity=activity, country=Country.objects.all()[number - 50])
        Task.objects.create(activity=activity, number=1, **text)
        counted = models.Quantity.objects.create(activity=activity, number=1, unit=unit, **text)
        models.Delivery.objects.create(
            quantity=counted, number=1, value=1, period_start=date(2025, 1, 1), period_end=date(2025, 2, 1)
        )
        promised = models.Deliverable.objects.create(
            plan=plan, number=number, due_year=2025, due_quarter=1, action_asked="approval", **text
        )
        models.Decision.objects.create(deliverable=promised, meeting=plan.adopted_at, outcome="noted")


def test_lists_are_narrowed_to_a_plan_an_area_a_party_and_what_is_late() -> None:
    plan = whole_plan()
    client = _signed_in(people.editor())

    def titles(model: str, **asked: object) -> set[str]:
        page = client.get(f"/admin/workplans/{model}/", asked)
        return {record.title_en for record in page.context["cl"].result_list}

    of_plan = {"plan__id__exact": plan.pk}
    assert titles("activity", **of_plan, area="2") == {"Right in the area"}
    assert titles("activity", **of_plan, overdue="1") == {"Project 1"}
    country = _activity(plan).involvements.get(country__isnull=False).country
    assert titles("activity", **of_plan, involvements__country__id__exact=country.pk) == {"Project 1", "Project 2", "Project 3"}
    assert titles("deliverable", **of_plan, overdue="1") == {"Paper 3"}
    assert titles("task", activity__plan__id__exact=plan.pk, overdue="1") == {"Step 1"}
    assert client.get("/admin/workplans/activity/", {"plan__id__exact": "x", "area": "x"}).status_code in (200, 302)


# In a browser ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ["activity", "quantity", "deliverable", "step/move", "step/continue"])
def test_everyone_can_use_the_page(page: Page, name: str, language: str) -> None:
    plan = whole_plan()
    client = _signed_in(people.administrator())
    client.cookies["django_language"] = language
    activity = _activity(plan)
    records = {"activity": activity, "quantity": activity.quantities.get(), "deliverable": plan.deliverables.get(number=1)}
    if name in records:
        response = client.get(address_of(records[name]))
    else:
        record = activity if name == "step/move" else plan
        response = client.post(address_of(record, name), {"seen_version": version_of(record)})
    page.set_viewport_size({"width": 1280, "height": 4000})  # all of it in sight: nothing is behind the row of buttons

    show(page, response)

    assert faults(page, phone=390) == []

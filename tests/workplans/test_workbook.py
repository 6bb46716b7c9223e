"""A plan as a workbook: out, changed or with new parts, in again."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from base.history import save_as
from base.workbooks.kinds import kind_named
from knowledge.models import OrganisationName
from tests.pages import builders
from tests.people import editor, focal_point, reviewer
from tests.workbooks.filling import Filled, export, problems, told
from tests.workplans import plans
from tests.workplans.whole_plan import whole_plan
from workplans.models import Activity, Area, Deliverable, Involvement, WorkPlan
from workplans.workbooks.parts import PARTS

pytestmark = pytest.mark.django_db
SHEETS = {part.model.__name__: part.sheet for part in PARTS}
AREAS, ACTIVITIES, INVOLVEMENTS = SHEETS["Area"], SHEETS["Activity"], SHEETS["Involvement"]


def new_row(filled: Filled, model: str, **values: object) -> int:
    """Write into the first empty row."""
    page = filled.book[SHEETS[model]]
    number = next(
        row for row in range(2, 100_000) if not any(page.cell(row, column).value for column in range(1, page.max_column + 1))
    )
    for column, value in values.items():
        letter = next(cell.column_letter for cell in page[1] if cell.value == filled.columns[(SHEETS[model], column)])
        page[f"{letter}{number}"].value = value
        if isinstance(value, str):
            page[f"{letter}{number}"].data_type = "s"  # typed into a cell that is text
    return number


def titles(name: str) -> dict[str, str]:
    return {"title_en": name, "title_zh_hans": f"项目{name}"}


def test_every_part_is_in_it_and_nothing_changes() -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    preview = filled.take_over(by)
    assert (told(preview), problems(preview)) == ([], [])
    assert {part.sheet: len(filled.keys(part.sheet)) for part in PARTS} == {
        part.sheet: part.records(plan).count() for part in PARTS
    }
    assert filled.keys(ACTIVITIES) == ["1|1", "1|2", "1|3", "|1"]
    assert filled.row_values(ACTIVITIES, "1|1") == {
        "objective__number": 1,
        "number": 1,
        "area": 1,
        "title_zh_hans": "项目1",
        "title_en": "Project 1",
        "state": "实施中 Under way",
        "starts_on": filled.cell(ACTIVITIES, "1|1", "starts_on").value,
        "ends_on": filled.cell(ACTIVITIES, "1|1", "ends_on").value,
        "precision": "月 Month",
        "and_others": "是 Yes",
    }


def test_a_larger_plan_takes_no_more_queries() -> None:
    plan, by, kind = builders.plan(), editor(), kind_named("workplan")
    field, taken = plans.area(plan), []
    for more in (1, 3):
        for _activity in range(more):
            plans.fill(plans.project(field))
        with CaptureQueriesContext(connection) as queries:
            kind.book({"plan": plan.slug}, by)
        taken.append(len(queries))
    assert taken[0] == taken[1] > len(PARTS)


def test_cells_are_protected_listed_and_explained() -> None:
    plan, by = whole_plan(), editor()
    book = load_workbook(io.BytesIO(export("workplan", plan=plan.slug, by=by)))
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    page = book[ACTIVITIES]
    state, area = (filled.cell(ACTIVITIES, "1|1", name).coordinate for name in ("state", "area"))
    assert page.protection.sheet
    assert (page[state].protection.locked, page[area].protection.locked) == (False, True)
    assert any(state in rule.sqref and rule.showErrorMessage for rule in page.data_validations.dataValidation)
    comments = " ".join(cell.comment.text for cell in page[1] if cell.comment)
    assert "A change needs its day" in comments
    assert "Empty where the activity stands right in an area." in comments
    involved = book[INVOLVEMENTS]
    new = f"{filled.cell(INVOLVEMENTS, filled.keys(INVOLVEMENTS)[0], 'organisation__slug').column_letter}{involved.max_row}"
    assert [rule.showErrorMessage for rule in involved.data_validations.dataValidation if new in rule.sqref] == [False]
    assert "Nothing is deleted by a workbook" in " ".join(str(cell.value) for cell in book["说明 Read me"]["B"])


def test_new_parts_of_every_kind_and_the_same_file_twice_changes_nothing() -> None:
    plan, by = whole_plan(), editor()
    who = plans.organisation("Institute of Hygiene")
    OrganisationName.objects.create(organisation=who, name="Old Hygiene Station")
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    at = {"activity__objective__number": 3, "activity__number": 1}
    new_row(filled, "Area", number=3, **titles("Third"))
    new_row(filled, "Objective", number=3, area=3, **titles("Aim"))
    new_row(filled, "Target", number=3, unit="participations", value=50, parent=None, **titles("Sum"))
    new_row(
        filled,
        "Activity",
        objective__number=3,
        number=1,
        state="意向实施",
        starts_on="2025-04-01",
        precision="quarter",
        **titles("=HYPERLINK(1)"),
    )
    new_row(filled, "Involvement", role="Lead", organisation__slug="old hygiene  station", order=4, **at)
    new_row(filled, "Involvement", role="participant", country__iso3="KAZ", **at)
    new_row(filled, "Output", number=1, **titles("Paper"), **at)
    new_row(
        filled,
        "Task",
        number=1,
        kind="milestone",
        organisation="Old Hygiene Station",
        due_on=date(2025, 5, 4),
        **titles("Step"),
        **at,
    )
    new_row(filled, "BudgetLine", number=1, amount=1000.5, currency="CNY", source="Institute of Hygiene", **at)
    new_row(filled, "Quantity", number=1, unit="participations", planned=30, target=3, **titles("Trained"), **at)
    new_row(
        filled,
        "Delivery",
        quantity__activity__objective__number=3,
        quantity__activity__number=1,
        quantity__number=1,
        number=1,
        period_start=date(2025, 1, 1),
        period_end=date(2025, 6, 30),
        value=12,
        organisation=who.slug,
    )
    new_row(
        filled, "Deliverable", number=9, due_year=2025, due_quarter=2, action_asked="approval", activities="3.1，1.2", **titles("D")
    )
    new_row(filled, "DeliverablePart", deliverable__number=9, order=1, **titles("P"))
    preview = filled.take_over(by)
    assert problems(preview) == []

    made = Activity.objects.get(plan=plan, objective__number=3, number=1)
    assert (made.area.number, made.state, made.starts_on, made.precision) == (3, "intended", date(2025, 4, 1), "quarter")
    assert (made.title_en, made.history.get().history_user) == ("=HYPERLINK(1)", by)
    assert [(each.role, str(each.party)) for each in made.involvements.all()] == [("lead", str(who)), ("participant", "Kazakhstan")]
    assert made.tasks.get().organisation == made.budget.get().source == who
    assert (made.budget.get().amount, made.budget.get().currency) == (Decimal("1000.50"), "CNY")
    counted = made.quantities.get()
    assert (counted.target.number, counted.deliveries.get().value, counted.deliveries.get().organisation) == (3, 12, who)
    promised = Deliverable.objects.get(plan=plan, number=9)
    assert {each.code for each in promised.activities.all()} == {"3.1", "1.2"}
    assert promised.parts.get().title_en == "P"

    again = filled.take_over(by)
    assert (told(again), problems(again)) == ([], [])
    cell = Filled(export("workplan", plan=plan.slug, by=by)).cell(ACTIVITIES, "3|1", "title_en")
    assert (cell.value, cell.data_type, cell.number_format) == ("=HYPERLINK(1)", "s", "@")


def test_texts_days_and_lists_are_changed() -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    filled.fill(ACTIVITIES, "|1", title_en="Renamed", starts_on=date(2025, 2, 1), precision="day", area=1, and_others="是")
    filled.fill(SHEETS["Deliverable"], "1", state="under_way", activities=None)
    preview = filled.take_over(by)
    assert problems(preview) == []
    activity = Activity.objects.get(plan=plan, objective=None)
    assert (activity.title_en, activity.starts_on, activity.area.number, activity.and_others) == (
        "Renamed",
        date(2025, 2, 1),
        1,
        True,
    )
    newest = activity.history.first()
    assert (newest.history_user, newest.history_change_reason) == (by, "import_workbook")
    promised = Deliverable.objects.get(plan=plan, number=1)
    assert (promised.state, promised.activities.count()) == ("under_way", 0)
    assert filled.take_over(by).changes == []


@pytest.mark.parametrize(
    ("key", "state", "day", "column", "reason"),
    [
        ("1|1", "committed", None, "Reason for the change of state", "Say why"),
        ("1|1", "done", date(2999, 1, 1), "State changed on", "A step is recorded once it is taken, not before."),
        ("1|1", "done", date(2025, 2, 1), "State changed on", "The step before this one was taken on 2025-03-01"),
        ("1|2", "intended", date(2025, 4, 1), "State", "No step leads from"),
        ("1|1", None, None, "State", "Choose a state."),
    ],
)
def test_a_step_that_is_refused_is_told_in_its_column(
    key: str, state: str | None, day: date | None, column: str, reason: str
) -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by)).fill(ACTIVITIES, key, state=state, changed_on=day)
    (problem,) = problems(filled.take_over(by))
    assert f" {column}" in problem.partition("): ")[0]
    assert reason in problem


def test_a_state_changes_by_a_step_with_its_day_and_reason() -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    filled.fill(ACTIVITIES, "1|1", state="dropped")
    filled.fill(ACTIVITIES, "|1", state="under_way", title_en="Renamed")
    (problem,) = problems(filled.take_over(by))
    assert problem.startswith(f"{ACTIVITIES}, row 2, column ")
    assert "reason for the change of state" in problem.lower()
    assert problem.endswith("Say why: dropping an activity and taking one back need a reason.")
    assert Activity.objects.get(plan=plan, objective=None).title_en == "Right in the area"

    filled.fill(ACTIVITIES, "1|1", changed_on=date(2025, 4, 1), reason_zh_hans="没有经费。", reason_en="No money.")
    assert problems(filled.take_over(by)) == []
    dropped = Activity.objects.get(plan=plan, objective__number=1, number=1)
    step = dropped.state_changes.last()
    assert (dropped.state, step.from_state, step.changed_on, step.reason_en, step.reason_zh_hans) == (
        "dropped",
        "under_way",
        date(2025, 4, 1),
        "No money.",
        "没有经费。",
    )
    begun = Activity.objects.get(plan=plan, objective=None)
    assert (begun.state, begun.title_en, begun.state_changes.get().changed_on) == ("under_way", "Renamed", timezone.localdate())
    assert filled.take_over(by).changes == []


def test_a_bad_row_is_named_and_nothing_is_written() -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    plans.organisation("Centre for Vaccines")
    filled.fill(ACTIVITIES, "1|1", title_en="Renamed", ends_on=date(2024, 1, 1))
    filled.fill(AREAS, "1", title_en="Other")
    row = new_row(
        filled,
        "Involvement",
        activity__objective__number=1,
        activity__number=1,
        role="lead",
        organisation__slug="Center for Vaccine",
    )
    lost = new_row(filled, "Task", activity__objective__number=7, activity__number=1, number=1, **titles("Step"))
    new_row(filled, "Activity", objective__number=1, number=9, area=2, **titles("Elsewhere"))
    found = problems(filled.take_over(by))
    assert len(found) == 4
    assert found[0].startswith(f"{INVOLVEMENTS}, row {row}, column ")
    assert "There is no organisation called “Center for Vaccine”; did you mean “Centre for Vaccines”?" in found[0]
    assert found[1] == f"{ACTIVITIES}, row 2: An activity cannot end before it starts."
    assert "Below an objective the area is that of the objective: number 1, or leave it empty." in found[2]
    assert found[3].startswith(f"{SHEETS['Task']}, row {lost}, column ")
    assert found[3].endswith("There is no activity “7.1”.")
    assert Area.objects.get(plan=plan, number=1).title_en == "Area 1"


def test_what_somebody_else_changed_is_a_conflict() -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by)).fill(ACTIVITIES, "|1", title_en="Mine")
    activity = Activity.objects.get(plan=plan, objective=None)
    activity.title_en = "Theirs"
    other = editor(first_name="Ainur", last_name="B.")
    save_as(activity, by=other, reason="change")
    (conflict,) = filled.look(by).conflicts
    assert (conflict.original, conflict.old, conflict.new) == ("Right in the area", "Theirs", "Mine")
    assert other.get_full_name() in filled.look(by).notes[conflict.name]
    filled.take_over(by)
    activity.refresh_from_db()
    assert activity.title_en == "Theirs"
    filled.take_over(by, taking=(conflict.name,))
    activity.refresh_from_db()
    assert activity.title_en == "Mine"


def test_texts_are_checked() -> None:
    plan, by = whole_plan(), editor()
    filled = Filled(export("workplan", plan=plan.slug, by=by))
    filled.fill(ACTIVITIES, "|1", title_en="Train 40 people", title_zh_hans="培训30人")
    (warning,) = filled.look(by).warnings
    assert warning.startswith("Train 40 people: ")


def test_a_row_taken_out_deletes_nothing_and_a_plan_that_is_over_stays() -> None:
    plan, by = whole_plan(), editor()
    content = export("workplan", plan=plan.slug, by=by)
    filled = Filled(content)
    for cell in filled.book[AREAS][2]:
        cell.value = None
    assert problems(filled.take_over(by)) == [f"{AREAS}: The row “1” was taken out. Put it back: rows cannot be deleted here."]
    assert plan.areas.count() == 2
    WorkPlan.objects.filter(pk=plan.pk).update(state="closed")
    (problem,) = problems(Filled(content).fill(AREAS, "1", title_en="Late").take_over(by))
    assert "Nothing can be typed here" in problem


def test_who_may_take_it_and_who_may_bring_it() -> None:
    plan = whole_plan()
    content = export("workplan", plan=plan.slug, by=reviewer())
    for who in (reviewer(), focal_point(), None):
        with pytest.raises(PermissionDenied):
            Filled(content).look(who)
    with pytest.raises(PermissionDenied):
        export("workplan", plan=plan.slug, by=focal_point())


def test_parts_with_the_same_number_are_told_apart() -> None:
    plan, by = whole_plan(), editor()
    promised = Deliverable.objects.get(plan=plan, number=1)
    twin = promised.parts.create(order=1, title_en="Twin", title_zh_hans="孪生")
    filled = Filled(export("workplan", plan=plan.slug, by=by)).fill(SHEETS["DeliverablePart"], f"1|1|{twin.pk}", title_en="Changed")
    assert problems(filled.take_over(by)) == []
    twin.refresh_from_db()
    assert twin.title_en == "Changed"
    assert Involvement.objects.filter(activity__plan=plan).count() == 9

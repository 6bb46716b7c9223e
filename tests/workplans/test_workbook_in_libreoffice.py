"""A plan's workbook through the program that people use: LibreOffice opens, fills and saves; the portal takes it over."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from base.workbooks.importing import look, take_over
from base.workbooks.reading import read_book
from tests.people import editor
from tests.workbooks.filling import Filled, export, problems
from tests.workbooks.office import fill_in_calc
from tests.workplans import plans
from tests.workplans.whole_plan import whole_plan
from workplans.models import Activity
from workplans.workbooks.parts import PARTS

pytestmark = pytest.mark.django_db
SHEETS = {part.model.__name__: part.sheet for part in PARTS}
ACTIVITIES, INVOLVEMENTS, TASKS = SHEETS["Activity"], SHEETS["Involvement"], SHEETS["Task"]


def test_changed_and_added_to_in_libreoffice(pipe: str, tmp_path: Path) -> None:
    plan, by = whole_plan(), editor()
    who = plans.organisation("Institute of Hygiene")
    Activity.objects.filter(plan=plan, objective=None).update(description_en="=1+1", description_zh_hans="'00123")
    given = Filled(export("workplan", plan=plan.slug, by=by))

    def column(sheet: str, key: str) -> str:
        return next(cell.column_letter for cell in given.book[sheet][1] if cell.value == given.columns[(sheet, key)])

    new = {sheet: len(given.keys(sheet)) + 2 for name, sheet in SHEETS.items()}
    state, title = (given.cell(ACTIVITIES, "|1", name).coordinate for name in ("state", "title_en"))
    cells = [
        (ACTIVITIES, state, "已取消 Dropped"),
        (ACTIVITIES, f"{column(ACTIVITIES, 'reason_en')}{state[1:]}", "No money.\nNext year."),
        (ACTIVITIES, title, "Renamed"),
        *(
            (INVOLVEMENTS, f"{column(INVOLVEMENTS, name)}{new[INVOLVEMENTS]}", value)
            for name, value in (
                ("activity__number", 1),
                ("role", "牵头 Lead"),
                ("organisation__slug", "institute of  hygiene"),
            )
        ),
        *(
            (TASKS, f"{column(TASKS, name)}{new[TASKS]}", value)
            for name, value in (
                ("activity__objective__number", 1),
                ("activity__number", 2),
                ("number", 3),
                ("title_en", "Third step"),
                ("title_zh_hans", "第三步"),
                ("due_on", "2025-05-04"),
            )
        ),
    ]
    content, found = fill_in_calc(pipe, tmp_path, given.bytes(), cells)
    assert found[f"{ACTIVITIES}!{state}"]["list"]
    assert found[f"{ACTIVITIES}!{title}"] == {"protected": True, "locked": False, "list": False}
    assert load_workbook(io.BytesIO(content))[ACTIVITIES].protection.sheet

    preview = take_over(read_book(io.BytesIO(content)), by=by)
    assert problems(preview) == []
    activity = Activity.objects.get(plan=plan, objective=None)
    assert (activity.state, activity.title_en, activity.description_en) == ("dropped", "Renamed", "=1+1")
    assert activity.state_changes.get().reason_en == "No money.\nNext year."
    assert activity.involvements.get().organisation == who
    task = Activity.objects.get(plan=plan, objective__number=1, number=2).tasks.get(number=3)
    assert (task.title_zh_hans, str(task.due_on)) == ("第三步", "2025-05-04")
    again = look(read_book(io.BytesIO(content)), by=by)
    assert (again.changes, problems(again)) == ([], [])

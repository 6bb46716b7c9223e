"""The whole way through the program that people use: LibreOffice opens, fills and saves; the portal takes it over."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from base.workbooks.importing import look, take_over
from base.workbooks.reading import read_book
from base.workbooks.writing import LISTS, MEMORY
from results.models import EntryFigure, ProgressEntry
from tests.cycle import builders
from tests.people import editor
from tests.workbooks.filling import FIGURES, PROGRESS, Filled, export, problems
from tests.workbooks.office import fill_in_calc

pytestmark = pytest.mark.django_db
STRANGE = ("=1+1", "'quoted", "00123", "1e5", "2031-05-04", "TRUE", "_x0041_ & <b>", "58%", "two\nlines  and  spaces\n\nmore")


def test_filled_in_libreoffice_and_brought_back(pipe: str, tmp_path: Path) -> None:
    by = editor()
    cycle = builders.cycle()
    first, second, third = (builders.entry(cycle) for _number in range(3))
    given = Filled(export(cycle=cycle.slug, by=by))
    keys = {entry: f"{entry.indicator.code}||{builders.measure_of(entry).code}|||" for entry in (first, second, third)}

    def place(entry: ProgressEntry, column: str) -> str:
        return given.cell(FIGURES, keys[entry], column).coordinate

    text = given.cell(PROGRESS, f"{first.indicator.code}|", "narrative_zh_hans").coordinate
    cells = [
        (FIGURES, place(first, "value"), 1234),
        (FIGURES, place(second, "state"), "暂无数据 Not available"),
        (FIGURES, place(third, "value"), "=600+34"),
        (FIGURES, place(third, "note_zh_hans"), "两次会议，\n各有签到表。"),
        (PROGRESS, text, "1234人参加。"),
    ]
    content, found = fill_in_calc(pipe, tmp_path, given.bytes(), cells)

    value, state = found[f"{FIGURES}!{place(first, 'value')}"], found[f"{FIGURES}!{place(second, 'state')}"]
    assert value == {"protected": True, "locked": False, "list": False}
    assert state["list"]
    assert found["visible"] == {
        "说明 Read me": True,
        FIGURES: True,
        PROGRESS: True,
        **dict.fromkeys((LISTS, MEMORY), False),
    }
    kept = load_workbook(io.BytesIO(content))
    assert kept[FIGURES].protection.sheet
    assert kept[MEMORY].sheet_state != "visible"
    assert kept[FIGURES][place(first, "code")].protection.locked
    assert not kept[FIGURES][place(first, "value")].protection.locked
    assert any(place(second, "state") in rule.sqref for rule in kept[FIGURES].data_validations.dataValidation)
    assert "never 0" in "".join(cell.comment.text for cell in kept[FIGURES][1] if cell.comment)

    preview = take_over(read_book(io.BytesIO(content)), by=by)
    assert problems(preview) == []
    assert {(change.key, change.column.key, change.old, change.new) for change in preview.changes} == {
        (keys[first], "value", "", "1234"),
        (keys[second], "state", "reported", "not_available"),
        (keys[third], "value", "", "634"),
        (keys[third], "note_zh_hans", "", "两次会议，\n各有签到表。"),
        (f"{first.indicator.code}|", "narrative_zh_hans", "230人参加。", "1234人参加。"),
    }
    assert {figure.entry: figure.value for figure in EntryFigure.objects.filter(entry__cycle=cycle)} == {
        first: 1234,
        second: None,
        third: 634,
    }
    assert look(read_book(io.BytesIO(content)), by=by).changes == []


def test_saved_in_libreoffice_without_a_change_nothing_changes(pipe: str, tmp_path: Path) -> None:
    """The portal's own content: long texts, figures of every kind, both languages; and texts that look like something else."""
    by = editor()
    entries = list(ProgressEntry.objects.filter(cycle__slug="som-2024-05"))
    for entry, text in zip(entries, STRANGE, strict=False):
        ProgressEntry.objects.filter(pk=entry.pk).update(narrative_en=text)
    content, _found = fill_in_calc(pipe, tmp_path, export(cycle="som-2024-05", by=by), [])
    preview = look(read_book(io.BytesIO(content)), by=by)
    assert [change.place for change in preview.changes] == []
    assert problems(preview) == []

"""A filled-in workbook comes back: what changes, what is in conflict, what is wrong; all of it or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from base.history import save_as
from base.text import Text
from knowledge.models import Unit
from results.enums import EntryState
from results.models import CountryProgress, EntryFigure, ProgressEntry
from results.services import reviewing
from results.services.figures import FigureInput, record_figures
from tests.cycle import builders
from tests.people import editor, focal_point, reviewer
from tests.workbooks.filling import COUNTRIES, FIGURES, PROGRESS, Filled, export, problems, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    return builders.entry(builders.cycle())


def key_of(entry: ProgressEntry) -> str:
    country = entry.country.iso3 if entry.country else ""
    return f"{entry.indicator.code}|{country}|{builders.measure_of(entry).code}|||"


def text_key(entry: ProgressEntry) -> str:
    return f"{entry.indicator.code}|{entry.country.iso3 if entry.country else ''}"


def workbook(entry: ProgressEntry, by: object = None) -> Filled:
    return Filled(export(cycle=entry.cycle.slug, by=by))


def test_what_was_not_touched_changes_nothing(entry: ProgressEntry) -> None:
    by = editor()
    preview = workbook(entry, by).take_over(by)
    assert (told(preview), problems(preview)) == ([], [])
    entry.refresh_from_db()
    assert entry.author is None


def test_changes_are_shown_then_written_then_nothing_is_left(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by)
    filled.fill(FIGURES, key_of(entry), value=1234, note_en="Counted twice.", note_zh_hans="清点两次。")
    filled.fill(PROGRESS, text_key(entry), narrative_en="1,234 people took part.", narrative_zh_hans="1234人参加。")
    preview = filled.look(by)
    assert sorted(told(preview)) == sorted(
        [
            (f"{FIGURES}!L2", "", "1234"),
            (f"{FIGURES}!Q2", "", "清点两次。"),
            (f"{FIGURES}!R2", "", "Counted twice."),
            (f"{PROGRESS}!G2", "230人参加。", "1234人参加。"),
            (f"{PROGRESS}!H2", "230 people took part.", "1,234 people took part."),
        ]
    )
    assert not EntryFigure.objects.filter(entry=entry).exists()
    assert len(filled.take_over(by).written) == 5
    figure = EntryFigure.objects.get(entry=entry)
    assert (figure.value, figure.note_zh_hans, figure.note_en) == (Decimal(1234), "清点两次。", "Counted twice.")
    entry.refresh_from_db()
    assert (entry.narrative_en, entry.author, entry.state) == ("1,234 people took part.", by, EntryState.DRAFT)
    assert entry.history.first().history_user == by
    versions = entry.history.count()
    assert told(filled.take_over(by)) == []
    assert entry.history.count() == versions


def test_a_conflict_keeps_what_is_stored_unless_the_workbook_is_taken(entry: ProgressEntry) -> None:
    by, other = editor(), editor(first_name="Aigul", last_name="Serik")
    filled = workbook(entry, by).fill(PROGRESS, text_key(entry), narrative_en="Mine.", narrative_zh_hans="我的。")
    entry.narrative_en = "Theirs."
    save_as(entry, by=other, reason="record")
    preview = filled.take_over(by)
    (conflict,) = preview.conflicts
    assert (conflict.original, conflict.old, conflict.new) == ("230 people took part.", "Theirs.", "Mine.")
    assert preview.notes[conflict.name].startswith("Aigul Serik, ")
    entry.refresh_from_db()
    assert (entry.narrative_en, entry.narrative_zh_hans) == ("Theirs.", "我的。")
    filled.take_over(by, taking=(conflict.name,))
    entry.refresh_from_db()
    assert entry.narrative_en == "Mine."
    assert filled.look(by).changes == []


def test_what_somebody_else_changed_stays_where_nothing_was_typed(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by).fill(PROGRESS, text_key(entry), narrative_en="Mine.")
    measure = builders.measure_of(entry)
    record_figures(entry=entry, figures=[FigureInput(measure=measure, value=Decimal(5))], by=editor())
    preview = filled.take_over(by)
    assert preview.conflicts == []
    assert EntryFigure.objects.get(entry=entry).value == 5


def test_one_bad_cell_and_nothing_is_written(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by).fill(PROGRESS, text_key(entry), narrative_en="Mine.").fill(FIGURES, key_of(entry), value=-3)
    preview = filled.take_over(by)
    assert problems(preview) == [f"{FIGURES}, row 2, column L (数值 Value): A count cannot be negative."]
    entry.refresh_from_db()
    assert entry.narrative_en == "230 people took part."


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("many", "“many” is not a number. Write it like 1,234.5 or 1234.5."),
        ("1,5", "“1,5” is not a number. Write it like 1,234.5 or 1234.5."),
        (1.23456, "This number has more than 4 decimals: 1.23456."),
        (10**17, "This number is too large."),
        (True, "This is a logical value, not a number."),
        ("#REF!", "This is the error of a formula, not a value."),
        (0.5, "This unit counts whole ones: enter a whole number."),
        (
            "=1+1",
            "This is a formula whose result is not in the file. Save the file in a spreadsheet program, or type the value.",
        ),
    ],
)
def test_a_bad_value_is_named_with_its_place(entry: ProgressEntry, value: object, reason: str) -> None:
    by = editor()
    filled = workbook(entry, by)
    cell = filled.cell(FIGURES, key_of(entry), "value")
    cell.value = value
    if value == "#REF!":
        cell.data_type = "e"
    assert problems(filled.look(by)) == [f"{FIGURES}, row 2, column L (数值 Value): {reason}"]


def test_a_date_is_no_number(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by)
    cell = filled.cell(FIGURES, key_of(entry), "value")
    cell.value, cell.number_format = date(2031, 5, 4), "yyyy-mm-dd"
    (problem,) = problems(filled.look(by))
    assert "This is a date, not a number." in problem


@pytest.mark.parametrize(("typed", "stored"), [("１，２３４", 1234), ("1,234", 1234), ("1 234", 1234), (" 7 ", 7), (1e3, 1000)])
def test_numbers_as_people_type_them(entry: ProgressEntry, typed: object, stored: int) -> None:
    by = editor()
    preview = workbook(entry, by).fill(FIGURES, key_of(entry), value=typed).take_over(by)
    assert problems(preview) == []
    assert EntryFigure.objects.get(entry=entry).value == stored


@pytest.mark.parametrize("label", ["不适用 Not applicable", "不适用", "not applicable", "not_applicable"])
def test_a_choice_is_understood_in_either_language(entry: ProgressEntry, label: str) -> None:
    by = editor()
    workbook(entry, by).fill(FIGURES, key_of(entry), state=label).take_over(by)
    assert EntryFigure.objects.get(entry=entry).state == "not_applicable"


def test_a_choice_that_is_not_offered(entry: ProgressEntry) -> None:
    by = editor()
    (problem,) = problems(workbook(entry, by).fill(FIGURES, key_of(entry), state="maybe").look(by))
    assert problem.startswith(
        f"{FIGURES}, row 2, column J (状态 State): “maybe” is not in the list of this cell: 已报告 Reported / "
    )


def test_rows_and_columns_that_do_not_belong(entry: ProgressEntry) -> None:
    by = editor()
    builders.entry(entry.cycle)
    filled = workbook(entry, by)
    page = filled.book[PROGRESS]
    page["A4"] = page["A2"].value
    page["A3"] = "NOBODY|"
    page["C5"] = "a new row"
    page["H1"] = "something else"
    found = problems(filled.look(by))
    assert f"{PROGRESS}, row 3: This row is no longer in the portal, or it is not yours to write." in found
    assert f"{PROGRESS}, row 4: This row stands here twice; the other is row 2." in found
    assert f"{PROGRESS}, row 5: This row was not exported. Rows cannot be added here." in found
    assert f"{PROGRESS}: The column “进展（英文） Progress (English)” is missing." in found
    assert any("was taken out. Put it back: rows cannot be deleted here." in each for each in found)


def test_sheets_that_do_not_belong(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by)
    filled.book.create_sheet("mine")
    del filled.book[PROGRESS]
    assert problems(filled.look(by)) == [
        "mine: No export has such a sheet. Take it out of the workbook.",
        f"{PROGRESS}: This sheet is missing.",
    ]


def test_a_locked_cell_is_not_written(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by).fill(FIGURES, key_of(entry), code="OTHER", numerator=3)
    assert problems(filled.look(by)) == [
        f"{FIGURES}, row 2, column B (编号 Code): Nothing can be typed here: the cell is locked, or the row is not yours to write.",
        f"{FIGURES}, row 2, column M (分子 Numerator): "
        "Nothing can be typed here: the cell is locked, or the row is not yours to write.",
    ]


def test_a_focal_point_writes_the_own_country_alone() -> None:
    cycle = builders.cycle()
    own, other = builders.members()
    indicator = builders.indicator(cycle, by_country=True)
    mine, theirs = (builders.entry(cycle, about=indicator, country=country) for country in (own, other))
    by = focal_point(country=own)
    whole = Filled(export(cycle=cycle.slug, by=editor()))
    whole.fill(PROGRESS, text_key(theirs), narrative_en="Forged.")
    preview = whole.take_over(by)
    assert f"{PROGRESS}, row 3: This row is no longer in the portal, or it is not yours to write." in problems(preview)
    assert not any("230" in each for each in problems(preview))
    theirs.refresh_from_db()
    assert theirs.narrative_en == "230 people took part."
    own_book = Filled(export(cycle=cycle.slug, by=by)).fill(PROGRESS, text_key(mine), narrative_en="Ours.")
    assert problems(own_book.take_over(by)) == []
    mine.refresh_from_db()
    assert (mine.narrative_en, mine.author) == ("Ours.", by)


def test_the_progress_of_a_country_is_written() -> None:
    cycle = builders.cycle()
    (own,) = builders.members(1)
    told_before = builders.country_progress(cycle, own)
    by = focal_point(country=own)
    filled = Filled(export(cycle=cycle.slug, by=by))
    key = f"{told_before.theme.slug}|{own.iso3}"
    filled.fill(
        COUNTRIES, key, summary_en="Two laws.", summary_zh_hans="两部法律。", challenges_en="Money", challenges_zh_hans="资金"
    )
    assert problems(filled.take_over(by)) == []
    stored = CountryProgress.objects.get(pk=told_before.pk)
    assert (stored.summary_en, stored.challenges_zh_hans, stored.author) == ("Two laws.", "资金", by)


def test_a_reference_to_nothing_is_a_problem_of_its_cell(entry: ProgressEntry) -> None:
    by = editor()
    filled = workbook(entry, by).fill(PROGRESS, text_key(entry), narrative_en="There were {{ NOTHING:x@2031 }} of them.")
    (problem,) = problems(filled.look(by))
    assert problem.startswith(f"{PROGRESS}, row 2, column H (进展（英文） Progress (English)): ")


def test_warnings_come_after_the_changes(entry: ProgressEntry) -> None:
    by = editor()
    preview = workbook(entry, by).fill(PROGRESS, text_key(entry), narrative_en="231 people took part.").look(by)
    assert any("230" in warning and "231" in warning for warning in preview.warnings)


def test_a_share_is_worked_out_from_its_parts() -> None:
    cycle = builders.cycle()
    entry = builders.entry(cycle, about=builders.indicator(cycle, value_kind="percentage"))
    measure = builders.measure_of(entry)
    measure.unit = Unit.objects.get(slug="percent")
    measure.save()
    by = editor()
    filled = workbook(entry, by).fill(FIGURES, key_of(entry), numerator=1, denominator=3)
    assert problems(filled.take_over(by)) == []
    assert EntryFigure.objects.get(entry=entry).value == Decimal("33.3333")
    assert filled.look(by).changes == []
    again = workbook(entry, by)
    cell = again.cell(FIGURES, key_of(entry), "value")
    cell.value, cell.number_format = 0.33, "0%"
    again.take_over(by)
    assert EntryFigure.objects.get(entry=entry).value == 33


def test_an_approved_figure_is_not_emptied(entry: ProgressEntry) -> None:
    by, other = editor(), reviewer()
    record_figures(entry=entry, figures=[FigureInput(measure=builders.measure_of(entry), value=Decimal(5))], by=by)
    ProgressEntry.objects.filter(pk=entry.pk).update(state=EntryState.SUBMITTED)
    entry.refresh_from_db()
    reviewing.approve(entry=entry, by=other)
    filled = workbook(entry, by).fill(FIGURES, key_of(entry), value=None)
    (problem,) = problems(filled.look(by))
    assert "A figure that was approved cannot be emptied." in problem
    filled = workbook(entry, by).fill(
        FIGURES, key_of(entry), value=6, correction_reason_en="A list was late.", correction_reason_zh_hans="名单晚到。"
    )
    assert problems(filled.take_over(by)) == []
    figure = EntryFigure.objects.get(entry=entry)
    assert (figure.value, figure.correction_reason_en) == (6, "A list was late.")
    assert Text(zh=figure.correction_reason_zh_hans) == Text(zh="名单晚到。")

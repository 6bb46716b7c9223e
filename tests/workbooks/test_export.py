"""What a cycle's workbook holds: every cell asked for, filled in, protected, explained, and nobody else's rows."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base.workbooks.writing import LISTS, MEMORY, write_book
from knowledge.models import Country
from results.models import ProgressEntry, ReportingCycle
from results.workbooks.cycle_kind import CycleWorkbook
from tests.cycle import builders
from tests.people import editor, focal_point, person, reviewer
from tests.workbooks.filling import COUNTRIES, FIGURES, PROGRESS, Filled, export

pytestmark = pytest.mark.django_db
CYCLE = "som-2024-05"


def test_every_cell_of_the_content_stands_in_it_filled_in() -> None:
    filled = Filled(export(cycle=CYCLE, by=editor()))
    assert filled.book.sheetnames == ["说明 Read me", FIGURES, PROGRESS, COUNTRIES, LISTS, MEMORY]
    keys = filled.keys(FIGURES)
    assert [key for key in keys if key.startswith("HRF-03|")] == [
        "HRF-03||participations|||",
        "HRF-03||participations|female||",
        "HRF-03||participations|male||",
        "HRF-03||persons|||",
        "HRF-03||persons|female||",
        "HRF-03||persons|male||",
        "HRF-03||share-of-women|||",
    ]
    entry = ProgressEntry.objects.get(cycle__slug=CYCLE, indicator__code="HRF-03", country=None)
    row = filled.row_values(FIGURES, "HRF-03||participations|||")
    assert row["code"] == "HRF-03"
    assert row["indicator"] == f"{entry.indicator.name_zh_hans}\n{entry.indicator.name_en}"
    assert row["approved"] == "230人次\n230 participations"
    assert (row["state"], row["value"]) == ("已报告 Reported", 230)
    narrative = filled.row_values(PROGRESS, "HRF-03|")
    assert narrative["narrative_en"] == entry.narrative_en.strip()
    assert narrative["narrative_zh_hans"] == entry.narrative_zh_hans.strip()
    assert len(filled.keys(COUNTRIES)) == 18


def test_what_is_approved_before_stands_beside_it() -> None:
    earlier, now = builders.cycle(), builders.cycle()
    indicator = builders.indicator(now)
    builders.entry(earlier, about=indicator, state="approved")
    earlier.sector = now.sector
    earlier.period_start, earlier.period_end = "2030-01-01", "2030-06-30"
    earlier.save()
    builders.entry(now, about=indicator)
    row = Filled(export(cycle=now.slug)).row_values(PROGRESS, f"{indicator.code}|")
    assert (row["previous_zh_hans"], row["previous_en"]) == ("230人参加。", "230 people took part.")


def test_only_what_is_to_be_filled_in_can_be_typed_in() -> None:
    filled = Filled(export(cycle=CYCLE, by=editor()))
    key = "HRF-03||share-of-women|||"
    open_cells = {
        name for sheet, name in filled.columns if sheet == FIGURES and not filled.cell(FIGURES, key, name).protection.locked
    }
    corrected = {"correction_reason_zh_hans", "correction_reason_en"}
    common = {"state", "operator", "value", "note_zh_hans", "note_en"}
    assert open_cells - corrected == common | {"numerator", "denominator"}
    for page in filled.book.worksheets:
        assert page.protection.sheet
        assert page.protection.password is None
    assert [filled.book[name].sheet_state for name in (LISTS, MEMORY)] == ["veryHidden", "veryHidden"]


def test_drop_downs_and_definitions() -> None:
    filled = Filled(export(cycle=CYCLE, by=editor()))
    page = filled.book[FIGURES]
    cell = filled.cell(FIGURES, "HRF-03||participations|||", "state")
    (rule,) = [each for each in page.data_validations.dataValidation if cell.coordinate in each.sqref]
    place = rule.formula1.partition("!")[2].replace("$", "")
    assert [row[0].value for row in filled.book[LISTS][place]] == [
        "已报告 Reported",
        "暂无数据 Not available",
        "不适用 Not applicable",
        "待定（#） To be set (#)",
    ]
    head = next(cell for cell in page[1] if cell.value == filled.columns[(FIGURES, "state")])
    assert "A figure that is not there is never 0" in head.comment.text
    assert "没有的数据绝不填0" in head.comment.text
    definition = filled.cell(FIGURES, "HRF-03||participations|||", "indicator").comment.text
    assert "Kind of value: Number" in definition
    assert page.freeze_panes == "D2"
    assert (page.print_title_rows, page.page_setup.orientation, page.page_setup.fitToWidth) == ("$1:$1", "landscape", 1)


def test_the_steps_of_a_scale_are_chosen() -> None:
    cycle = builders.cycle()
    indicator = builders.indicator(cycle, value_kind="scale", period_aggregation="latest", country_aggregation="none")
    indicator.scale.create(code="draft", rank=1, name_en="Draft law", name_zh_hans="法律草案")
    indicator.scale.create(code="law", rank=2, name_en="Law in force", name_zh_hans="法律生效")
    builders.entry(cycle, about=indicator)
    filled = Filled(export(cycle=cycle.slug))
    cell = filled.cell(FIGURES, filled.keys(FIGURES)[0], "value")
    (rule,) = [each for each in filled.book[FIGURES].data_validations.dataValidation if cell.coordinate in each.sqref]
    place = rule.formula1.partition("!")[2].replace("$", "")
    assert [row[0].value for row in filled.book[LISTS][place]] == ["法律草案 Draft law", "法律生效 Law in force"]


def test_a_focal_point_gets_the_own_country_alone_whatever_is_asked_for() -> None:
    cycle = builders.cycle()
    own, other = builders.members()
    indicator = builders.indicator(cycle, by_country=True)
    for country in (own, other, None):
        builders.entry(cycle, about=indicator, country=country)
        builders.country_progress(cycle, country)
    by = focal_point(country=own)
    filled = Filled(export(cycle=cycle.slug, country=other.iso3, by=by))
    assert filled.keys(PROGRESS) == [f"{indicator.code}|{own.iso3}"]
    assert [key.split("|")[1] for key in filled.keys(COUNTRIES)] == [own.iso3]
    assert {key.split("|")[1] for key in filled.keys(FIGURES)} == {own.iso3}
    with pytest.raises(PermissionDenied):
        export(cycle=cycle.slug, by=focal_point(country=None))
    with pytest.raises(PermissionDenied):
        export(cycle=cycle.slug, by=person())


def test_a_reviewer_reads_and_a_closed_cycle_is_locked() -> None:
    cycle = builders.cycle()
    entry = builders.entry(cycle)
    key = f"{entry.indicator.code}|"
    assert Filled(export(cycle=cycle.slug, by=reviewer())).cell(PROGRESS, key, "narrative_en").protection.locked
    assert not Filled(export(cycle=cycle.slug, by=editor())).cell(PROGRESS, key, "narrative_en").protection.locked
    ReportingCycle.objects.filter(pk=cycle.pk).update(is_open=False)
    assert Filled(export(cycle=cycle.slug, by=editor())).cell(PROGRESS, key, "narrative_en").protection.locked


def test_a_framework_or_a_pillar_narrows_it() -> None:
    cycle = builders.cycle()
    mine, other = builders.indicator(cycle), builders.indicator(cycle)
    builders.entry(cycle, about=mine)
    builders.entry(cycle, about=other)
    stray = builders.entry(cycle, about=builders.builders.indicator())
    placement = builders.placement(mine)
    pillar, framework = placement.result.theme, placement.framework
    by_framework = Filled(export(cycle=cycle.slug, framework=framework.slug))
    assert sorted(by_framework.keys(PROGRESS)) == sorted([f"{mine.code}|", f"{other.code}|"])
    by_theme = Filled(export(cycle=cycle.slug, theme=pillar.slug))
    assert sorted(by_theme.keys(PROGRESS)) == sorted([f"{mine.code}|", f"{other.code}|"])
    assert f"{stray.indicator.code}|" in Filled(export(cycle=cycle.slug)).keys(PROGRESS)


def test_the_first_page_says_by_when_and_by_whom() -> None:
    cycle = builders.cycle()
    entry = builders.entry(cycle)
    entry.assignee = editor(first_name="Aigul", last_name="Serik")
    entry.save()
    page = Filled(export(cycle=cycle.slug)).book["说明 Read me"]
    lines = [(row[0].value, row[1].value) for row in page.iter_rows()]
    assert lines[0] == (cycle.title_zh_hans, cycle.title_en)
    assert ("期间：2031年上半年", "Period: H1 2031") in lines
    assert ("填报人：Aigul Serik", "To be written by: Aigul Serik") in lines
    assert any(english.startswith("Input: by ") for _chinese, english in lines)


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    cycle = builders.cycle()
    entry = builders.entry(cycle)
    ProgressEntry.objects.filter(pk=entry.pk).update(narrative_en="=1+1", narrative_zh_hans="@SUM(A1)")
    filled = Filled(export(cycle=cycle.slug))
    cell = filled.cell(PROGRESS, f"{entry.indicator.code}|", "narrative_en")
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_more_entries_ask_no_more_queries() -> None:
    small, large = builders.cycle(), builders.cycle()
    builders.entry(small)
    countries = list(Country.objects.filter(is_member=True)[:5])
    for _number in range(3):
        indicator = builders.indicator(large, by_country=True)
        for country in countries:
            builders.entry(large, about=indicator, country=country)
    kind = CycleWorkbook()
    counts = []
    for cycle in (small, large):
        with CaptureQueriesContext(connection) as asked:
            write_book(kind.book({"cycle": cycle.slug}, None))
        counts.append(len(asked))
    assert counts[0] == counts[1]

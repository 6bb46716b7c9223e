"""Frameworks and observations as tables: out, changed, in again; new rows by their natural keys."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from base.workbooks.shapes import natural_key
from results.models import (
    Edition,
    Framework,
    FrameworkLevel,
    FrameworkVersion,
    Indicator,
    IndicatorPlacement,
    Observation,
    ProgressReport,
    Restatement,
    Result,
)
from tests.pages import builders
from tests.people import editor, focal_point, reviewer
from tests.reports.reading import SLUG
from tests.workbooks.filling import Filled, export, problems, told

pytestmark = pytest.mark.django_db
FRAMEWORKS, LEVELS, RESULTS = "框架 Frameworks", "层级 Levels", "成果 Results"
INDICATORS, PLACEMENTS, RISKS = "指标 Indicators", "列示 Placements", "风险与假设 Risks"
OBSERVATIONS = "数据 Observations"


def new_row(filled: Filled, sheet: str, **values: object) -> None:
    """Write into the first empty row."""
    page = filled.book[sheet]
    number = next(row for row in range(2, 100_000) if page.cell(row, 2).value is None)
    for column, value in values.items():
        letter = next(cell.column_letter for cell in page[1] if cell.value == filled.columns[(sheet, column)])
        page[f"{letter}{number}"].value = value


def test_every_record_of_the_content_is_in_it_and_nothing_changes() -> None:
    for kind in ("frameworks", "observations"):
        filled = Filled(export(kind))
        preview = filled.take_over(None)
        assert (told(preview), problems(preview)) == ([], [])
    assert len(filled.keys(OBSERVATIONS)) == Observation.objects.count()
    assert "HRF-03|participations|actual|2023-07-01|2024-06-30||||" in filled.keys(OBSERVATIONS)


def test_texts_choices_days_and_lists_are_changed() -> None:
    framework = builders.framework(years=[2020, 2023])
    result = builders.result(framework)
    indicator = builders.placed_indicator(result)
    by = editor()
    filled = Filled(export("frameworks", by=by))
    filled.fill(FRAMEWORKS, framework.slug, title_en="Renamed", adopted_on=date(2031, 5, 4), progress_years="2020, 2023, 2026")
    filled.fill(RESULTS, f"{framework.slug}|{result.code}", statement_zh_hans="新的陈述", theme=None, order=7)
    filled.fill(INDICATORS, indicator.code, by_sex="是", direction="down")
    filled.fill(RISKS, f"{framework.slug}|{result.code}|risk|0", text_en="A new risk")
    preview = filled.take_over(by)
    assert problems(preview) == []
    for record in (framework, result, indicator):
        record.refresh_from_db()
    assert (framework.title_en, framework.adopted_on, framework.progress_years) == (
        "Renamed",
        date(2031, 5, 4),
        [2020, 2023, 2026],
    )
    assert (result.statement_zh_hans, result.order, indicator.by_sex, indicator.direction) == ("新的陈述", 7, True, "down")
    newest = framework.history.first()
    assert (newest.history_user, newest.history_change_reason) == (by, "import_workbook")
    assert filled.take_over(by).changes == []


def test_new_records_are_made_in_order_and_the_same_file_twice_changes_nothing() -> None:
    filled = Filled(export("frameworks"))
    new_row(filled, FRAMEWORKS, slug="new", title_en="New", title_zh_hans="新框架", baseline_year=2030)
    new_row(filled, LEVELS, framework__slug="new", code="goal", name_en="Goal", name_zh_hans="目标")
    new_row(
        filled,
        RESULTS,
        framework__slug="new",
        code="R1",
        level="new|goal",
        statement_en="A result",
        statement_zh_hans="一项成果",
    )
    new_row(filled, INDICATORS, code="NEW-1", name_en="An indicator", name_zh_hans="一项指标")
    new_row(filled, PLACEMENTS, framework__slug="new", code="1", result="new|R1", indicator="NEW-1")
    preview = filled.take_over(None)
    assert problems(preview) == []
    placement = IndicatorPlacement.objects.get(framework__slug="new")
    assert (placement.result.level, placement.indicator) == (
        FrameworkLevel.objects.get(code="goal", framework__slug="new"),
        Indicator.objects.get(code="NEW-1"),
    )
    assert placement.history.get().history_user is None
    assert filled.take_over(None).changes == []


def test_a_new_record_that_is_wrong_is_named_by_its_cell_and_nothing_is_written() -> None:
    framework = builders.framework()
    filled = Filled(export("frameworks"))
    filled.fill(FRAMEWORKS, framework.slug, title_en="Renamed", progress_years="2023, 2020")
    new_row(filled, LEVELS, framework__slug="nowhere", code="goal", name_en="Goal", name_zh_hans="目标")
    new_row(filled, RESULTS, framework__slug=framework.slug, code="R9", statement_en="No level", statement_zh_hans="没有层级")
    found = problems(filled.take_over(None))
    assert len(found) == 3
    assert "Write the years as an ascending list, for example [2020, 2023]." in found[0]
    assert found[1].startswith(f"{LEVELS}, row ")
    assert "There is no results framework “nowhere”." in found[1]
    assert found[2].startswith(f"{RESULTS}, row ")
    assert "column D" in found[2]
    framework.refresh_from_db()
    assert framework.title_en != "Renamed"
    assert not Result.objects.filter(code="R9").exists()


def test_a_row_taken_out_is_asked_back_and_deletes_nothing() -> None:
    framework = builders.framework()
    filled = Filled(export("frameworks"))
    page = filled.book[FRAMEWORKS]
    for row in page.iter_rows():
        if row[0].value == framework.slug:
            for cell in row:
                cell.value = None
    assert problems(filled.take_over(None)) == [
        f"{FRAMEWORKS}: The row “{framework.slug}” was taken out. Put it back: rows cannot be deleted here."
    ]
    assert Framework.objects.filter(pk=framework.pk).exists()


def test_indicators_of_a_confirmed_framework_change_by_versions_alone() -> None:
    framework = builders.framework()
    indicator = builders.placed_indicator(builders.result(framework))
    FrameworkVersion.objects.create(framework=framework, number=1, state="confirmed")
    placement = IndicatorPlacement.objects.get(indicator=indicator)
    filled = Filled(export("frameworks"))
    filled.fill(PLACEMENTS, f"{framework.slug}|{placement.code}|", wording_en="Other words", wording_zh_hans="其他措辞")
    (problem,) = problems(filled.take_over(None))
    assert "The indicators of this framework change by its versions" in problem


def test_an_observation_is_corrected_with_its_reason() -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    measure = indicator.measures.get()
    observation = Observation.objects.get(measure=measure, kind="actual")
    by = editor()
    filled = Filled(export("observations", by=by))
    key = f"{indicator.code}|{measure.code}|actual|2031-01-01|2031-12-31||||"
    filled.fill(OBSERVATIONS, key, value=1235, reason_en="A late list.", reason_zh_hans="名单晚到。")
    preview = filled.take_over(by)
    assert (problems(preview), [(change.old, change.new) for change in preview.changes]) == ([], [("1234", "1235")])
    observation.refresh_from_db()
    assert (observation.value, observation.history.first().history_change_reason) == (1235, "A late list.")
    assert filled.take_over(by).changes == []


def test_a_new_observation_with_lists_for_its_key() -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    measure = indicator.measures.get()
    filled = Filled(export("observations"))
    page = filled.book[OBSERVATIONS]
    new_row(
        filled,
        OBSERVATIONS,
        measure__indicator__code=indicator.code,
        measure__code=measure.code,
        kind="目标值",
        period_start=date(2032, 1, 1),
        period_end="2032-12-31",
        country__iso3="哈萨克斯坦 Kazakhstan",
        state="reported",
        value="2,000",
    )
    assert page.data_validations.dataValidation
    assert problems(filled.take_over(None)) == []
    made = Observation.objects.get(measure=measure, kind="target")
    assert (made.country.iso3, made.value, made.period_end) == ("KAZ", Decimal(2000), date(2032, 12, 31))
    assert made.history.get().history_change_reason == "import_workbook"
    assert filled.take_over(None).changes == []


def test_a_wrong_observation_is_refused() -> None:
    filled = Filled(export("observations"))
    key = "HRF-03|participations|actual|2023-07-01|2024-06-30||||"
    (problem,) = problems(filled.fill(OBSERVATIONS, key, value=-1).take_over(None))
    assert "A count cannot be negative." in problem
    assert not Restatement.objects.exists()


@pytest.mark.parametrize("who", [focal_point, reviewer])
def test_who_may_not_bring_in_tables(who: object) -> None:
    with pytest.raises(PermissionDenied):
        Filled(export("frameworks")).look(who())


def test_a_published_figure_is_restated_by_somebody_who_says_why() -> None:
    report = ProgressReport.objects.select_related("cycle").get(slug=SLUG)
    figure = Observation.objects.create(
        measure=report.framework.placements.order_by("pk").first().indicator.measures.first(),
        kind="actual",
        period_start=report.cycle.period_end - timedelta(days=3),
        period_end=report.cycle.period_end,
        value=Decimal(230),
    )
    edition = Edition(report=report, language="en", number=901, state="done", sha256="ab" * 32, size=9, pages=1)
    edition.snapshot, edition.finished_at, edition.published_at = {"report": {}}, timezone.now(), timezone.now()
    edition.file.name = "nothing.pdf"
    edition.save()
    by = editor()
    filled = Filled(export("observations", by=by)).fill(OBSERVATIONS, natural_key(figure), value=187)
    (problem,) = problems(filled.take_over(None))
    assert "This figure was published: somebody has to be named who corrects it." in problem
    (problem,) = problems(filled.take_over(by))
    assert "This figure was published. Say in both languages why it is corrected." in problem
    filled.fill(OBSERVATIONS, natural_key(figure), reason_en="Counted twice.", reason_zh_hans="重复统计。")
    assert problems(filled.take_over(by)) == []
    made = Restatement.objects.get(observation=figure)
    assert (made.old, made.new, made.reason_zh_hans, made.made_by) == ({"value": "230.0000"}, {"value": "187"}, "重复统计。", by)
    assert list(made.editions.all()) == [edition]
    assert filled.take_over(by).changes == []

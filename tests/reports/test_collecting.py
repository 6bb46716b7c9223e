"""From the database to the content of a report."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import GlossaryTerm
from results.enums import EntryState, ObservationKind, ValueState
from results.models import (
    Challenge,
    CountryProgress,
    Indicator,
    IndicatorPlacement,
    Measure,
    Observation,
    ProgressEntry,
    ProgressReport,
)
from results.reports.collect import collect_report
from results.reports.content import CountryProgressTable, ResultsTable
from tests.reports.reading import SLUG
from workplans.models import Activity, Deliverable, DeliverablePart, Objective


def queries() -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        collect_report(SLUG)
    return len(asked)


def drawn_in(key: str) -> object:
    content, _gaps = collect_report(SLUG)
    return next(section.drawn for section in content.sections if section.key == key)


def test_asks_as_often_however_much_there_is(report: ProgressReport) -> None:
    queries()  # reads the glossary, which the process keeps while it stays as it is
    before = queries()
    plan, cycle = report.work_plan, report.cycle
    area = plan.objectives.first().area
    placement = report.framework.placements.first()
    unit = Measure.objects.first().unit
    for number in range(50, 60):
        names = {"title_en": f"More {number}", "title_zh_hans": f"更多{number}"}
        objective = Objective.objects.create(plan=plan, number=number, area=area, **names)
        Activity.objects.create(objective=objective, number=1, **names)
        deliverable = Deliverable.objects.create(
            plan=plan, number=number, due_year=2025, due_quarter=1, action_asked="approval", **names
        )
        DeliverablePart.objects.create(deliverable=deliverable, order=1, **names)
        Challenge.objects.create(cycle=cycle, number=number, owner=plan.body, **names)
        indicator = Indicator.objects.create(code=f"MORE-{number}", name_en=f"More {number}", name_zh_hans=f"更多{number}")
        IndicatorPlacement.objects.create(
            framework=report.framework, result=placement.result, indicator=indicator, code=f"MORE-{number}"
        )
        measure = Measure.objects.create(indicator=indicator, code="m", name_en="m", name_zh_hans="m", unit=unit)
        Observation.objects.create(
            measure=measure, kind=ObservationKind.ACTUAL, period_start=cycle.period_start, period_end=cycle.period_end, value=number
        )
        ProgressEntry.objects.create(cycle=cycle, indicator=indicator, narrative_en="n", narrative_zh_hans="n")
    assert queries() == before
    assert before <= 24  # four of them for the glossary and the live figures


def test_a_text_that_lacks_a_language_is_told_once(report: ProgressReport) -> None:
    entry = ProgressEntry.objects.get(cycle=report.cycle, indicator__code="HRF-03")
    ProgressEntry.objects.filter(pk=entry.pk).update(narrative_en="")
    Objective.objects.filter(plan=report.work_plan, number=1).update(title_zh_hans=" ")
    _content, gaps = collect_report(SLUG)
    told = {(gap.as_json()["model"], gap.field, gap.languages) for gap in gaps}
    assert told == {("results.progressentry", "narrative", ("en",)), ("workplans.objective", "title", ("zh-hans",))}
    assert len(gaps) == 2


def test_abbreviations_are_those_that_occur(report: ProgressReport) -> None:
    GlossaryTerm.objects.create(slug="t1", term_en="Zulu", term_zh_hans="祖鲁", abbreviation="ZULU")
    GlossaryTerm.objects.create(slug="t2", term_en="Never", term_zh_hans="从不", abbreviation="ZUL")
    ProgressEntry.objects.filter(cycle=report.cycle, indicator__code="HRF-03").update(narrative_zh_hans="由ZULU执行")
    content, _gaps = collect_report(SLUG)
    found = {each.short: each.languages for each in content.abbreviations}
    assert found["ZULU"] == ("zh-hans",)
    assert "ZUL" not in found
    assert found["WGH"] == ("zh-hans", "en")
    assert list(found) == sorted(found, key=str.casefold)


def test_a_figure_that_is_not_there_is_no_zero_and_one_to_be_set_is_no_progress(report: ProgressReport) -> None:
    placement = report.framework.placements.get(code="HRF-03")
    measure = placement.indicator.measures.first()
    measure.observations.all().delete()
    period = {"period_start": report.cycle.period_start, "period_end": report.cycle.period_end}
    Observation.objects.create(measure=measure, kind=ObservationKind.BASELINE, state=ValueState.NOT_AVAILABLE, **period)
    Observation.objects.create(measure=measure, kind=ObservationKind.ACTUAL, state=ValueState.TO_BE_SET, **period)
    table = drawn_in("results-framework")
    assert isinstance(table, ResultsTable)
    row = next(row for group in table.groups for row in group.indicators if row.code == "HRF-03")
    assert "not available" in [figure.written.en for figure in row.baseline]
    assert "#" not in [figure.written.en for figure in row.figures]


def test_progress_of_other_periods_is_left_out(report: ProgressReport) -> None:
    measure = report.framework.placements.get(code="HRF-03").indicator.measures.first()
    later = report.cycle.period_end.replace(year=report.cycle.period_end.year + 1)
    Observation.objects.create(
        measure=measure, kind=ObservationKind.ACTUAL, period_start=report.cycle.period_start, period_end=later, value=Decimal(777)
    )
    assert "777" not in str(drawn_in("results-framework"))


def test_the_region_comes_before_its_countries(report: ProgressReport) -> None:
    table = drawn_in("wgh-meeting")
    assert isinstance(table, CountryProgressTable)
    assert len(table.themes) == 6
    for theme in table.themes:
        assert not theme.entries[0].country
        assert all(entry.country for entry in theme.entries[1:])
    assert sum(len(theme.entries) for theme in table.themes) == CountryProgress.objects.filter(cycle=report.cycle).count()


def test_unapproved_progress_is_named(report: ProgressReport) -> None:
    assert collect_report(SLUG)[0].unapproved == ()
    ProgressEntry.objects.filter(cycle=report.cycle, indicator__code__in=["HRF-03", "HRF-01"]).update(state=EntryState.RETURNED)
    unapproved = collect_report(SLUG)[0].unapproved
    codes = Indicator.objects.filter(entries__cycle=report.cycle, entries__state=EntryState.RETURNED).values_list("code", flat=True)
    assert unapproved == tuple(sorted(codes))
    assert len(unapproved) == 2


def test_a_report_without_framework_and_plan_is_still_one(report: ProgressReport) -> None:
    report.framework = report.work_plan = None
    report.save()
    content, gaps = collect_report(SLUG)
    assert gaps == []
    drawn = {section.key: section.drawn for section in content.sections}
    assert drawn["results-framework"] is drawn["work-plan"] is drawn["deliverables"] is None


def test_an_unknown_report_is_refused(db: None) -> None:
    with pytest.raises(ProgressReport.DoesNotExist):
        collect_report("nothing-of-the-kind")

"""A plan's annual summary, from the database to the content of a report: exact figures, and nothing that nobody accepted."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from base.text import Text
from results.enums import Block
from results.models import ProgressReport, ReportingCycle, ReportSection
from results.reports.collect import collect_report
from results.selectors.number_findings import findings_for_report
from results.selectors.unapproved import unapproved_in
from workplans.enums import ActivityState, EvaluationState, Outcome
from workplans.models import Activity, Area, Decision, Evaluation, Problem, StateChange, WorkPlan

pytestmark = pytest.mark.django_db
SLUG = "sample-projects-2025"


@pytest.fixture
def report() -> ProgressReport:
    return ProgressReport.objects.get(slug=SLUG)


def drawn(key: str) -> object:
    content, _gaps = collect_report(SLUG)
    return next(section.drawn for section in content.sections if section.key == key)


def activity(number: int) -> Activity:
    return Activity.objects.get(plan__slug="sample-projects", number=number)


def evaluation(number: int, end: date = date(2025, 12, 31)) -> Evaluation:
    return Evaluation.objects.get(activity=activity(number), round__period_end=end)


def told(number: int) -> object:
    areas = drawn("activities").areas
    return next(each for area in areas for each in area.activities if each.code == str(number))


# What a report tells ------------------------------------------------------------------------------------------------------
def test_a_report_tells_a_cycle_or_a_plan_in_a_period(report: ProgressReport) -> None:
    report.full_clean()
    assert report.span == (date(2025, 1, 1), date(2025, 12, 31))
    for wrong in (
        {"cycle": ReportingCycle.objects.first()},
        {"work_plan": None},
        {"period_start": None},
        {"period_end": None},
        {"period_end": date(2024, 12, 31)},
    ):
        changed = ProgressReport.objects.get(pk=report.pk)
        for name, value in wrong.items():
            setattr(changed, name, value)
        with pytest.raises(ValidationError):
            changed.full_clean()
        with pytest.raises(IntegrityError, match="report_tells_a_cycle_or_a_plan"), transaction.atomic():
            changed.save()


def test_reports_are_in_the_order_of_what_they_tell() -> None:
    assert list(ProgressReport.objects.values_list("slug", flat=True)) == [SLUG, "health-som-2024"]


@pytest.mark.parametrize("block", [Block.CHALLENGES, Block.RESULTS_TABLE, Block.COUNTRY_PROGRESS])
def test_what_is_drawn_from_a_cycle_is_refused_without_one(block: Block, report: ProgressReport) -> None:
    section = report.sections.get(key="overview")
    section.block = block
    with pytest.raises(ValidationError, match="drawn from a reporting cycle"):
        section.full_clean()
    ReportSection.objects.filter(pk=section.pk).update(block=block)  # and where it is there all the same, nothing is drawn
    assert drawn("overview") is None


# Where activities stand ---------------------------------------------------------------------------------------------------
def test_counts_areas_by_state() -> None:
    table = drawn("overview")
    assert table.word == Text("领域", "Field")
    assert [state.en for state in table.states] == ["intended", "committed", "under way", "done", "dropped"]
    assert [(area.area.en, area.counts) for area in table.areas] == [
        ("Training and exchange", (1, 1, 1, 0, 0)),
        ("Prevention and control of infectious diseases", (1, 1, 1, 0, 0)),
        ("Medical services", (0, 0, 1, 0, 1)),
    ]
    assert table.totals == (2, 2, 3, 0, 1)
    assert [(bar.label.en, bar.value) for bar in drawn("states").bars] == [
        ("intended", 2),
        ("committed", 2),
        ("under way", 3),
        ("dropped", 1),
    ]


def test_a_step_after_the_period_changes_nothing_in_it() -> None:
    moved = activity(7)
    Activity.objects.filter(pk=moved.pk).update(state=ActivityState.DONE)
    StateChange.objects.create(activity=moved, from_state="under_way", to_state="done", changed_on=date(2026, 1, 5))
    assert told(7).state.en == "under way"
    assert drawn("overview").totals == (2, 2, 3, 0, 1)
    assert [row.code for row in drawn("changes").rows] == ["1", "1", "8"]


def test_a_step_on_the_last_day_is_in_the_period() -> None:
    StateChange.objects.create(activity=activity(7), from_state="under_way", to_state="done", changed_on=date(2025, 12, 31))
    assert told(7).state.en == "done"
    assert drawn("overview").totals == (2, 2, 2, 1, 1)


def test_changes_of_state_in_order_with_their_reasons() -> None:
    rows = drawn("changes").rows
    assert [(row.code, row.day.en, row.before.en, row.after.en) for row in rows] == [
        ("1", "20 January 2025", "intended", "committed"),
        ("1", "3 March 2025", "committed", "under way"),
        ("8", "15 September 2025", "committed", "dropped"),
    ]
    assert rows[2].reason == Text("合作医院选用了其他平台。", "The partner hospital chose another platform.")


# Evaluations --------------------------------------------------------------------------------------------------------------
def test_tells_what_was_accepted_round_by_round() -> None:
    row = told(4)
    assert [each.round.en for each in row.evaluations] == ["Evaluation for H1 2025", "Evaluation for H2 2025"]
    assert row.evaluations[0].progress.zh == "首期实验室培训班6月结束，参训41人次。"
    assert [lead.en for lead in row.leads] == ["[Sample] A centre for disease control (example)"]
    assert len(told(8).evaluations) == 1  # dropped before the second round


@pytest.mark.parametrize("state", [state for state in EvaluationState if state != EvaluationState.ACCEPTED])
def test_what_nobody_accepted_is_left_out_and_named(state: EvaluationState, report: ProgressReport) -> None:
    waiting = evaluation(7)
    waiting.history.all().delete()  # it never was accepted
    waiting.state, waiting.progress_en, waiting.progress_zh_hans = state, "Secret so far", "尚不公开"
    waiting.save()
    content, _gaps = collect_report(SLUG)
    assert "Secret so far" not in repr(content)
    assert "尚不公开" not in repr(content)
    assert told(7).evaluations[1].progress == Text()
    assert content.unapproved == ("7 · 2025-12-31",)
    assert unapproved_in(report) == ["7 · 2025-12-31"]


def test_while_it_is_written_again_what_was_accepted_stands(report: ProgressReport) -> None:
    again = evaluation(7)
    again.state, again.progress_en = EvaluationState.DRAFT, "Secret so far"
    again.save()
    assert told(7).evaluations[1].progress.en == "A further 330 operations were carried out by November, 480 in all."
    assert unapproved_in(report) == ["7 · 2025-12-31"]


def test_rounds_of_other_years_are_not_told(report: ProgressReport) -> None:
    report.period_end = date(2025, 12, 30)
    report.save()
    assert [each.round.en for each in told(1).evaluations] == ["Evaluation for H1 2025"]
    Evaluation.objects.filter(round__period_end=date(2025, 12, 31)).update(state=EvaluationState.DRAFT)
    assert unapproved_in(report) == []


def test_a_report_that_tells_no_evaluations_waits_for_none(report: ProgressReport) -> None:
    Evaluation.objects.update(state=EvaluationState.DRAFT)
    report.sections.get(key="activities").delete()
    assert unapproved_in(report) == []


# Numbers ------------------------------------------------------------------------------------------------------------------
def test_numbers_of_the_period_and_until_its_end(report: ProgressReport) -> None:
    def rows(of: tuple) -> list[tuple]:
        return [(row.name.en, row.unit.en, row.planned, row.in_period, row.until_then, row.percent) for row in of]

    table = drawn("numbers")
    assert rows(table.targets) == [
        ("Participations in training and exchange over three years", "participations", "1,000", "128", "128", 13),
        ("of these, in management courses", "participations", "100", "65", "65", 65),
        ("of these, in laboratory courses", "participations", "100", "63", "63", 63),
        ("Operations carried out", "number", "600", "480", "480", 80),
    ]
    assert [row.depth for row in table.targets] == [0, 1, 1, 0]
    assert rows(table.areas) == [
        ("Training and exchange", "participations", "390", "65", "65", 17),
        ("Prevention and control of infectious diseases", "participations", "120", "63", "63", 52),
        ("Prevention and control of infectious diseases", "persons", "80", "52", "52", 65),
        ("Medical services", "number", "600", "480", "480", 80),
    ]
    report.period_start = date(2025, 7, 1)
    report.save()
    assert [(row.in_period, row.until_then) for row in drawn("numbers").targets] == [
        ("49", "128"),
        ("27", "65"),
        ("22", "63"),
        ("330", "480"),
    ]


def test_what_nobody_told_is_no_zero(report: ProgressReport) -> None:
    report.period_start, report.period_end = date(2026, 1, 1), date(2026, 12, 31)
    report.save()
    assert {row.in_period for row in drawn("numbers").targets} == {""}
    assert drawn("numbers").targets[0].until_then == "128"


# Problems -----------------------------------------------------------------------------------------------------------------
def test_problems_as_they_stood_at_the_end() -> None:
    first, second = drawn("problems").rows
    assert (first.code, first.found.en, first.state.en) == ("4", "30 June 2025", "closed")
    assert first.settled.en == "The reagents of the second course were declared in July and arrived in time."
    assert (second.code, second.state.en, second.settled) == ("2", "open", Text())
    assert second.adjustment == Text("先从已具备条件的医院开始。", "Begin with the hospitals that are ready.")


@pytest.mark.parametrize(
    ("found", "closed", "shown"),
    [
        (date(2024, 12, 1), date(2024, 12, 31), None),
        (date(2024, 12, 1), date(2025, 1, 1), "closed"),
        (date(2024, 12, 1), None, "open"),
        (date(2025, 12, 31), date(2026, 1, 1), "open"),
        (date(2026, 1, 1), None, None),
    ],
)
def test_problems_of_the_period(found: date, closed: date | None, shown: str | None) -> None:
    Problem.objects.all().delete()
    Problem.objects.create(
        activity=activity(1),
        number=1,
        description_en="A problem",
        description_zh_hans="问题",
        found_on=found,
        closed_on=closed,
        state="closed" if closed else "open",
        closing_note_en="Settled",
        closing_note_zh_hans="已解决",
    )
    rows = drawn("problems").rows
    assert [row.state.en for row in rows] == ([shown] if shown else [])
    assert [bool(row.settled) for row in rows] == ([shown == "closed"] if shown else [])


# Deliverables -------------------------------------------------------------------------------------------------------------
def test_deliverables_with_what_was_decided() -> None:
    (row,) = drawn("decisions").rows
    assert (row.number, row.due.en, row.state.en) == (1, "Q4 2025", "delivered")
    (decision,) = row.decisions
    assert (decision.outcome.en, decision.day.en) == ("endorsed", "4 December 2025")
    assert decision.wording.en == "The syllabus is endorsed and used in the courses of 2026."


def test_a_decision_after_the_period_is_not_told(report: ProgressReport) -> None:
    Decision.objects.update(decided_on=date(2026, 1, 2), outcome=Outcome.DECLINED)
    (row,) = drawn("decisions").rows
    assert row.decisions == ()  # it was due in the period
    report.period_end = date(2025, 9, 30)
    report.save()
    assert drawn("decisions").rows == ()


# An amended plan ----------------------------------------------------------------------------------------------------------
def test_what_was_recorded_before_an_amendment_is_told_with_it(report: ProgressReport) -> None:
    old = report.work_plan
    new = WorkPlan.objects.create(
        **{name: getattr(old, name) for name in ("body", "period_start", "period_end", "state", "title_en", "title_zh_hans")},
        slug="amended",
        version=2,
        previous=old,
    )
    area = Area.objects.create(plan=new, number=1, title_en="Area", title_zh_hans="领域")
    carried = Activity.objects.create(
        plan=new, area=area, number=9, title_en="Carried", title_zh_hans="延续", carried_from=activity(4), state="done"
    )
    StateChange.objects.create(activity=carried, from_state="under_way", to_state="done", changed_on=date(2025, 12, 1))
    report.work_plan = new
    report.save()
    assert [len(told(9).evaluations), told(9).state.en] == [2, "done"]
    assert [row.code for row in drawn("problems").rows] == ["9"]
    assert [row.code for row in drawn("changes").rows] == ["9"]
    Evaluation.objects.filter(activity=activity(4)).update(state=EvaluationState.DRAFT)
    assert unapproved_in(report) == ["4 · 2025-06-30", "4 · 2025-12-31"]


# The whole ----------------------------------------------------------------------------------------------------------------
def test_the_cover_names_the_plan_and_no_meeting() -> None:
    cover = collect_report(SLUG)[0].cover
    assert cover.plan.en == "[Sample] Three-year list of cooperation projects"
    assert cover.period == Text("2025年", "2025")
    assert not any((cover.meeting, cover.meeting_dates, cover.meeting_place, cover.sector))


def test_a_text_that_lacks_a_language_is_told_with_its_record() -> None:
    Problem.objects.filter(activity=activity(2)).update(adjustment_zh_hans="")
    _content, gaps = collect_report(SLUG)
    assert [(gap.record._meta.label, gap.field, gap.languages) for gap in gaps] == [
        ("workplans.Problem", "adjustment", ("zh-hans",))
    ]


def test_numbers_that_disagree_are_found() -> None:
    assert findings_for_report(SLUG) == []
    Evaluation.objects.filter(pk=evaluation(1).pk).update(progress_en="The second course had 29 participations.")
    assert {(each.record, each.field) for each in findings_for_report(SLUG)} == {(evaluation(1), "progress")}


def test_asks_as_often_however_much_there_is(report: ProgressReport) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            collect_report(SLUG)
        return len(asked)

    queries()  # reads the glossary, which the process keeps while it stays as it is
    before = queries()
    for number in range(20, 25):
        area = Area.objects.create(plan=report.work_plan, number=number, title_en="A", title_zh_hans="领域")
        more = Activity.objects.create(plan=report.work_plan, area=area, number=number, title_en="M", title_zh_hans="更多")
        for day in (1, 2):
            StateChange.objects.create(activity=more, from_state="committed", to_state="under_way", changed_on=date(2025, 2, day))
        Problem.objects.create(activity=more, number=1, description_en="P", description_zh_hans="问", found_on=date(2025, 5, 1))
        for round_ in report.work_plan.rounds.all():
            Evaluation.objects.create(
                activity=more, round=round_, state="accepted", activity_state="under_way", progress_en="P", progress_zh_hans="进"
            )
    assert queries() == before

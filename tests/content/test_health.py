"""The health results, work plan and report as loaded: how many of everything, and the figures of the meeting paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from knowledge.models import Event
from results.enums import Block, EntryState, ObservationKind, Rating, ValueState
from results.models import (
    Challenge,
    CountryProgress,
    Framework,
    Indicator,
    Observation,
    ProgressEntry,
    ProgressReport,
    ReportingCycle,
    Result,
)
from workplans.enums import ActionAsked, ActivityState, DeliverableState
from workplans.models import Activity, Deliverable, DeliverablePart, Objective, WorkPlan

pytestmark = pytest.mark.django_db

CODES = [f"HRF-0{number}" for number in range(1, 10)]
CYCLE = (date(2023, 7, 1), date(2024, 6, 30))
FIGURES = {
    ("HRF-01", "countries-included", "countries"): 1,
    ("HRF-01", "countries-planning", "countries"): 1,
    ("HRF-02", "wgh-meetings", "meetings"): 5,
    ("HRF-02", "subworking-groups", "groups"): 1,
    ("HRF-03", "participations", "participations"): 230,
    ("HRF-03", "persons", "persons"): 187,
    ("HRF-03", "share-of-women", "percent"): 58,
    ("HRF-04", "countries-exchanging", "countries"): 2,
    ("HRF-04", "countries-planning", "countries"): 2,
    ("HRF-04", "border-areas", "areas"): 7,
    ("HRF-06", "firms", "firms"): 1,
    ("HRF-07", "concept-papers", "papers"): 1,
    ("HRF-09", "concept-papers", "papers"): 1,
}


def test_framework() -> None:
    framework = Framework.objects.get(slug="health-results-framework")
    assert (framework.acronym, framework.baseline_year, framework.progress_years, framework.order) == ("HRF", 2017, [], 1)
    assert framework.is_public
    tree = Result.objects.filter(framework=framework)
    assert list(tree.values_list("code", "level__code", "theme__slug")) == [
        ("G", "goal", None),
        ("1", "outcome", "pillar-1"),
        ("2", "outcome", "pillar-2"),
        ("3", "outcome", "pillar-3"),
        ("4", "outcome", "pillar-4"),
        ("5", "outcome", "gender-and-health"),
    ]
    placed = framework.placements.values_list("code", "indicator__code", "result__code")
    assert list(placed) == list(zip(CODES, CODES, ["G", "1", "1", "2", "3", "3", "4", "4", "5"], strict=True))
    assert set(Framework.objects.filter(placements__indicator__code="HRF-01").values_list("slug", flat=True)) == {
        "health-results-framework",
        "prf",
    }


@pytest.mark.parametrize("code", CODES)
def test_baseline(code: str) -> None:
    baseline = Observation.objects.get(measure__indicator__code=code, kind=ObservationKind.BASELINE, period_start__year=2017)
    applies = code > "HRF-04"
    assert (baseline.state, baseline.value) == ((ValueState.REPORTED, Decimal(0)) if applies else (ValueState.NOT_APPLICABLE, None))
    assert baseline.measure.order == 1


@pytest.mark.parametrize(("cell", "value"), FIGURES.items(), ids=lambda value: str(value))
def test_figure(cell: tuple[str, str, str], value: int) -> None:
    code, measure, unit = cell
    found = Observation.objects.get_by_natural_key(code, measure, ObservationKind.ACTUAL, *CYCLE, None, "")
    assert (found.value, found.state, found.measure.unit.slug) == (Decimal(value), ValueState.REPORTED, unit)


def test_no_other_figures_of_health() -> None:
    told = Observation.objects.filter(
        measure__indicator__placements__framework__slug="health-results-framework",
        kind=ObservationKind.ACTUAL,
        period_start=CYCLE[0],
    )
    assert told.count() == len(FIGURES)
    assert not told.exclude(sex="").exists()  # no head count of women is in the source
    assert Indicator.objects.filter(code__startswith="HRF-").count() == 9


def test_evidence() -> None:
    def events(code: str) -> set[str]:
        return set(Event.objects.filter(observations__measure__indicator__code=code).values_list("slug", flat=True))

    assert events("HRF-02") == {"wgh-5-2023", "psm-swgh-1-2024"}
    assert events("HRF-03") == {"health-webinars"}
    meetings = Observation.objects.get(measure__code="wgh-meetings", kind=ObservationKind.ACTUAL)
    assert "running total" in meetings.note_en
    assert "累计" in meetings.note_zh_hans


def test_cycle_and_progress() -> None:
    cycle = ReportingCycle.objects.get(slug="som-2024-05")
    assert (cycle.period_start, cycle.period_end) == CYCLE
    assert (cycle.meeting.slug, cycle.sector.slug, cycle.is_open) == ("som-2024-05", "sector-hlt", True)
    entries = ProgressEntry.objects.filter(cycle=cycle)
    assert list(entries.values_list("indicator__code", flat=True)) == CODES
    assert set(entries.values_list("state", "rating")) == {(EntryState.APPROVED, Rating.NOT_RATED)}
    themes = CountryProgress.objects.filter(cycle=cycle, country=None).values_list("theme__slug", flat=True)
    assert list(themes) == [*(f"pillar-{n}" for n in range(1, 5)), "digital-health", "climate-and-health"]
    assert CountryProgress.objects.filter(cycle=cycle).exclude(country=None).count() == 12
    stocks = CountryProgress.objects.get_by_natural_key("som-2024-05", "pillar-3", "GEO")
    assert "stocks and prices" in stocks.summary_en
    assert Challenge.objects.filter(cycle=cycle).count() == 6


def test_work_plan() -> None:
    plan = WorkPlan.objects.get(slug="health-2024")
    assert (plan.body.slug, plan.period_start, plan.period_end) == ("working-group-health", date(2024, 1, 1), date(2024, 12, 31))
    assert list(Objective.objects.filter(plan=plan).values_list("area__theme__slug", flat=True)) == [
        *("pillar-1", "pillar-1", "pillar-2", "pillar-3", "pillar-3", "pillar-4", "digital-health"),
    ]
    activities = Activity.objects.filter(plan=plan)
    assert [activities.filter(objective__number=number).count() for number in range(1, 8)] == [1, 1, 2, 1, 2, 2, 1]
    assert set(activities.values_list("state", flat=True)) == {ActivityState.COMMITTED, ActivityState.UNDER_WAY}
    assert list(activities.filter(involvements__country__iso3="AZE").values_list("objective__number", "number")) == [(3, 2)]


def test_deliverables() -> None:
    deliverables = Deliverable.objects.filter(plan__slug="health-2024")
    assert list(deliverables.values_list("number", "due_year", "due_quarter")) == [
        (1, 2024, 3),
        *((number, 2024, 4) for number in range(2, 7)),
    ]
    assert set(deliverables.values_list("action_asked", "state", "meeting__slug")) == {
        (ActionAsked.INFORMATION, DeliverableState.PLANNED, "som-2024-05")
    }
    parts = DeliverablePart.objects.values_list("deliverable__number", flat=True)
    assert sorted(parts) == [2, 2, 2, 4, 4, 4]


def test_report() -> None:
    report = ProgressReport.objects.get(slug="health-som-2024")
    assert (report.cycle.slug, report.framework.slug, report.work_plan.slug) == (
        "som-2024-05",
        "health-results-framework",
        "health-2024",
    )
    assert list(report.sections.values_list("key", "depth", "block")) == [
        ("abbreviations", 1, Block.ABBREVIATIONS),
        ("main-developments", 1, Block.NONE),
        ("wgh-meeting", 2, Block.COUNTRY_PROGRESS),
        ("imported-medicines", 2, Block.NONE),
        ("procurement-supply-chain", 2, Block.NONE),
        ("training-resources", 2, Block.NONE),
        ("knowledge-platform", 2, Block.NONE),
        ("other-activities", 2, Block.FUNDING_CHART),
        ("results-framework", 2, Block.RESULTS_TABLE),
        ("challenges", 1, Block.CHALLENGES),
        ("work-plan", 1, Block.WORK_PLAN),
        ("deliverables", 1, Block.DELIVERABLES),
        ("deliverables-by-quarter", 2, Block.DELIVERABLES_CHART),
    ]

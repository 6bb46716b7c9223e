"""The programme results framework as loaded: how many of everything, exact figures, and nothing in one language only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core import serializers
from modeltranslation.translator import translator

from base import content
from base.text import text_of
from knowledge.models import Theme
from results.enums import ObservationKind, Operator, RiskKind, ValueState
from results.figures import write_observation
from results.models import Framework, Indicator, IndicatorRelation, Measure, Observation, Result, RiskAssumption

pytestmark = pytest.mark.django_db

FILES = sorted(Path(settings.FIXTURE_DIRS[0]).glob("4*_prf_*.yaml"))
OWN = {"indicator__placements__framework__slug": "prf"}
PERIODS = {year: (date(year, 1, 1), date(year, 12, 31)) for year in (2016, 2017, 2018, 2020, 2023)}

# indicator, measure, country, baseline year, value
BASELINES = [
    ("TRD-OC-1", "fuel-region", None, 2016, "0.43"),
    ("TRD-OC-1", "fuel-world", None, 2016, "9.59"),
    ("TRD-OC-1", "nonfuel-region", None, 2016, "1.83"),
    ("TRD-OC-1", "nonfuel-world", None, 2016, "24.03"),
    ("TRD-OP-1", "services", None, 2016, "10.0"),
    ("TRD-OP-2", "respondents", None, 2018, "93.0"),
    ("EFS-OP-1", "dialogues", None, 2018, "0"),
    ("TSM-OC-1", "top-70", None, 2017, "2"),
    ("TSM-OC-1", "rank", "CHN", 2017, "15"),
    ("TSM-OC-1", "rank", "GEO", 2017, "70"),
    ("ECD-OC-1", "countries", None, 2017, "1"),
    ("ECD-OP-2", "technical-assistance", None, 2017, "1"),
    ("TRP-OC-1", "road-swd", None, 2017, "22.2"),
    ("TRP-OC-1", "road-swod", None, 2017, "45.0"),
    ("TRP-OC-1", "rail-swd", None, 2017, "14.8"),
    ("TRP-OC-1", "rail-swod", None, 2017, "37.6"),
    ("TRP-OP-1", "road", None, 2017, "16.9"),
    ("TRP-OP-1", "rail", None, 2017, "26.2"),
    ("TRP-OP-2", "corridor-1-swd", None, 2017, "18.1"),
    ("TRP-OP-2", "corridor-1-swod", None, 2017, "50.4"),
    ("TRP-OP-2", "corridor-4-swd", None, 2017, "10.0"),
    ("TRP-OP-2", "corridor-4-swod", None, 2017, "20.6"),
    ("TRP-OP-2", "corridor-6-swd", None, 2017, "12.9"),
    ("TRP-OP-2", "corridor-6-swod", None, 2017, "24.7"),
]


def figure(indicator: str, measure: str, kind: str, year: int, country: str | None = None) -> Observation:
    start, end = PERIODS[year]
    return Observation.objects.get_by_natural_key(indicator, measure, kind, start, end, country, "")


def test_the_framework_and_its_years() -> None:
    framework = Framework.objects.get(slug="prf")
    assert framework.acronym == "PRF"
    assert framework.adopted_by.slug == "ministerial-conference"
    assert framework.adopted_on == date(2020, 12, 7)
    assert framework.document.slug == "carec-2030-program-results-framework"
    assert (framework.baseline_year, framework.progress_years) == (2017, [2020, 2023, 2026, 2029])
    assert framework.is_public


@pytest.mark.parametrize(
    ("level", "count"),
    [("impact", 1), ("cluster", 5), ("sector", 10), ("outcome", 10), ("output", 21)],
    ids=lambda value: str(value),
)
def test_results_per_level(level: str, count: int) -> None:
    assert Result.objects.filter(framework__slug="prf", level__code=level).count() == count


def test_a_plain_sort_gives_the_printed_order() -> None:
    codes = list(Result.objects.filter(framework__slug="prf").values_list("code", flat=True))
    assert codes[:8] == ["IMPACT", "C1", "EFS", "EFS OC 1", "EFS OP 1", "EFS OP 2", "C2", "TRD"]
    assert [code for code in codes if len(code) == 3] == ["EFS", "TRD", "TSM", "ECD", "TRP", "ENG", "AGR", "WTR", "EDC", "HLT"]
    assert codes[-5:] == ["EDC OP 2", "HLT", "HLT OC 1", "HLT OP 1", "HLT OP 2"]
    placed = list(Framework.objects.get(slug="prf").placements.values_list("code", flat=True))
    assert placed == [code for code in codes if " O" in code]


def test_every_result_but_the_impact_hangs_in_the_tree_and_has_its_theme() -> None:
    results = {result.code: result for result in Result.objects.filter(framework__slug="prf").select_related("parent", "theme")}
    assert [code for code, result in results.items() if result.parent is None] == ["IMPACT"]
    assert [code for code, result in results.items() if result.theme is None] == ["IMPACT"]
    assert (results["WTR OP 2"].parent.code, results["WTR"].parent.code, results["C4"].parent.code) == ("WTR", "C4", "IMPACT")
    assert results["WTR OP 2"].theme.slug == "sector-wtr"
    assert all(result.responsible for code, result in results.items() if len(code) == 3)


def test_themes_of_the_programme() -> None:
    programme = Theme.objects.filter(strategy__slug="carec-2030")
    assert programme.filter(kind="cluster").count() == 5
    assert programme.filter(kind="sector", parent__kind="cluster").count() == 10
    assert sorted(programme.filter(kind="cross_cutting").values_list("slug", flat=True)) == ["climate-mitigation", "gender", "ict"]
    assert Theme.objects.get(slug="sector-hlt").parent.slug == "cluster-5"


def test_thirty_one_placements_of_which_one_is_shared_with_the_health_framework() -> None:
    placements = Framework.objects.get(slug="prf").placements.select_related("indicator")
    assert placements.count() == 31
    assert [place.code for place in placements if place.indicator.code != place.code.replace(" ", "-")] == ["HLT OC 1"]
    shared = placements.get(code="HLT OC 1")
    assert shared.indicator.code == "HRF-01"
    assert shared.wording_en
    assert shared.wording_zh_hans
    assert shared.wording_en != shared.indicator.name_en
    assert not placements.filter(is_headline=True).exists()


def test_risks_and_assumptions_as_printed() -> None:
    own = RiskAssumption.objects.filter(result__framework__slug="prf")
    assert own.filter(kind=RiskKind.RISK).count() == 11
    assert own.filter(kind=RiskKind.ASSUMPTION).count() == 21
    without = Result.objects.filter(framework__slug="prf", placements__isnull=False, risks_and_assumptions__isnull=True)
    assert [result.code for result in without] == ["ECD OP 2", "AGR OP 2", "WTR OP 1", "EDC OP 1", "EDC OP 2"]
    assert all(result.note for result in without)


def test_every_indicator_has_a_measure() -> None:
    assert not Indicator.objects.filter(placements__framework__slug="prf", measures__isnull=True).exists()
    assert Measure.objects.filter(**OWN).exclude(indicator__code="HRF-01").count() == 69


@pytest.mark.parametrize(("indicator", "measure", "country", "year", "value"), BASELINES)
def test_baselines(indicator: str, measure: str, country: str | None, year: int, value: str) -> None:
    baseline = figure(indicator, measure, ObservationKind.BASELINE, year, country)
    assert (baseline.state, baseline.operator, baseline.value) == (ValueState.REPORTED, Operator.EQUAL, Decimal(value))


def test_the_baseline_below_one_percent() -> None:
    baseline = figure("ENG-OC-1", "renewable-share", ObservationKind.BASELINE, 2017)
    assert (baseline.operator, baseline.value) == (Operator.BELOW, Decimal(1))
    assert write_observation(baseline, "en") == "<\u00a01%"


def test_a_baseline_in_words() -> None:
    baseline = figure("AGR-OC-1", "standards-adopted", ObservationKind.BASELINE, 2017)
    assert (baseline.state, baseline.value) == (ValueState.REPORTED, None)
    assert write_observation(baseline, "zh-hans") == "合规水平十分有限"


@pytest.mark.parametrize(
    ("indicator", "measure", "year"),
    [
        ("EFS-OC-1", "growth", 2017),
        ("EFS-OC-1", "current-account-deficit", 2017),
        ("EFS-OC-1", "government-debt", 2017),
        ("TRD-OP-1", "top-five", 2016),
        ("ECD-OC-1", "trade-growth", 2017),
    ],
)
def test_a_blank_letter_is_not_available_and_says_why(indicator: str, measure: str, year: int) -> None:
    baseline = figure(indicator, measure, ObservationKind.BASELINE, year)
    assert baseline.state == ValueState.NOT_AVAILABLE
    assert baseline.note_en
    assert baseline.note_zh_hans


@pytest.mark.parametrize("measure", ["corridor-2-swd", "corridor-2-swod", "corridor-3-swd", "corridor-3-swod"])
def test_corridors_without_a_baseline(measure: str) -> None:
    assert figure("TRP-OP-2", measure, ObservationKind.BASELINE, 2017).state == ValueState.NOT_APPLICABLE
    assert figure("TRP-OP-2", measure, ObservationKind.ACTUAL, 2020).state == ValueState.TO_BE_SET


def test_the_only_progress_figures_in_the_source() -> None:
    reported = Observation.objects.filter(
        measure__indicator__placements__framework__slug="prf", kind=ObservationKind.ACTUAL, state=ValueState.REPORTED
    ).exclude(measure__indicator__code="HRF-01")
    assert [
        (one.measure.indicator.code, one.period_start.year, one.operator, one.value)
        for one in reported.order_by("measure__indicator__code", "period_start")
    ] == [
        ("EDC-OC-1", 2020, Operator.EQUAL, Decimal(0)),
        ("ENG-OP-1", 2020, Operator.EQUAL, Decimal(0)),
        ("HLT-OP-1", 2020, Operator.AT_LEAST, Decimal(2)),
        ("HLT-OP-1", 2023, Operator.AT_LEAST, Decimal(2)),
    ]


def test_two_languages_of_the_source_disagree_so_the_figure_is_to_be_set() -> None:
    reports = figure("EFS-OP-2", "innovation-reports", ObservationKind.ACTUAL, 2023)
    assert (reports.state, reports.operator, reports.value) == (ValueState.TO_BE_SET, Operator.AT_LEAST, None)
    assert write_observation(reports, "en") == "≥\u00a0#"
    assert "at least 1 report" in reports.note_en


def test_health_rows() -> None:
    assert list(Measure.objects.filter(indicator__code="HLT-OP-2").values_list("code", "unit__slug")) == [
        ("officials", "persons"),
        ("women-share", "percent"),
        ("countries", "countries"),
    ]
    assert figure("HRF-01", "countries-included", ObservationKind.ACTUAL, 2020).state == ValueState.NOT_APPLICABLE
    assert figure("HRF-01", "countries-included", ObservationKind.ACTUAL, 2023).state == ValueState.TO_BE_SET
    relations = IndicatorRelation.objects.filter(indicator__code="HLT-OP-2")
    assert sorted(relations.values_list("other__code", flat=True)) == ["HRF-03", "HRF-04"]


def test_year_columns_are_progress_and_a_missing_figure_has_no_value() -> None:
    own = Observation.objects.filter(measure__indicator__placements__framework__slug="prf")
    assert own.count() == 180
    assert not own.filter(kind=ObservationKind.TARGET).exists()
    assert not own.filter(period_start__year__gte=2026).exists()
    assert not own.exclude(state=ValueState.REPORTED).filter(value__isnull=False).exists()


def test_nothing_is_written_in_one_language_only() -> None:
    """Every record that the files of this framework name, field by field."""
    gaps = []
    for path in FILES:
        for item in serializers.deserialize("yaml", path.read_text(encoding="utf-8"), handle_forward_references=True):
            record = item.object
            for field in translator.get_options_for_model(type(record)).get_field_names():
                if text_of(record, field).missing:
                    gaps.append((path.name, record.natural_key(), field))
    assert gaps == []


def test_loading_again_changes_nothing() -> None:
    assert [path.name for path in FILES] == [
        "40_prf_themes.yaml",
        "41_prf_results.yaml",
        "42_prf_indicators.yaml",
        "43_prf_observations.yaml",
    ]
    assert content.load(FILES) == {}


def test_the_files_are_plain_for_editors() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "\\u" not in text
        assert not any(isinstance(token, yaml.AnchorToken | yaml.AliasToken) for token in yaml.scan(text))

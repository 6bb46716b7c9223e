"""What an indicator needs before its framework is shown to everyone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.enums import ValueState
from results.models import Framework, IndicatorPlacement, Result
from results.selectors.quality import gaps, quality_of_framework, quality_of_indicator
from results.services import frameworks
from tests import people
from tests.frameworks import builders
from tests.pages import builders as pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement() -> IndicatorPlacement:
    _framework, (placement,) = builders.framework_with(1, is_public=False)
    return placement


def missing(placement: IndicatorPlacement) -> list[str]:
    (row,) = quality_of_indicator(placement.indicator)
    return [str(word) for word in row.missing]


def test_a_complete_indicator_passes(placement: IndicatorPlacement) -> None:
    assert missing(placement) == []


def test_each_gap_is_named(placement: IndicatorPlacement) -> None:
    indicator = placement.indicator
    indicator.data_sources_zh_hans, indicator.responsible, indicator.frequency = "", None, ""
    indicator.save()
    indicator.measures.get().observations.filter(kind="baseline").delete()
    assert missing(placement) == ["baseline", "source", "frequency", "owner"]
    indicator.measures.all().delete()
    assert missing(placement) == ["unit", "baseline", "source", "frequency", "owner"]


@pytest.mark.parametrize("state", [ValueState.NOT_AVAILABLE, ValueState.NOT_APPLICABLE, ValueState.TO_BE_SET])
def test_a_baseline_that_is_said_not_to_be_there_counts_as_said(placement: IndicatorPlacement, state: ValueState) -> None:
    placement.indicator.measures.get().observations.filter(kind="baseline").update(state=state, value=None)
    assert missing(placement) == []


def test_the_baseline_of_one_measure_speaks_for_the_indicator(placement: IndicatorPlacement) -> None:
    pages.measure(placement.indicator)
    assert missing(placement) == []


def test_a_person_or_the_lead_of_a_result_above_is_an_owner(placement: IndicatorPlacement) -> None:
    indicator = placement.indicator
    indicator.responsible = None
    indicator.save()
    assert missing(placement) == ["owner"]
    indicator.owner = people.editor()
    indicator.save()
    assert missing(placement) == []
    indicator.owner = None
    indicator.save()
    top = pages.result(placement.framework)
    top.responsible_en = "A committee"
    top.save()
    Result.objects.filter(pk=placement.result_id).update(parent=top)
    assert missing(placement) == []


def test_the_real_frameworks_lack_what_their_sources_do_not_say_and_nothing_else() -> None:
    lacking = {framework.acronym: gaps(quality_of_framework(framework)) for framework in Framework.objects.public()}
    assert lacking == {"HRF": "", "PRF": "EFS OP 2 (source), TRD OC 1 (source)"}
    assert "EFS OP 2" in Framework.objects.get(acronym="PRF").gaps_reason


def test_the_check_takes_as_many_queries_for_a_large_framework_as_for_a_small_one(placement: IndicatorPlacement) -> None:
    counts = []
    for framework in (placement.framework, *Framework.objects.public()):
        with CaptureQueriesContext(connection) as taken:
            quality_of_framework(framework)
        counts.append(len(taken))
    assert counts == [3, 3, 3]


def test_publishing_with_gaps_needs_a_reason_that_is_kept(placement: IndicatorPlacement) -> None:
    framework, reviewer = placement.framework, people.reviewer()
    placement.indicator.measures.get().observations.all().delete()
    with pytest.raises(ValidationError, match=rf"{placement.code} \(baseline\)"):
        frameworks.publish(framework=framework, is_public=True, by=reviewer)
    framework = frameworks.publish(framework=framework, is_public=True, by=reviewer, reason_for_gaps="The survey is on its way.")
    assert framework.is_public
    assert framework.history.latest().gaps_reason == "The survey is on its way."

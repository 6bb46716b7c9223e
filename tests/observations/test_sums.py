"""The parts of a measure told in full are checked against its total; what does not add up is named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from results.enums import Detail, ValueState
from results.models import EntryFigure, Measure, Observation
from results.selectors.sums import sum_problems, sum_problems_among, sum_problems_of
from tests.observations import builders
from tests.observations.builders import half

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure() -> Measure:
    return builders.measure(detail=Detail.FULL, by_sex=True)


def found(measure: Measure) -> list[tuple[str, Decimal]]:
    problems = sum_problems_among(Observation.objects.filter(measure=measure))
    return [(str(each.axis), each.difference) for each in problems]


def tell(measure: Measure, value: object, **part: object) -> Observation:
    return builders.observation(measure, value, **part, **half(2031, 1))


def test_what_adds_up_is_not_mentioned(measure: Measure) -> None:
    tell(measure, 50)
    tell(measure, 20, sex="female")
    tell(measure, 30, sex="male")
    builders.observation(measure, 7, **half(2031, 2))  # a total without parts says nothing wrong
    assert found(measure) == []


def test_the_cell_the_parts_and_the_difference_are_named_in_both_languages(measure: Measure) -> None:
    tell(measure, 50)
    tell(measure, 20, sex="female")
    tell(measure, 25, sex="male")
    (problem,) = sum_problems_among(Observation.objects.filter(measure=measure))
    assert problem.message == (
        f"{measure.name_en} · H1 2031, by sex: women, men come to 20 + 25 = 45, 5 less than the total of 50."
    )
    with override("zh-hans"):
        (problem,) = sum_problems_among(Observation.objects.filter(measure=measure))
        assert problem.message == f"{measure.name_zh_hans} · 2031年上半年，按性别分列：女性、男性合计20+25=45，比总数50少5。"


def test_countries_add_up_to_the_region_where_that_is_the_rule() -> None:
    added = builders.measure(detail=Detail.FULL)
    averaged = builders.measure(detail=Detail.FULL, countries="mean")
    for measure in (added, averaged):
        tell(measure, 50)
        tell(measure, 20, country="GEO")
        tell(measure, 40, country="AZE")
    assert found(added) == [("by country", -10)]
    assert found(averaged) == []


def test_each_dimension_adds_up_alone(measure: Measure) -> None:
    urban = builders.category()
    rural = builders.category(urban.dimension)
    tell(measure, 50)
    tell(measure, 30, category=urban)
    tell(measure, 19, category=rural)
    tell(measure, 10, category=urban, sex="female")
    tell(measure, 20, category=urban, sex="male")
    assert found(measure) == [(urban.dimension.name, 1)]


def test_a_part_that_is_not_there_leaves_room_but_not_for_too_much(measure: Measure) -> None:
    tell(measure, 50)
    tell(measure, None, sex="female", state=ValueState.NOT_AVAILABLE)
    men = tell(measure, 30, sex="male")
    assert found(measure) == []
    Observation.objects.filter(pk=men.pk).update(value=60)
    assert found(measure) == [("by sex", -10)]


def test_only_measures_told_in_full_and_counted_are_checked() -> None:
    for measure in (builders.measure(by_sex=True), builders.measure(by_sex=True, unit="percent", detail=Detail.FULL)):
        tell(measure, 50)
        tell(measure, 20, sex="female")
        assert found(measure) == []


def test_the_figures_of_an_entry(measure: Measure) -> None:
    entry = builders.entry(measure)
    for sex, value in (("", 50), ("female", 20), ("male", 20)):
        EntryFigure.objects.create(entry=entry, measure=measure, sex=sex, value=Decimal(value))
    (problem,) = sum_problems(entry)
    assert (problem.total, problem.difference) == (50, 10)


def test_as_many_queries_for_many_entries_as_for_one(measure: Measure) -> None:
    def asked(entries: list) -> int:
        with CaptureQueriesContext(connection) as queries:
            sum_problems_of(entries)
        return len(queries)

    entries = [builders.entry(measure) for _ in range(4)]
    for entry in entries:
        EntryFigure.objects.create(entry=entry, measure=measure, value=Decimal(50))
    assert asked(entries[:1]) == asked(entries) == 1

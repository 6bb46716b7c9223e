"""Totals are worked out when they are read; the database's sums are those of the definition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.models import Country, Unit
from results.aggregation import COUNTRY_RULES, PERIOD_RULES
from results.enums import Aggregation, MeasureSource, ObservationKind, Operator, ValueState
from results.models import Indicator, Measure, Observation
from results.selectors.aggregates import aggregate_of, aggregates_for, defined_aggregates
from tests.observations import builders
from tests.observations.builders import half

pytestmark = pytest.mark.django_db

START, END = date(2031, 1, 1), date(2033, 12, 31)
PERIODS = [
    *((date(year, 1, 1), date(year, 6, 30)) for year in (2031, 2032)),
    *((date(year, 7, 1), date(year, 12, 31)) for year in (2031, 2032)),
    (date(2031, 1, 1), date(2031, 12, 31)),
    (date(2031, 7, 1), date(2032, 6, 30)),
]


# The bugs that made others' totals wrong -----------------------------------------------------------------------------------


def test_akvo_rsr_5211_a_running_total_is_not_added_up_over_periods() -> None:
    measure = builders.measure(periods="latest")
    for number, value in ((1, 40), (2, 70)):
        builders.observation(measure, value, **half(2031, number))
    builders.observation(measure, state=ValueState.NOT_AVAILABLE, **half(2032, 1))
    assert aggregate_of(measure, START, END).value == 70  # the last period that has a value


def test_akvo_rsr_5212_a_total_never_falls_when_a_later_period_adds_to_it() -> None:
    measure = builders.measure(periods="sum")
    for number, (year, which) in enumerate([(2031, 1), (2031, 2), (2032, 1)], start=1):
        builders.observation(measure, number * 10, **half(year, which))
    ends = [date(2031, 6, 30), date(2031, 12, 31), date(2032, 6, 30), date(2032, 12, 31)]
    assert [aggregate_of(measure, START, end).value for end in ends] == [10, 30, 60, 60]


def test_akvo_rsr_5241_correcting_an_earlier_period_corrects_every_later_total_and_no_other_period() -> None:
    added, running = builders.measure(periods="sum"), builders.measure(periods="latest")
    figures = {}
    for measure in (added, running):
        for number, (year, which) in enumerate([(2031, 1), (2031, 2), (2032, 1)], start=1):
            figures[measure.pk, number] = builders.observation(measure, number * 10, **half(year, which))
    for measure in (added, running):
        first = figures[measure.pk, 1]
        first.value = Decimal(15)
        first.save()
    both = Measure.objects.filter(pk__in=[added.pk, running.pk])
    assert {key: each.value for key, each in aggregates_for(both, START, END).items()} == {added.pk: 65, running.pk: 30}
    until_2031 = aggregates_for(both, START, date(2031, 12, 31))
    assert {key: each.value for key, each in until_2031.items()} == {added.pk: 35, running.pk: 20}
    assert Observation.objects.get(pk=figures[running.pk, 2].pk).value == 20


# What is asked for ---------------------------------------------------------------------------------------------------------


def test_the_region_or_one_country_the_total_or_one_part() -> None:
    measure = builders.measure()
    for iso3, value in (("GEO", 5), ("AZE", 8)):
        builders.observation(measure, value, country=iso3, **half(2031, 1))
    builders.observation(measure, 3, country="GEO", sex="female", **half(2031, 1))
    builders.observation(measure, 99, country="GEO", kind=ObservationKind.TARGET, **half(2031, 1))
    builders.observation(measure, 99, country="GEO", **half(2040, 1))
    georgia = Country.objects.get(iso3="GEO")
    chosen = Measure.objects.filter(pk=measure.pk)
    assert aggregates_for(chosen, START, END)[measure.pk].value == 13
    assert aggregates_for(chosen, START, END, country=georgia)[measure.pk].value == 5
    assert aggregates_for(chosen, START, END, sex="female")[measure.pk].value == 3
    assert aggregates_for(chosen, START, END, country=Country.objects.get(iso3="KAZ"))[measure.pk].state == "not_available"


def test_the_parts_are_named_in_both_languages() -> None:
    measure = builders.measure()
    builders.observation(measure, 120, **half(2031, 1))
    builders.observation(measure, 110, **half(2031, 2))
    found = aggregate_of(measure, START, END)
    assert found.explain("en") == "Sum of 2 periods: 120 (H1 2031) + 110 (H2 2031) = 230."
    assert found.explain("zh-hans") == "2个时期合计：120（2031年上半年）+110（2031年下半年）=230。"
    assert [each.source for each in found.data] == [f"observation:{each.pk}" for each in measure.observations.order_by("pk")]


def test_steps_of_a_scale_keep_their_names() -> None:
    measure = builders.measure(kind="scale", unit="count", periods="highest", countries="none")
    low, high = (builders.step(measure.indicator, rank=rank) for rank in (1, 2))
    builders.observation(measure, scale_step=high, **half(2031, 1))
    builders.observation(measure, scale_step=low, **half(2031, 2))
    found = aggregates_for(Measure.objects.filter(pk=measure.pk), START, END)[measure.pk]
    assert (found.value, found.text.en, found.text.zh) == (2, "Step 2", "第2级")


# The database and the definition -------------------------------------------------------------------------------------------

CELLS = st.lists(
    st.tuples(
        st.integers(0, 2),  # which measure
        st.sampled_from(range(len(PERIODS))),
        st.sampled_from([None, "GEO", "AZE", "KAZ"]),
        st.sampled_from([*ValueState.values, *["reported"] * 6]),
        st.sampled_from([*Operator.values, *[""] * 8]),
        st.integers(0, 400).map(lambda number: Decimal(number) / 4),
        st.booleans(),  # with numerator and denominator
    ),
    max_size=24,
    unique_by=lambda cell: cell[:3],
)
ABOUT = {"units": st.sampled_from(["persons", "percent"]), "over": st.sampled_from([None, "GEO"])}


@pytest.fixture
def measures() -> list[Measure]:
    return [builders.measure() for _ in range(3)]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=CELLS,
    periods=st.sampled_from(sorted(PERIOD_RULES)),
    countries=st.sampled_from(sorted(COUNTRY_RULES)),
    regional=st.sampled_from(["all", "countries", "region"]),
    **ABOUT,
)
def test_the_database_says_what_the_definition_says(
    measures: list[Measure],
    cells: list[tuple],
    periods: Aggregation,
    countries: Aggregation,
    regional: str,
    units: str,
    over: str | None,
) -> None:
    assert connection.vendor == "postgresql"
    Observation.objects.filter(measure__in=measures).delete()
    indicators = Indicator.objects.filter(measures__in=measures)
    indicators.update(period_aggregation=periods, country_aggregation=countries)
    Measure.objects.filter(pk__in=[each.pk for each in measures]).update(unit=Unit.objects.get(slug=units))
    places = {each.iso3: each for each in Country.objects.all()}
    rows = []
    for which, period, iso3, state, operator, value, in_parts in cells:
        if (regional == "countries" and iso3 is None) or (regional == "region" and iso3 is not None):
            continue
        told = state == ValueState.REPORTED
        rows.append(
            Observation(
                measure=measures[which],
                kind=ObservationKind.ACTUAL,
                period_start=PERIODS[period][0],
                period_end=PERIODS[period][1],
                country=places.get(iso3),
                state=state,
                operator=operator if told else "",
                value=value if told else None,
                numerator=value if told and in_parts else None,
                denominator=Decimal(7) if told and in_parts else None,
            )
        )
    Observation.objects.bulk_create(rows)
    chosen = Measure.objects.filter(pk__in=[each.pk for each in measures])
    part = {"country": places[over]} if over else {}
    quick, defined = aggregates_for(chosen, START, END, **part), defined_aggregates(chosen, START, END, **part)
    assert {key: _said(each) for key, each in quick.items()} == {key: _said(each) for key, each in defined.items()}


def _said(found: object) -> tuple:
    days = (found.start, found.end) if found.value is not None else None
    parts = found.numerator, found.denominator
    return found.value, str(found.state), str(found.operator), *parts, str(found.rule), found.over, days


def test_as_many_queries_for_many_as_for_few() -> None:
    def asked(measures: list[Measure]) -> int:
        with CaptureQueriesContext(connection) as queries:
            aggregates_for(Measure.objects.filter(pk__in=[each.pk for each in measures]), START, END)
        return len(queries)

    def one_of_each() -> list[Measure]:
        made = [builders.measure(periods=rule) for rule in ("sum", "latest", "highest")]
        made.append(builders.measure(source=MeasureSource.ATTENDANCE))
        for measure in made:
            builders.observation(measure, 5, country="GEO", **half(2031, 1))
        return made

    few = one_of_each()
    many = [*few, *one_of_each(), *one_of_each(), *one_of_each()]
    assert asked(few) == asked(many) <= 8

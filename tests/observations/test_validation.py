"""What a figure may say: one validator for the admin, the services, the importers and the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from knowledge.models import Unit
from results.enums import Detail, MeasureSource, ObservationKind, ValueKind, ValueState
from results.models import EntryFigure, Indicator, Measure, Observation
from tests.observations import builders

pytestmark = pytest.mark.django_db


def figure(measure: Measure, **said: object) -> Observation:
    given = {"kind": ObservationKind.ACTUAL, "period_start": date(2031, 1, 1), "period_end": date(2031, 6, 30)}
    return Observation(measure=measure, **{**given, **said})


def refused(record: Observation | EntryFigure) -> dict[str, str]:
    """What is wrong with it, by field."""
    with pytest.raises(ValidationError) as raised:
        record.full_clean()
    return {each.code: each.messages[0] for each in raised.value.error_dict["__all__"]}


def test_a_count_is_whole_and_not_negative() -> None:
    people = builders.measure(unit="persons")
    assert refused(figure(people, value=Decimal("-1"))) == {"figure_value": "A count cannot be negative."}
    assert refused(figure(people, value=Decimal("1.5"))) == {"figure_value": "This unit counts whole ones: enter a whole number."}
    figure(people, value=Decimal(0)).full_clean()
    figure(builders.measure(unit="km_per_hour"), value=Decimal("-22.2")).full_clean()


def test_a_percentage_comes_from_its_parts() -> None:
    told = figure(builders.measure(unit="percent"), numerator=Decimal(1), denominator=Decimal(3))
    told.full_clean()
    assert told.value == Decimal("33.3333")


@pytest.mark.parametrize(("value", "fits"), [("58", True), ("58.2", True), ("58.24", True), ("58.3", False), ("59", False)])
def test_a_percentage_agrees_with_its_parts_as_far_as_it_is_told(value: str, fits: bool) -> None:
    """53 of 91 are 58.2418%."""
    told = figure(builders.measure(unit="percent"), value=Decimal(value), numerator=Decimal(53), denominator=Decimal(91))
    if fits:
        told.full_clean()
    else:
        assert refused(told) == {"figure_value": f"The value {value} is not that of its parts, 58.2418."}


def test_a_ratio_is_not_per_cent() -> None:
    told = figure(builders.measure(kind=ValueKind.RATIO, unit="hours"), numerator=Decimal(3), denominator=Decimal(4))
    told.full_clean()
    assert told.value == Decimal("0.75")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"numerator": 3}, "figure_denominator"),
        ({"value": 5, "denominator": 3}, "figure_denominator"),
        ({"numerator": 3, "denominator": -3}, "figure_denominator"),
        ({}, "figure_value"),
    ],
)
def test_a_share_has_both_parts_or_neither(said: dict[str, int], field: str) -> None:
    numbers = {name: Decimal(number) for name, number in said.items()}
    assert field in refused(figure(builders.measure(unit="percent"), **numbers))


def test_only_shares_have_parts() -> None:
    told = figure(builders.measure(unit="persons"), value=Decimal(3), numerator=Decimal(3), denominator=Decimal(1))
    assert "figure_numerator" in refused(told)


def test_yes_is_1_and_no_is_0() -> None:
    measure = builders.measure(unit="yes_no")
    for value in (0, 1):
        figure(measure, value=Decimal(value)).full_clean()
    figure(measure, text_en="Yes, in part.", text_zh_hans="部分是。").full_clean()
    assert "figure_value" in refused(figure(measure, value=Decimal(2)))
    assert "figure_value" in refused(figure(measure, value=Decimal(1), operator=">="))
    assert "figure_text" in refused(figure(measure))


def test_a_step_belongs_to_the_indicators_own_scale() -> None:
    measure = builders.measure(kind=ValueKind.SCALE, unit="count")
    own, strange = builders.step(measure.indicator, rank=1), builders.step(builders.indicator(), rank=1)
    figure(measure, scale_step=own).full_clean()
    assert "figure_scale_step" in refused(figure(measure, scale_step=strange))
    assert "figure_scale_step" in refused(figure(measure, value=Decimal(1)))
    assert "figure_scale_step" in refused(figure(builders.measure(unit="persons"), value=Decimal(1), scale_step=own))


def test_words_stand_where_words_are_due() -> None:
    measure = builders.measure(kind=ValueKind.QUALITATIVE, unit="count")
    figure(measure, text_en="A draft.", text_zh_hans="草案。").full_clean()
    assert "figure_text" in refused(figure(measure))
    assert "figure_value" in refused(figure(measure, value=Decimal(1)))


@pytest.mark.parametrize("state", [ValueState.NOT_AVAILABLE, ValueState.NOT_APPLICABLE, ValueState.TO_BE_SET])
def test_a_figure_that_is_not_there_has_no_parts(state: ValueState) -> None:
    measure = builders.measure(unit="percent")
    figure(measure, state=state).full_clean()
    assert "figure_state" in refused(figure(measure, state=state, numerator=Decimal(1), denominator=Decimal(2)))


def test_parts_only_where_the_measure_has_them() -> None:
    total_only = builders.measure(unit="persons", by_sex=True)
    assert "figure_sex" in refused(figure(total_only, value=Decimal(1), sex="female"))
    not_by_sex = builders.measure(unit="persons", detail=Detail.FULL)
    assert refused(figure(not_by_sex, value=Decimal(1), sex="female")) == {"figure_sex": "This indicator is not told by sex."}
    figure(builders.measure(unit="persons", detail=Detail.FULL, by_sex=True), value=Decimal(1), sex="female").full_clean()


def test_a_category_is_one_of_the_measures_dimensions() -> None:
    measure = builders.measure(unit="persons", detail=Detail.FULL)
    urban = builders.category()
    assert "figure_category" in refused(figure(measure, value=Decimal(1), category=urban))
    measure.dimensions.add(urban.dimension)
    figure(measure, value=Decimal(1), category=urban).full_clean()


def test_what_stands_in_place_of_a_computed_figure_says_why_in_both_languages() -> None:
    measure = builders.measure(unit="persons", source=MeasureSource.ATTENDANCE)
    assert "figure_override_reason" in refused(figure(measure, value=Decimal(187), override_reason_en="Only totals are known."))
    both = {"override_reason_en": "Only totals are known.", "override_reason_zh_hans": "仅有合计数。"}
    figure(measure, value=Decimal(187), **both).full_clean()
    figure(measure, value=Decimal(200), kind=ObservationKind.TARGET).full_clean()
    assert "figure_override_reason" in refused(EntryFigure(measure=measure, entry=builders.entry(measure), value=Decimal(1)))


def test_the_loaded_figures_are_right() -> None:
    """Fixtures are loaded raw, past the validator; so it is asked here about each of them."""
    for each in Observation.objects.select_related("measure__indicator", "measure__unit", "category", "scale_step"):
        each.full_clean()
    for each in Indicator.objects.all():
        each.full_clean()


def test_rules_fit_the_kind_of_value() -> None:
    shares = Indicator(code="T-RULES", name_en="Shares", name_zh_hans="占比", value_kind=ValueKind.PERCENTAGE)
    shares.period_aggregation, shares.country_aggregation = "sum", "latest"
    with pytest.raises(ValidationError) as raised:
        shares.full_clean()
    assert set(raised.value.error_dict) == {"period_aggregation", "country_aggregation"}


def test_a_share_beside_numbers_is_never_added_up() -> None:
    measure = builders.measure(unit="percent", periods="sum", countries="sum")
    assert measure.rules == ("weighted", "weighted")
    assert builders.measure(unit="persons", periods="sum", countries="sum").rules == ("sum", "sum")
    assert builders.measure(kind=ValueKind.QUALITATIVE, periods="sum", countries="sum").rules == ("none", "none")


def test_every_unit_of_people_counts_whole_ones() -> None:
    assert set(Unit.objects.filter(slug__in=["persons", "participants", "participations"]).values_list("kind", flat=True)) == {
        "count"
    }

"""Which figures a rating is proposed from, and what an entry does with the proposal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Country, Unit
from results.enums import Aggregation, ObservationKind, Rating, ValueKind, ValueState
from results.models import EntryFigure, Indicator, Measure, Observation, ProgressEntry, ScaleStep
from results.selectors.trajectories import trajectories_of, trajectory_of
from results.services.rating import check_rating, is_overridden, refresh_proposal
from tests.results import builders

pytestmark = pytest.mark.django_db

BASELINE, TARGET, ACTUAL = ObservationKind.BASELINE, ObservationKind.TARGET, ObservationKind.ACTUAL


def measure(indicator: Indicator, code: str = "m") -> Measure:
    unit = Unit.objects.get(slug="count")
    return Measure.objects.create(indicator=indicator, code=code, name_en="Measure", name_zh_hans="分项", unit=unit)


def told(of: Measure, kind: str, first: int, value: object = None, *, last: int | None = None, **fields: object) -> Observation:
    start, end = date(first, 1, 1), date(last or first, 12, 31)
    return Observation.objects.create(measure=of, kind=kind, period_start=start, period_end=end, value=value, **fields)


@pytest.fixture
def indicator() -> Indicator:
    return builders.indicator()


@pytest.fixture
def counted(indicator: Indicator) -> Measure:
    """Baseline 0 in 2020, milestones 100 in 2030 and 200 in 2040."""
    made = measure(indicator)
    told(made, BASELINE, 2020, 0)
    told(made, TARGET, 2030, 100)
    told(made, TARGET, 2040, 200)
    return made


def test_the_next_milestone_and_the_latest_progress_count(indicator: Indicator, counted: Measure) -> None:
    told(counted, ACTUAL, 2023, 10)
    told(counted, ACTUAL, 2025, 50)
    told(counted, ACTUAL, 2027, 90)
    (found,) = trajectory_of(indicator, at=date(2026, 6, 30)).measures
    assert (found.baseline.value, found.target.value, found.actual.value) == (0, 100, 50)
    assert found.elapsed.quantize(Decimal("0.01")) == Decimal("0.50")
    assert found.rating == Rating.ON_TRACK


def test_after_a_milestone_the_next_one_counts_and_after_the_last_the_last(indicator: Indicator, counted: Measure) -> None:
    told(counted, ACTUAL, 2031, 90)
    assert trajectory_of(indicator, at=date(2031, 12, 31)).measures[0].target.value == 200
    told(counted, ACTUAL, 2045, 190)
    (found,) = trajectory_of(indicator, at=date(2045, 12, 31)).measures
    assert (found.target.value, found.rating) == (200, Rating.DELAYED)


def test_what_is_not_there_is_never_replaced_by_something_older(indicator: Indicator, counted: Measure) -> None:
    told(counted, ACTUAL, 2024, 50)
    told(counted, ACTUAL, 2025, state=ValueState.NOT_AVAILABLE)
    assert trajectory_of(indicator, at=date(2026, 1, 1)).rating == Rating.NOT_RATED


def test_a_figure_still_to_be_set_is_no_progress(indicator: Indicator, counted: Measure) -> None:
    told(counted, ACTUAL, 2024, 50)
    told(counted, ACTUAL, 2025, state=ValueState.TO_BE_SET)
    assert trajectory_of(indicator, at=date(2026, 1, 1)).rating == Rating.ON_TRACK


def test_countries_and_parts_do_not_speak_for_the_region(indicator: Indicator, counted: Measure) -> None:
    country = Country.objects.first()
    told(counted, ACTUAL, 2025, 50, country=country)
    told(counted, ACTUAL, 2025, 50, sex="female")
    assert trajectory_of(indicator, at=date(2026, 1, 1)).rating == Rating.NOT_RATED
    told(counted, BASELINE, 2020, 0, country=country)
    told(counted, TARGET, 2030, 50, country=country)
    assert trajectory_of(indicator, at=date(2026, 1, 1), country=country).rating == Rating.ACHIEVED


def test_periods_that_are_summed_are_added_up_to_a_target_for_all_of_them(indicator: Indicator) -> None:
    indicator.period_aggregation = Aggregation.SUM
    trained = measure(indicator)
    told(trained, BASELINE, 2020, 0)
    told(trained, TARGET, 2021, 1000, last=2025)
    told(trained, ACTUAL, 2021, 200)
    told(trained, ACTUAL, 2022, 250)
    Observation.objects.create(
        measure=trained, kind=ACTUAL, period_start=date(2022, 7, 1), period_end=date(2022, 12, 31), value=150
    )  # within the year that is counted
    (found,) = trajectory_of(indicator, at=date(2023, 1, 1)).measures
    assert (found.actual.value, found.rating) == (450, Rating.ON_TRACK)


def test_a_yearly_target_of_summed_periods_is_compared_with_its_year(indicator: Indicator) -> None:
    indicator.period_aggregation = Aggregation.SUM
    trained = measure(indicator)
    told(trained, BASELINE, 2020, 0)
    told(trained, TARGET, 2022, 300)
    told(trained, ACTUAL, 2021, 200)
    told(trained, ACTUAL, 2022, 250)
    assert trajectory_of(indicator, at=date(2022, 12, 31)).measures[0].actual.value == 250


def test_yes_or_no_is_not_called_late_before_its_time(indicator: Indicator) -> None:
    indicator.value_kind = ValueKind.YES_NO
    done = measure(indicator)
    told(done, BASELINE, 2020, 0)
    told(done, TARGET, 2030, 1)
    told(done, ACTUAL, 2025, 0)
    assert trajectory_of(indicator, at=date(2026, 1, 1)).rating == Rating.NOT_RATED
    told(done, ACTUAL, 2030, 0)
    assert trajectory_of(indicator, at=date(2030, 12, 31)).rating == Rating.OFF_TRACK
    told(done, ACTUAL, 2031, 1)
    assert trajectory_of(indicator, at=date(2031, 12, 31)).rating == Rating.ACHIEVED


def test_a_scale_counts_by_rank(indicator: Indicator) -> None:
    steps = [
        ScaleStep.objects.create(indicator=indicator, code=f"s{rank}", name_en="Step", name_zh_hans="级", rank=rank)
        for rank in range(5)
    ]
    law = measure(indicator)
    told(law, BASELINE, 2020, scale_step=steps[0])
    told(law, TARGET, 2030, scale_step=steps[4])
    told(law, ACTUAL, 2025, scale_step=steps[2])
    assert trajectory_of(indicator, at=date(2026, 1, 1)).rating == Rating.ON_TRACK


def test_the_weakest_measure_speaks(indicator: Indicator, counted: Measure) -> None:
    told(counted, ACTUAL, 2025, 50)
    other = measure(indicator, "other")
    for kind, year, value in ((BASELINE, 2020, 0), (TARGET, 2030, 100), (ACTUAL, 2025, 35)):
        told(other, kind, year, value)
    found = trajectory_of(indicator, at=date(2026, 1, 1))
    assert [each.rating for each in found.rated] == [Rating.ON_TRACK, Rating.DELAYED]
    assert found.rating == Rating.DELAYED


def test_many_indicators_take_as_many_queries_as_one(indicator: Indicator, counted: Measure) -> None:
    told(counted, ACTUAL, 2025, 50)
    everything = [*Indicator.objects.all()]
    with CaptureQueriesContext(connection) as one:
        trajectories_of([indicator], at=date(2026, 1, 1))
    with CaptureQueriesContext(connection) as all_of_them:
        found = trajectories_of(everything, at=date(2026, 1, 1))
    assert len(one) == len(all_of_them) == 2
    assert len(found) == len(everything) > 30
    assert {each.rating for each in found.values()} == {Rating.NOT_RATED, Rating.ON_TRACK}  # the real frameworks set no targets


# An entry ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def entry(indicator: Indicator, counted: Measure) -> ProgressEntry:
    """An entry of the first half of 2025 with a figure of 50 that nobody has approved."""
    cycle = builders.cycle(year=2025)
    made = ProgressEntry.objects.create(cycle=cycle, indicator=indicator)
    EntryFigure.objects.create(entry=made, measure=counted, value=50)
    return made


def test_a_proposal_takes_the_entrys_own_figures(entry: ProgressEntry, counted: Measure) -> None:
    assert refresh_proposal(entry) == entry.proposed_rating == Rating.ON_TRACK
    assert trajectory_of(entry.indicator, at=date(2026, 1, 1)).rating == Rating.NOT_RATED  # a draft is nobody else's business
    entry.figures.update(value=20)
    assert refresh_proposal(entry) == Rating.OFF_TRACK
    entry.figures.update(value=None, state=ValueState.NOT_AVAILABLE)
    told(counted, ACTUAL, 2024, 50)
    assert refresh_proposal(entry) == Rating.NOT_RATED


def test_an_override_says_why_in_both_languages(entry: ProgressEntry) -> None:
    refresh_proposal(entry)
    entry.rating = Rating.DELAYED
    assert is_overridden(entry)
    with pytest.raises(ValidationError, match="propose “on track”"):
        check_rating(entry)
    entry.rating_reason_en = "Half of it is a one-off."
    with pytest.raises(ValidationError):
        check_rating(entry)
    entry.rating_reason_zh_hans = "其中一半为一次性成果。"
    check_rating(entry)
    assert (entry.proposed_rating, entry.rating) == (Rating.ON_TRACK, Rating.DELAYED)


def test_the_proposed_rating_needs_no_reason_and_without_a_proposal_people_rate(entry: ProgressEntry) -> None:
    refresh_proposal(entry)
    entry.rating = Rating.ON_TRACK
    check_rating(entry)
    entry.proposed_rating, entry.rating = Rating.NOT_RATED, Rating.DELAYED
    check_rating(entry)
    assert not is_overridden(entry)


def test_leaving_the_rating_away_against_a_proposal_needs_a_reason(entry: ProgressEntry) -> None:
    refresh_proposal(entry)
    with pytest.raises(ValidationError):
        check_rating(entry)

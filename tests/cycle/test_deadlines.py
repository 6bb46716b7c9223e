"""Deadlines, counted back from the meeting."""

from __future__ import annotations

from datetime import date

import pytest

from base.dates import Precision
from results.enums import ReportingStep
from results.models import CalendarDay, DeadlineChange, ReportingCycle
from results.selectors.board import cycles_for_board
from results.selectors.deadlines import deadline_of, deadlines_of
from tests.cycle import builders

pytestmark = pytest.mark.django_db


def _days(cycle: ReportingCycle) -> dict[str, date]:
    return {deadline.step.value: deadline.due_on for deadline in deadlines_of(ReportingCycle.objects.get(pk=cycle.pk))}


def test_each_step_is_due_its_working_days_before_the_meeting() -> None:
    assert _days(builders.cycle()) == {
        "input": date(2031, 8, 14),
        "review": date(2031, 8, 28),
        "translation": date(2031, 9, 9),
        "print": date(2031, 9, 18),
    }


def test_a_meeting_that_moves_takes_its_deadlines_along() -> None:
    cycle = builders.cycle()
    cycle.meeting.starts_on = date(2031, 10, 2)
    cycle.meeting.save()
    assert _days(cycle)["print"] == date(2031, 9, 25)


def test_a_holiday_of_the_calendar_is_counted() -> None:
    cycle = builders.cycle()
    CalendarDay.objects.create(
        calendar=cycle.calendar, day=date(2031, 9, 22), name_en="Holiday", name_zh_hans="假日", is_working=False
    )
    assert _days(cycle)["print"] == date(2031, 9, 17)


@pytest.mark.parametrize(
    ("precision", "first"),
    [
        (Precision.MONTH, date(2031, 8, 25)),
        (Precision.QUARTER, date(2031, 6, 24)),
        (Precision.HALF, date(2031, 6, 24)),
        (Precision.YEAR, date(2030, 12, 25)),
    ],
)
def test_a_meeting_known_to_its_month_counts_from_the_first_day_and_is_provisional(precision: str, first: date) -> None:
    cycle = builders.cycle(meeting_on=date(2031, 9, 25), precision=precision)
    deadline = deadline_of(cycle, ReportingStep.PRINT)
    assert (deadline.due_on, deadline.is_provisional) == (first, True)


def test_without_a_date_or_a_calendar_there_are_no_deadlines() -> None:
    assert _days(builders.cycle(meeting_on=None)) == {}
    assert _days(builders.cycle(precision=Precision.UNKNOWN)) == {}
    lost = builders.cycle()
    ReportingCycle.objects.filter(pk=lost.pk).update(calendar=None)
    assert _days(lost) == {}


def test_a_moved_deadline_stands_instead_with_its_reason() -> None:
    cycle = builders.cycle()
    DeadlineChange.objects.create(cycle=cycle, step="review", due_on=date(2031, 9, 1), reason="The reviewers travel.")
    moved = deadline_of(cycle, ReportingStep.REVIEW)
    assert (moved.due_on, moved.is_moved, moved.reason) == (date(2031, 9, 1), True, "The reviewers travel.")
    assert not deadline_of(cycle, ReportingStep.INPUT).is_moved


def test_a_deadline_lasts_until_the_end_of_its_day() -> None:
    deadline = deadline_of(builders.cycle(), ReportingStep.PRINT)
    assert [deadline.days_left(date(2031, 9, day)) for day in (16, 18, 20)] == [2, 0, -2]
    assert [deadline.is_overdue(date(2031, 9, day)) for day in (18, 19)] == [False, True]


def test_the_real_cycle_has_deadlines_before_its_meeting() -> None:
    cycle = ReportingCycle.objects.get(slug="som-2024-05")
    assert _days(cycle) == {
        "input": date(2024, 4, 18),
        "review": date(2024, 5, 2),
        "translation": date(2024, 5, 14),
        "print": date(2024, 5, 23),
    }


def test_the_deadlines_of_many_cycles_take_a_constant_number_of_queries(django_assert_num_queries: object) -> None:
    for _ in range(3):
        builders.cycle()
    with django_assert_num_queries(4):
        assert len([deadlines_of(cycle) for cycle in cycles_for_board()]) >= 4

"""Where days stand on a line of quarters."""

from __future__ import annotations

from datetime import date

import pytest

from workplans.month import Month
from workplans.timeline_scale import Bar, Scale, end_of_quarter, scale_for

TODAY = date(2031, 8, 1)


def test_quarters_have_the_same_width_and_days_are_even_within_them() -> None:
    scale = Scale(2031, 2032)  # eight quarters of 12.5%
    assert [scale.place(date(2031, month, 1)) for month in (1, 4, 7, 10)] == ["0.00%", "12.50%", "25.00%", "37.50%"]
    assert scale.place(date(2031, 2, 15)) == f"{12.5 * 45 / 90:.2f}%"
    assert scale.end_of(date(2032, 12, 31)) == "100.00%"
    assert scale.place(date(2030, 12, 31)) is None
    assert scale.end_of(date(2033, 1, 1)) is None


@pytest.mark.parametrize(
    ("span", "bar"),
    [
        ((date(2031, 1, 1), date(2031, 3, 31)), Bar("0.00%", "25.00%")),
        ((date(2031, 1, 1), date(2031, 1, 1)), Bar("0.00%", f"{25 / 90:.2f}%")),
        ((date(2029, 5, 5), date(2031, 6, 30)), Bar("0.00%", "50.00%")),
        ((date(2031, 10, 1), date(2040, 1, 1)), Bar("75.00%", "25.00%")),
        ((date(2030, 1, 1), date(2030, 12, 31)), None),
        ((date(2032, 1, 1), date(2032, 1, 1)), None),
    ],
)
def test_a_bar_lasts_to_the_end_of_its_last_day_and_ends_where_the_line_ends(span: tuple[date, date], bar: Bar | None) -> None:
    assert Scale(2031, 2031).bar(span) == bar


def test_the_line_has_whole_years_of_plans_and_activities_but_not_those_of_a_slip_of_the_pen() -> None:
    period = (date(2031, 7, 1), date(2032, 6, 30))
    assert scale_for([period], [], TODAY) == Scale(2031, 2032)
    assert scale_for([period], [(date(2030, 5, 1), date(2033, 1, 1))], TODAY) == Scale(2030, 2033)
    assert scale_for([period], [(date(1031, 5, 1), date(2301, 1, 1))], TODAY) == Scale(2029, 2034)
    assert scale_for([], [], TODAY) == Scale(2031, 2031)


def test_ends_of_quarters() -> None:
    assert [end_of_quarter(2032, quarter) for quarter in (1, 2, 3, 4)] == [
        date(2032, 3, 31),
        date(2032, 6, 30),
        date(2032, 9, 30),
        date(2032, 12, 31),
    ]


@pytest.mark.parametrize("text", ["", "2031", "2031-13", "2031-00", "2031-1", "0001-01", "9999-12", "2031-01-01", "２０３１-01"])
def test_what_is_no_month(text: str) -> None:
    assert Month.read(text) is None


def test_months_and_their_weeks() -> None:
    month = Month.read("2032-02")
    assert (month.first, month.last) == (date(2032, 2, 1), date(2032, 2, 29))
    assert (str(month.previous), str(month.next)) == ("2032-01", "2032-03")
    assert [week[0] for week in month.weeks][:2] == [date(2032, 1, 26), date(2032, 2, 2)]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in month.weeks)
    assert Month.read("1900-01").previous is None
    assert Month.read("2200-12").next is None

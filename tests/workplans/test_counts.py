"""A plan's numbers add up: by unit alone, towards targets and their parts, by area, half-year and organisation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from knowledge.models import EventAttendance, Organisation, Unit
from tests.pages import builders
from tests.people import editor
from workplans.enums import ActivityState, PlanState, Role
from workplans.models import Activity, Area, Delivery, Involvement, Quantity, Target, WorkPlan
from workplans.selectors.activities import counts_of as counts_of_activity
from workplans.selectors.counts import Count, counts_of
from workplans.services.versions import copy_plan

pytestmark = pytest.mark.django_db

PARTICIPATIONS, PERSONS = "participations", "persons"


@pytest.fixture
def plan() -> WorkPlan:
    """Two areas; 1,000 participations in all, 100 of them in courses; persons counted beside."""
    made = builders.plan()
    for number in (1, 2):
        area = Area.objects.create(plan=made, number=number, title_en=f"Area {number}", title_zh_hans=f"领域{number}")
        activity = Activity.objects.create(plan=made, area=area, number=number, title_en=f"Project {number}", title_zh_hans="项目")
        Involvement.objects.create(activity=activity, role=Role.LEAD, organisation=organisation(f"lead-{number}"))
    whole = target(made, 1, 1000)
    target(made, 2, 100, parent=whole)
    return made


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get_or_create(slug=slug, defaults={"name_en": slug, "name_zh_hans": slug})[0]


def unit(slug: str) -> Unit:
    return Unit.objects.get(slug=slug)


def target(plan: WorkPlan, number: int, value: int, parent: Target | None = None) -> Target:
    names = {"title_en": f"Target {number}", "title_zh_hans": f"目标值{number}"}
    return Target.objects.create(plan=plan, number=number, unit=unit(PARTICIPATIONS), value=value, parent=parent, **names)


def quantity(plan: WorkPlan, activity: int, planned: int | None, towards: int | None = None, of: str = PARTICIPATIONS) -> Quantity:
    within = plan.activities.get(number=activity)
    return Quantity.objects.create(
        activity=within,
        number=within.quantities.count() + 1,
        title_en="Counted",
        title_zh_hans="统计",
        unit=unit(of),
        planned=planned,
        target=plan.targets.get(number=towards) if towards else None,
    )


def deliver(of: Quantity, value: int | None, month: int = 3, **more: object) -> Delivery:
    number = of.deliveries.count() + 1
    period = {"period_start": date(2031, month, 1), "period_end": date(2031, month, 28)}
    return Delivery.objects.create(quantity=of, number=number, value=value, **period, **more)


def told(counts: list[Count]) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {count.unit.slug: (count.planned, count.delivered) for count in counts}


def test_a_target_counts_its_own_quantities_and_those_of_its_parts(plan: WorkPlan) -> None:
    deliver(quantity(plan, 1, 300, towards=1), 120)
    deliver(quantity(plan, 2, 90, towards=2), 40)
    quantity(plan, 2, None, towards=2)
    whole, part = counts_of(plan).targets
    assert (whole.count.planned, whole.intended, whole.count.delivered, whole.count.percent) == (1000, 390, 160, 16)
    assert (part.count.planned, part.intended, part.count.delivered, part.count.percent) == (100, 90, 40, 40)
    assert (whole.depth, part.depth) == (0, 1)


def test_a_page_of_the_activity_says_the_same_percent(plan: WorkPlan) -> None:
    counted = quantity(plan, 1, 1000, towards=1)
    deliver(counted, 128)
    (of_activity,) = counts_of_activity(counted.activity)
    assert (of_activity.percent, counts_of(plan).targets[0].count.percent) == (13, 13)


def test_participations_and_persons_are_never_added_up(plan: WorkPlan) -> None:
    deliver(quantity(plan, 1, 100), 60)
    deliver(quantity(plan, 1, 80, of=PERSONS), 45)
    counts = counts_of(plan)
    (area,) = counts.by_area
    assert told(area.counts) == {PARTICIPATIONS: (100, 60), PERSONS: (80, 45)}
    (half,) = counts.by_period
    assert told(half.counts) == {PARTICIPATIONS: (None, 60), PERSONS: (None, 45)}


def test_periods_are_the_half_years_in_which_deliveries_end(plan: WorkPlan) -> None:
    counted = quantity(plan, 1, None)
    deliver(counted, 5, month=6)
    deliver(counted, 7, month=7)
    lines = counts_of(plan).by_period
    assert [(line.name.said("en"), line.name.said("zh-hans"), line.counts[0].delivered) for line in lines] == [
        ("H1 2031", "2031年上半年", 5),
        ("H2 2031", "2031年下半年", 7),
    ]


def test_the_organisation_that_delivered_else_the_only_lead(plan: WorkPlan) -> None:
    first, second = quantity(plan, 1, None), quantity(plan, 2, None)
    Involvement.objects.create(activity=second.activity, role=Role.LEAD, organisation=organisation("another-lead"))
    deliver(first, 1)
    deliver(first, 2, organisation=organisation("helper"))
    deliver(second, 4)
    lines = {line.name.slug if line.name else None: line.counts[0].delivered for line in counts_of(plan).by_organisation}
    assert lines == {"lead-1": 1, "helper": 2, None: 4}


def test_what_was_dropped_plans_nothing_and_has_delivered_what_it_did(plan: WorkPlan) -> None:
    counted = quantity(plan, 1, 300, towards=1)
    deliver(counted, 12)
    Activity.objects.filter(pk=counted.activity_id).update(state=ActivityState.DROPPED)
    counts = counts_of(plan)
    assert (counts.targets[0].intended, counts.targets[0].count.delivered) == (None, 12)
    assert told(counts.by_area[0].counts) == {PARTICIPATIONS: (None, 12)}


def test_attendance_counts_where_no_value_is_given_and_twice_is_told(plan: WorkPlan) -> None:
    event = builders.event()
    EventAttendance.objects.create(event=event, unit=unit(PARTICIPATIONS), count=30)
    EventAttendance.objects.create(event=event, unit=unit(PERSONS), count=20)
    deliver(quantity(plan, 1, None), None, event=event)
    assert counts_of(plan).counted_twice == []
    deliver(quantity(plan, 2, None), None, event=event)
    counts = counts_of(plan)
    assert counts.counted_twice == [event]
    assert told(counts.by_period[0].counts) == {PARTICIPATIONS: (None, 60)}


def test_the_questions_are_as_many_however_large_the_plan(plan: WorkPlan, django_assert_num_queries: object) -> None:
    for number in range(3, 9):
        area = plan.areas.get(number=1)
        Activity.objects.create(plan=plan, area=area, number=number, title_en=f"P{number}", title_zh_hans=f"项{number}")
        deliver(quantity(plan, number, 10, towards=1), 3)
    with django_assert_num_queries(5):
        counts_of(plan)


def test_a_period_counts_what_ended_in_it(plan: WorkPlan) -> None:
    counted = quantity(plan, 1, 300, towards=1)
    deliver(counted, 160)
    ended = counted.deliveries.get().period_end

    def delivered(**period: date) -> Decimal | None:
        counts = counts_of(plan, **period)
        assert counts.by_area[0].counts[0].planned == 300
        return counts.targets[0].count.delivered

    assert [delivered(until=ended), delivered(since=ended)] == [160, 160]
    assert [delivered(until=ended - timedelta(days=1)), delivered(since=ended + timedelta(days=1))] == [None, None]


def test_what_was_delivered_before_an_amendment_still_counts(plan: WorkPlan) -> None:
    deliver(quantity(plan, 1, 300, towards=1), 160)
    deliver(quantity(plan, 2, 50, towards=1), 7)
    amendment = copy_plan(plan=plan, as_amendment=True, by=editor())
    amended = Quantity.objects.get(activity__plan=amendment, activity__number=1)
    amendment.activities.get(number=2).delete()
    deliver(amended, 40, month=9)
    assert counts_of(amendment).targets[0].count.delivered == 200
    assert told(counts_of(amendment).by_area[0].counts) == {PARTICIPATIONS: (300, 200)}
    assert counts_of(plan).targets[0].count.delivered == 167  # the earlier version keeps what was its own


@pytest.mark.parametrize("ending", ["", ".csv", ".xlsx"])
def test_a_draft_shows_no_numbers(client: Client, ending: str) -> None:
    draft = builders.plan(state=PlanState.DRAFT)
    address = f"/en/workplans/{draft.slug}/counts"
    assert client.get(address + (ending or "/")).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["1,000", "16%", "H1 2031"]), ("zh-hans", ["1,000", "16%", "2031年上半年"])]
)
def test_the_page_and_its_file(client: Client, plan: WorkPlan, language: str, words: list[str]) -> None:
    deliver(quantity(plan, 1, 300, towards=1), 160)
    page = client.get(f"/{language}/workplans/{plan.slug}/counts/").content.decode()
    assert [word for word in words if word not in page] == []
    lines = client.get(f"/{language}/workplans/{plan.slug}/counts.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1] == "target,目标值1,Target 1,participations,1000,160"
    assert lines[3] == "area,领域1,Area 1,participations,300,160"

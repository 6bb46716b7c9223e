"""The pages of an activity and of a deliverable, and the way from the work to the indicator and the decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.enums import PublicationState
from knowledge.models import Country, EventAttendance, Unit
from results.models import IndicatorLink
from results.selectors.plan_links import work_behind
from tests import people
from tests.pages import builders
from tests.workplans import plans
from workplans.enums import PlanState
from workplans.models import Activity, Deliverable, WorkPlan
from workplans.selectors.quantities import delivered_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity() -> Activity:
    return plans.fill(plans.project(plans.area(builders.plan())))


@pytest.fixture
def read(client: Client) -> Callable[[object], str]:
    def page(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return page


def page_of(deliverable: Deliverable) -> str:
    return f"/en/workplans/{deliverable.plan.slug}/deliverables/{deliverable.number}/"


def test_an_activity_tells_everything_but_problems(read: Callable[[str], str], activity: Activity) -> None:
    page = read(activity.get_absolute_url())
    promised = activity.deliverables.get()
    for said in (
        activity.outputs.get().title_en,
        activity.tasks.get().title_en,
        "overdue",
        f"{activity.budget.get().amount:,.0f} USD",
        "(7%)",
        activity.state_changes.get().reason_en,
        activity.evaluations.get().progress_en,
        promised.title_en,
        promised.decisions.get().text_en,
        activity.events.get().title_en,
        activity.documents.get().title_en,
    ):
        assert said in page, said
    for secret in ("Trouble", "Remedy", "Obstacle"):
        assert secret not in page


def test_problems_are_seen_by_those_who_work_on_the_activity_alone(client: Client, activity: Activity) -> None:
    client.force_login(people.editor())
    assert "Obstacle" in client.get(activity.get_absolute_url()).content.decode()
    stranger = people.focal_point(country=Country.objects.get(iso3="KAZ"))
    client.force_login(stranger)
    assert "Obstacle" not in client.get(activity.get_absolute_url()).content.decode()
    plans.take_part(activity, country=stranger.country)
    assert "Obstacle" in client.get(activity.get_absolute_url()).content.decode()


def test_an_evaluation_is_told_once_it_is_accepted(read: Callable[[str], str], activity: Activity) -> None:
    evaluation = activity.evaluations.get()
    for state in ("due", "draft", "submitted", "returned"):
        type(evaluation).objects.filter(pk=evaluation.pk).update(state=state)
        evaluation.history.update(state=state)  # once accepted, what was accepted would stay
        assert evaluation.progress_en not in read(activity.get_absolute_url())


def test_names_of_people_are_for_those_who_sign_in(client: Client, activity: Activity) -> None:
    activity.tasks.update(owner=people.person(first_name="Aigerim", last_name="Sadykova"))
    assert "Sadykova" not in client.get(activity.get_absolute_url()).content.decode()
    client.force_login(people.focal_point())
    assert "Sadykova" in client.get(activity.get_absolute_url()).content.decode()


def test_what_is_not_published_is_not_named(read: Callable[[str], str], activity: Activity) -> None:
    meeting, paper = builders.event(state=PublicationState.DRAFT), builders.document(state=PublicationState.DRAFT)
    activity.events.add(meeting)
    activity.documents.add(paper)
    promised = activity.deliverables.get()
    promised.decisions.update(meeting=meeting, document=paper)
    promised.parts.update(proof=paper)
    Deliverable.objects.filter(pk=promised.pk).update(meeting=meeting, proof=paper)
    for address in (activity.get_absolute_url(), page_of(promised)):
        page = read(address)
        assert meeting.title_en not in page
        assert paper.title_en not in page


def test_a_deliverable_is_told_part_by_part_with_the_work_behind_it(read: Callable[[str], str], activity: Activity) -> None:
    promised = activity.deliverables.get()
    page = read(page_of(promised))
    part = promised.parts.get()
    for said in (part.title_en, part.proof.title_en, "Q2 2031", "For approval", promised.meeting.title_en, activity.title_en):
        assert said in page, said
    assert activity.outputs.get().title_en in page
    assert promised.decisions.get().text_en in page
    assert "overdue" not in page.partition("</header>")[2].partition("</header>")[0]
    Deliverable.objects.filter(pk=promised.pk).update(due_year=2020)
    assert "overdue" in read(page_of(promised))


def test_the_way_leads_from_the_work_to_the_indicator_and_back(read: Callable[[str], str], activity: Activity) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    hidden = builders.placed_indicator(builders.result(builders.framework(is_public=False)))
    output, promised = activity.outputs.get(), activity.deliverables.get()
    for each in (indicator, hidden):
        IndicatorLink.objects.create(indicator=each, activity=activity, output=output)
    for address in (activity.get_absolute_url(), page_of(promised)):
        page = read(address)
        assert indicator.get_absolute_url() in page
        assert hidden.code not in page
    (work,) = work_behind(indicator)
    assert (work.activity, work.outputs, work.deliverables) == (activity, [output], [promised])
    WorkPlan.objects.filter(pk=activity.plan_id).update(state=PlanState.DRAFT)
    assert work_behind(indicator) == []


def test_what_is_delivered_is_the_value_or_else_the_attendance_in_the_unit() -> None:
    quantity = plans.quantity(plans.project(plans.area(builders.plan())))
    event, country = builders.event(), Country.objects.get(iso3="KAZ")
    other = Country.objects.get(iso3="UZB")
    for unit, place, number in (("participations", country, 11), ("participations", other, 5), ("persons", country, 900)):
        EventAttendance.objects.create(event=event, unit=Unit.objects.get(slug=unit), country=place, count=number)
    EventAttendance.objects.create(event=event, unit=quantity.unit, country=country, sex="men", count=400, is_sample=True)
    plans.delivery(quantity, value=3, event=event)
    assert delivered_of([quantity]) == {quantity.pk: 3}
    plans.delivery(quantity, event=event)
    assert delivered_of([quantity]) == {quantity.pk: 3 + 16}
    plans.delivery(quantity, event=event, country=other)
    assert delivered_of([quantity]) == {quantity.pk: 3 + 16 + 5}
    event.state = PublicationState.DRAFT
    event.save()
    assert delivered_of([quantity]) == {quantity.pk: 3}
    WorkPlan.objects.update(is_sample=True)
    event.state = PublicationState.PUBLISHED
    event.save()
    assert delivered_of([quantity]) == {quantity.pk: 3 + 416 + 5}


def test_an_event_without_attendance_delivers_nothing_known() -> None:
    quantity = plans.quantity(plans.project(plans.area(builders.plan())))
    plans.delivery(quantity, event=builders.event())
    assert delivered_of([quantity]) == {}


def test_an_activity_is_found_by_its_code_alone(client: Client) -> None:
    plan = builders.plan()
    below = builders.activity(plan)
    beside = plans.project(below.area)
    assert client.get(below.get_absolute_url()).status_code == 200
    assert client.get(beside.get_absolute_url()).status_code == 200
    assert below.get_absolute_url().endswith(f"/activities/{below.objective.number}.1/")
    for code in ("99", "1.99", "99999", f"{below.objective.number}.99999", "x"):
        assert client.get(f"{plan.get_absolute_url()}activities/{code}/").status_code == 404
    assert client.get(f"{plan.get_absolute_url()}deliverables/99999999/").status_code == 404


def test_the_number_of_questions_stays(client: Client, activity: Activity) -> None:
    promised = activity.deliverables.get()
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    IndicatorLink.objects.create(indicator=indicator, activity=activity, output=activity.outputs.get())

    def asked() -> list[int]:
        counts = []
        for address in (activity.get_absolute_url(), page_of(promised)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    few = asked()
    for number in range(2, 6):
        plans.fill(activity)
        more = plans.fill(plans.project(activity.area))
        promised.activities.add(more)
        promised.outputs.add(*activity.outputs.all(), *more.outputs.all())
        promised.parts.create(order=number, title_en="Part", proof=builders.document())
        promised.decisions.create(meeting=builders.event(), outcome="noted", document=builders.document())
        for output in (*activity.outputs.all(), *more.outputs.all()):
            again = builders.placed_indicator(builders.result(builders.framework()))
            IndicatorLink.objects.create(indicator=again, activity=output.activity, output=output)
    assert asked() == few

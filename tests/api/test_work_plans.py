"""Activities, deliverables and evaluations for programs: across plans, exact, and no draft among them."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from knowledge.models import Country, Unit
from tests import people
from tests.pages import builders
from tests.workplans import supervising
from workplans.enums import EvaluationState, Outcome, PlanState, Role
from workplans.models import Activity, BudgetLine, Decision, Delivery, Evaluation, Involvement, Quantity, Task

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> dict:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def activity() -> Activity:
    made = builders.activity(builders.plan())
    Involvement.objects.create(activity=made, role=Role.LEAD, country=Country.objects.get(iso3="KGZ"))
    BudgetLine.objects.create(activity=made, number=1, amount="1200.50", currency="USD")
    Task.objects.create(activity=made, number=1, title_en="Step", title_zh_hans="步骤", owner=people.editor())
    unit = Unit.objects.get(slug="participations")
    counted = Quantity.objects.create(activity=made, number=1, title_en="Trained", title_zh_hans="培训", unit=unit, planned=30)
    Delivery.objects.create(quantity=counted, number=1, period_start="2031-01-01", period_end="2031-06-30", value=12)
    return made


def test_an_activity_with_its_parts(client: Client, activity: Activity) -> None:
    told = get(client, f"activities/{activity.pk}/?lang=both")
    assert (told["plan"], told["code"], told["title"]) == (
        activity.plan.slug,
        activity.code,
        {"zh-hans": activity.title_zh_hans, "en": activity.title_en},
    )
    assert told["involvements"] == [{"role": "lead", "body": None, "organisation": None, "country": "KGZ"}]
    assert (told["budget"][0]["amount"], told["budget"][0]["currency"]) == ("1200.5", "USD")
    (quantity,) = told["quantities"]
    assert (quantity["unit"], quantity["planned"], quantity["delivered"]) == ("participations", "30", 12.0)
    assert "owner" not in told["tasks"][0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=KGZ", True),
        ("country=KAZ", False),
        ("state=committed", True),
        ("state=done", False),
        ("year=2031", False),
        ("overdue=false", True),
        ("overdue=true", False),
    ],
)
def test_activities_are_narrowed_down(client: Client, activity: Activity, query: str, found: bool) -> None:
    told = get(client, f"activities/?plan={activity.plan.slug}&{query}")
    assert [each["id"] for each in told["results"]] == ([activity.pk] if found else [])


def test_what_meetings_decided_stands_with_the_deliverable(client: Client, activity: Activity) -> None:
    promised = activity.plan.deliverables.get()
    meeting = builders.event()
    Decision.objects.create(
        deliverable=promised, meeting=meeting, outcome=Outcome.ENDORSED, text_en="Endorsed.", text_zh_hans="认可。"
    )
    (told,) = get(client, f"deliverables/?plan={activity.plan.slug}&year=2031&quarter=2")["results"]
    assert told["number"] == promised.number
    assert told["decisions"] == [
        {"meeting": meeting.slug, "outcome": "endorsed", "decided_on": None, "text": "Endorsed.", "document": None}
    ]
    assert get(client, f"deliverables/?plan={activity.plan.slug}&quarter=3")["results"] == []


def test_nothing_of_a_draft(client: Client) -> None:
    draft = builders.activity(builders.plan(state=PlanState.DRAFT))
    assert client.get(f"/api/v1/activities/{draft.pk}/").status_code == 404
    assert client.get(f"/api/v1/deliverables/{draft.plan.deliverables.get().pk}/").status_code == 404
    assert get(client, f"activities/?plan={draft.plan.slug}")["results"] == []
    assert get(client, f"deliverables/?plan={draft.plan.slug}")["results"] == []


def test_lists_ask_as_often_however_much_there_is(
    client: Client, activity: Activity, django_assert_max_num_queries: object
) -> None:
    for _more in range(5):
        builders.activity(activity.plan)
    with django_assert_max_num_queries(14):
        get(client, "activities/")
    with django_assert_max_num_queries(8):
        get(client, "deliverables/")


# Evaluations ----------------------------------------------------------------------------------------------------------------
@pytest.fixture
def evaluation() -> Evaluation:
    """Of an activity in which one country is involved, in an open round."""
    plan = supervising.plan()
    work = supervising.activity(plan)
    Involvement.objects.create(activity=work, country=Country.objects.get(iso3="KGZ"))
    return supervising.opened(plan).evaluations.get(activity=work)


def focal_point(iso3: str) -> Client:
    client = Client()
    client.force_login(people.focal_point(country=Country.objects.get(iso3=iso3)))
    return client


def test_nobody_unknown_and_no_other_country_reads_evaluations(client: Client, evaluation: Evaluation) -> None:
    address = f"/api/v1/evaluations/{evaluation.pk}/"
    assert client.get(address).status_code == 403
    assert focal_point("KAZ").get(address).status_code == 404
    assert focal_point("KGZ").get(address).status_code == 200


def test_an_evaluation_is_written_in_the_version_that_was_read(evaluation: Evaluation) -> None:
    writer, address = focal_point("KGZ"), f"/api/v1/evaluations/{evaluation.pk}/"
    tag = writer.get(address)["ETag"]
    told = {"activity_state": "under_way", "progress": {"zh-hans": "进展顺利。", "en": "All goes well."}}

    def write(**headers: str) -> int:
        return writer.patch(address, json.dumps(told), content_type="application/json", headers=headers).status_code

    assert write() == 428
    assert write(**{"if-match": tag}) == 200
    assert write(**{"if-match": tag}) == 412
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.progress_zh_hans, evaluation.activity_state) == (
        EvaluationState.DRAFT,
        "进展顺利。",
        "under_way",
    )
    handed = writer.post(f"{address}submit/", headers={"if-match": writer.get(address)["ETag"]})
    assert (handed.status_code, handed.json()["state"]) == (200, "submitted")
    reviewer = Client()
    reviewer.force_login(people.reviewer())
    back = reviewer.post(
        f"{address}return/",
        json.dumps({"note": "Say how many."}),
        content_type="application/json",
        headers={"if-match": reviewer.get(address)["ETag"]},
    )
    assert (back.status_code, back.json()["state"], back.json()["review_note"]) == (200, "returned", "Say how many.")

"""Plans, frameworks, figures and progress for programs: exact, explicit, and only what is public."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Unit
from results.enums import ObservationKind, Operator, ValueState
from results.models import (
    Framework,
    FrameworkLevel,
    Indicator,
    IndicatorPlacement,
    IndicatorRelation,
    Measure,
    Observation,
    Result,
)
from results.services import reviewing
from tests import people
from tests.knowledge import builders
from tests.results import builders as progress
from workplans.models import Activity, Area, Deliverable, Objective, WorkPlan

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> dict:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()


def framework(slug: str, *, is_public: bool = True) -> Result:
    made = Framework.objects.create(slug=slug, title_en=slug, baseline_year=2030, is_public=is_public)
    level = FrameworkLevel.objects.create(framework=made, code="goal", name_en="Goal")
    return Result.objects.create(framework=made, level=level, code="G", statement_en="Reached")


def placed(result: Result, code: str) -> Indicator:
    indicator = Indicator.objects.filter(code=code).first() or progress.indicator(code)
    IndicatorPlacement.objects.create(framework=result.framework, result=result, indicator=indicator, code=code)
    return indicator


def figure(indicator: Indicator, *, year: int = 2031, **fields: object) -> Observation:
    unit = Unit.objects.get_or_create(slug="test-unit", defaults={"name_en": "people"})[0]
    measure = Measure.objects.get_or_create(indicator=indicator, code="m", defaults={"name_en": "M", "unit": unit})[0]
    return Observation.objects.create(
        measure=measure,
        kind=ObservationKind.ACTUAL,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        **fields,
    )


def test_the_loaded_figures_of_the_health_webinars(client: Client) -> None:
    found = get(client, "observations/?indicator=HRF-03&kind=actual&lang=zh-hans")["results"]
    values = {each["measure"]: (each["value"], each["state"], each["country"], each["sex"]) for each in found}
    assert values["participations"] == ("230", "reported", None, "all")
    assert values["persons"] == ("187", "reported", None, "all")
    assert values["share-of-women"][0] == "58"


def test_both_loaded_frameworks_are_there_whole(client: Client) -> None:
    frameworks = get(client, "frameworks/")["results"]
    assert len(frameworks) == Framework.objects.public().count() == 2
    for each in frameworks:
        results = get(client, f"results/?framework={each['slug']}")
        assert results["count"] == Result.objects.filter(framework__slug=each["slug"]).count()
        codes = {result["code"] for result in results["results"]}
        assert all(result["parent"] in codes | {None} for result in results["results"])
    assert get(client, "indicators/")["count"] == Indicator.objects.count()


def test_a_figure_that_is_not_there_is_null_with_its_state_and_zero_is_zero(client: Client) -> None:
    indicator = placed(framework("test-open"), "T-OPEN")
    figure(indicator, year=2031, value=Decimal("0"))
    figure(indicator, year=2032, value=Decimal("22.25"), operator=Operator.AT_LEAST)
    figure(indicator, year=2033, state=ValueState.TO_BE_SET)
    figure(indicator, year=2034, state=ValueState.NOT_AVAILABLE)
    figure(indicator, year=2035, state=ValueState.NOT_APPLICABLE)

    found = get(client, "observations/?indicator=T-OPEN")["results"]
    assert [(each["value"], each["state"], each["operator"]) for each in found] == [
        ("0", "reported", "equal"),
        ("22.25", "reported", ">="),
        (None, "to_be_set", "equal"),
        (None, "not_available", "equal"),
        (None, "not_applicable", "equal"),
    ]
    assert get(client, "observations/?indicator=T-OPEN&state=to_be_set")["count"] == 1
    assert get(client, "observations/?framework=test-open")["count"] == 5


def test_evidence_names_only_what_is_published(client: Client) -> None:
    observation = figure(placed(framework("test-open"), "T-OPEN"), value=Decimal(1))
    shown = builders.event()
    observation.events.set([shown, builders.event(state="draft")])
    observation.documents.set([builders.document(state="in_review")])
    (written,) = get(client, "observations/?indicator=T-OPEN")["results"]
    assert (written["events"], written["documents"]) == ([shown.slug], [])


def test_a_framework_that_is_not_public_is_seen_nowhere(client: Client) -> None:
    hidden, shown = framework("test-hidden", is_public=False), framework("test-open")
    secret, shared = placed(hidden, "T-SECRET"), placed(shown, "T-SHARED")
    placed(hidden, "T-SHARED")
    figure(secret, value=Decimal(7))
    figure(shared, value=Decimal(8))
    IndicatorRelation.objects.create(indicator=shared, other=secret, note_en="near")

    assert client.get("/api/v1/frameworks/test-hidden/").status_code == 404
    assert client.get("/api/v1/indicators/T-SECRET/").status_code == 404
    for address in ("frameworks/", "results/", "indicators/", "observations/?indicator=T-SHARED"):
        page = client.get(f"/api/v1/{address}").content.decode()
        assert "test-hidden" not in page
        assert "T-SECRET" not in page
    for name in ("results", "indicators", "observations"):
        assert get(client, f"{name}/?framework=test-hidden")["count"] == 0
    assert get(client, "observations/?indicator=T-SECRET")["count"] == 0
    written = get(client, "indicators/T-SHARED/")
    assert [placement["framework"] for placement in written["placements"]] == ["test-open"]
    assert written["relations"] == []


def test_progress_is_told_as_it_was_last_approved(client: Client) -> None:
    writer, checker = people.editor(), people.reviewer()
    shown = framework("test-open")
    never = progress.entry(author=writer, text="111")
    hidden = progress.entry(author=writer, text="222")
    entry = progress.entry(author=writer, text="230")
    for each in (never, entry):
        IndicatorPlacement.objects.create(
            framework=shown.framework, result=shown, indicator=each.indicator, code=each.indicator.code
        )
    for each in (hidden, entry):
        reviewing.approve(entry=reviewing.submit(entry=each, by=writer), by=checker)
    entry.refresh_from_db()
    entry.narrative_en = "999 people took part."
    reviewing.record(entry=entry, by=writer)

    def told(of: object) -> list[tuple]:
        found = get(client, f"progress/?lang=both&cycle={of.cycle.slug}")["results"]
        return [(each["indicator"], each["narrative"], each["rating"]) for each in found]

    assert told(entry) == [
        (entry.indicator.code, {"zh-hans": "230人参加。", "en": "230 people took part."}, "not_rated"),
    ]
    assert told(never) == []
    assert told(hidden) == []


def plan(slug: str, state: str) -> WorkPlan:
    made = WorkPlan.objects.create(
        slug=slug,
        title_en=slug,
        body=builders.body(),
        period_start=date(2031, 1, 1),
        period_end=date(2031, 12, 31),
        state=state,
    )
    area = Area.objects.create(plan=made, number=1, theme=builders.theme(), title_en="Area")
    objective = Objective.objects.create(plan=made, number=2, area=area, title_en="Objective")
    activity = Activity.objects.create(objective=objective, number=1, title_en="Activity")
    activity.events.set([builders.event(slug=f"{slug}-open"), builders.event(slug=f"{slug}-draft", state="draft")])
    deliverable = Deliverable.objects.create(
        plan=made,
        number=1,
        title_en="Deliverable",
        due_year=2031,
        due_quarter=3,
        action_asked="endorsement",
        proof=builders.document(state="draft"),
    )
    deliverable.activities.add(activity)
    return made


def test_a_plan_with_its_objectives_activities_and_deliverables(client: Client) -> None:
    made = plan("test-plan", "current")
    written = get(client, "workplans/test-plan/?lang=en")
    (objective,) = written["objectives"]
    (activity,) = objective["activities"]
    (deliverable,) = written["deliverables"]
    assert (written["body"], written["period_start"], written["state"]) == (made.body.slug, "2031-01-01", "current")
    assert (objective["number"], activity["number"], activity["title"]) == (2, 1, "Activity")
    assert activity["events"] == ["test-plan-open"]
    assert deliverable == {
        "number": 1,
        "title": "Deliverable",
        "due_year": 2031,
        "due_quarter": 3,
        "action_asked": "endorsement",
        "meeting": None,
        "state": "planned",
        "proof": None,
        "activities": ["2.1"],
        "parts": [],
    }


def test_the_loaded_plan_and_no_draft(client: Client) -> None:
    plan("test-draft", "draft")
    assert client.get("/api/v1/workplans/test-draft/").status_code == 404
    (loaded,) = [plan for plan in get(client, "workplans/")["results"] if not plan["is_sample"]]
    assert len(loaded["objectives"]) == 7
    assert sum(len(objective["activities"]) for objective in loaded["objectives"]) == 10
    assert [deliverable["number"] for deliverable in loaded["deliverables"]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("name", ["workplans/", "frameworks/", "results/", "indicators/", "observations/?indicator=T-COST-1"])
def test_a_list_costs_the_same_however_long(client: Client, name: str) -> None:
    def cost(*numbers: int) -> int:
        for number in numbers:
            plan(f"test-plan-{number}", "current")
            result = framework(f"test-framework-{number}")
            placed(result, f"T-COST-{number}")
            observation = figure(Indicator.objects.get(code="T-COST-1"), year=2031 + number, value=Decimal(1))
            observation.events.add(builders.event())
        with CaptureQueriesContext(connection) as captured:
            get(client, name)
        return len(captured)

    assert cost(1) == cost(2, 3, 4)

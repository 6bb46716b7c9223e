"""The list of plans and the page of a plan, with objectives and without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Country
from tests.pages import builders
from tests.workplans import plans
from workplans.enums import PlanState
from workplans.models import Activity, WorkPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client: Client) -> Callable[[str], str]:
    def page(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return page


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def test_a_plan_without_objectives_is_a_list_by_area_in_its_own_words(read: Callable[[str], str]) -> None:
    plan = builders.plan()
    WorkPlan.objects.filter(pk=plan.pk).update(
        area_word_en="field", area_word_zh_hans="领域", activity_word_en="project", activity_word_zh_hans="项目"
    )
    first = plans.project(plans.area(plan), and_others=True, starts_on=date(2031, 7, 1), precision="half")
    plans.lead(first, organisation=plans.organisation("Institute of Measures"))
    plans.quantity(first, planned=300)
    plans.quantity(first, planned=None)
    page = read(plan.get_absolute_url())
    assert "By field" in page
    assert '<th scope="col" class="column-activity">Project</th>' in page
    assert "Objectives" not in page
    for said in ("Institute of Measures", "and others", "H2 2031", "300", "no number given"):
        assert said in page
    assert f"/en/workplans/{plan.slug}/activities/1/" in page
    chinese = read(plan.get_absolute_url().replace("/en/", "/zh-hans/"))
    assert "按领域" in chinese
    assert '<th scope="col" class="column-activity">项目</th>' in chinese


def test_a_large_plan_is_shown_area_by_area_and_page_by_page(client: Client, read: Callable[[str], str]) -> None:
    plan = builders.plan()
    areas = [plans.area(plan) for _ in range(3)]
    Activity.objects.bulk_create(
        Activity(plan=plan, area=areas[number % 3], number=number + 1, title=f"Large {number:03}", title_en=f"Large {number:03}")
        for number in range(450)
    )
    page = read(plan.get_absolute_url())
    assert page.count("<tr id=") == 100
    assert "Page 1 of 2" in page
    assert "Large 000" in page
    assert "Large 001" not in page
    second = read(f"{plan.get_absolute_url()}?area=2&page=2")
    assert second.count("<tr id=") == 50
    assert "Large 448" in second
    few = questions(client, plan.get_absolute_url())
    Activity.objects.bulk_create(
        Activity(plan=plan, area=areas[0], number=number + 1000, title=f"More {number}", title_en=f"More {number}")
        for number in range(300)
    )
    assert questions(client, plan.get_absolute_url()) == few
    assert client.get(f"{plan.get_absolute_url()}?area=9").status_code == 404


def test_an_amended_plan_says_which_version_it_is_and_leads_to_the_one_before(read: Callable[[str], str]) -> None:
    before = builders.plan()
    after = builders.plan()
    WorkPlan.objects.filter(pk=after.pk).update(
        previous=before, version=2, change_note_en="Two projects more.", adopted_on=date(2031, 6, 1)
    )
    WorkPlan.objects.filter(pk=before.pk).update(state=PlanState.SUPERSEDED)
    page = read(after.get_absolute_url())
    assert "it amends version 1" in page
    assert before.get_absolute_url() in page
    assert "Two projects more." in page
    assert "1 June 2031" in page
    assert f'<a href="{after.get_absolute_url()}">' in read(before.get_absolute_url())
    index = read("/en/workplans/")
    shown, _fold, folded = index.partition("Earlier versions")
    assert after.title_en in shown
    assert before.title_en in folded
    assert f'<h2 class="entry-title"><a href="{before.get_absolute_url()}">' not in index


def test_a_draft_that_amends_a_plan_is_not_told_of(read: Callable[[str], str]) -> None:
    before = builders.plan()
    draft = builders.plan(state=PlanState.DRAFT)
    WorkPlan.objects.filter(pk=draft.pk).update(previous=before, version=2)
    for address in ("/en/workplans/", before.get_absolute_url()):
        assert draft.slug not in read(address)
        assert draft.title_en not in read(address)


def test_samples_are_marked(read: Callable[[str], str]) -> None:
    WorkPlan.objects.update(is_sample=False)
    plan = builders.plan()
    assert "Plans marked “Sample”" not in read("/en/workplans/")
    WorkPlan.objects.filter(pk=plan.pk).update(is_sample=True)
    assert "Plans marked “Sample”" in read("/en/workplans/")
    assert '<span class="tag sample">Sample</span>' in read(plan.get_absolute_url())


def test_the_number_of_questions_stays(client: Client) -> None:
    plan = builders.plan()
    area = plans.area(plan)
    plans.fill(plans.project(area))
    address = plan.get_absolute_url()
    few = questions(client, address)
    for _ in range(3):
        plans.take_part(plans.fill(plans.project(area)), country=Country.objects.get(iso3="KAZ"))
        plans.area(plan)
    assert questions(client, address) == few

"""The register: filters, order, files, saved views, and drafts that never leak into any of them."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from knowledge.models import Body, Country, Theme
from tests import people
from tests.pages import builders
from tests.workplans import plans
from workplans.enums import PlanState
from workplans.models import Activity, Area, Deliverable, SavedView, WorkPlan
from workplans.selectors.timing import overdue_activities, overdue_deliverables, overdue_tasks

pytestmark = pytest.mark.django_db

REGISTER = "/en/workplans/register/"


def titles(client: Client, query: str) -> list[str]:
    """The titles of the file, which has every activity found, without those of the content."""
    body = client.get(f"/en/workplans/register.csv?{query}").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(body, newline=""))
    return [row["活动（英文） / Activity (English)"] for row in rows if row["工作计划 / Work plan"].startswith("Plan ")]


@pytest.fixture
def two() -> tuple[Activity, Activity]:
    """A project of 2031, led by an institute, with numbers; and an intended one without dates in another plan."""
    first_area = plans.area(builders.plan())
    Area.objects.filter(pk=first_area.pk).update(theme=Theme.objects.get(slug="pillar-1"))
    first = plans.project(first_area, "Aaa laboratory", starts_on=date(2031, 4, 1), ends_on=date(2031, 7, 1), precision="quarter")
    plans.lead(first, organisation=plans.organisation())
    plans.take_part(first, country=Country.objects.get(iso3="KAZ"))
    plans.quantity(first)
    second = plans.project(plans.area(builders.plan()), "Zzz forum", state="intended", description_en="A yearly gathering")
    plans.lead(second, body=Body.objects.first())
    return first, second


def test_filters_narrow_down(client: Client, two: tuple[Activity, Activity]) -> None:
    first, second = two
    a, z = "Aaa laboratory", "Zzz forum"
    institute = first.involvements.get(role="lead").organisation.slug
    expected = {
        f"plan={first.plan.slug}": [a],
        f"area={second.plan.slug}.1": [z],
        "theme=pillar-1": [a],
        "state=intended": [z],
        "party=country.KAZ": [a],
        f"party=organisation.{institute}": [a],
        f"party=body.{Body.objects.first().slug}": [z],
        "period=2031": [a],
        "period=2031-Q1": [],
        "period=2031-Q2": [a],
        "period=2031-Q3": [a],
        "period=2031-Q4": [],
        "numbers=any": [a],
        "numbers=none": [z],
        "numbers=participations": [a],
        "q=laborat": [a],
        "q=gathering+yearly": [z],
        f"q=项目{second.plan.slug}": [z],
        "q=laboratory&state=intended": [],
        "sort=title": [a, z],
        "sort=-title": [z, a],
        "sort=state": [z, a],
        "sort=-state": [a, z],
    }
    for query, wanted in expected.items():
        assert titles(client, query) == wanted, query
    page = client.get(f"{REGISTER}?state=intended").content.decode()
    assert z in page
    assert a not in page


@pytest.mark.parametrize("query", ["party=country.XXX", "party=user.1", "period=1800", "area=x", "sort=owner", "plan=nothing"])
def test_a_filter_that_cannot_be_read_finds_nothing_and_says_so(client: Client, query: str) -> None:
    answer = client.get(f"{REGISTER}?{query}")
    assert answer.status_code == 200
    assert "A filter cannot be read" in answer.content.decode()
    assert titles(client, query) == []


def test_overdue_in_the_database_is_overdue_in_the_model() -> None:
    today = timezone.localdate()
    area = plans.area(builders.plan())
    year = today.year
    days = [date(year - 1, 12, 31), date(year, 1, 1), today, today.replace(day=1), date(year + 1, 1, 1)]
    for precision in ("day", "month", "quarter", "half", "year", "unknown"):
        for day in days:
            for state in ("committed", "done", "dropped"):
                plans.project(area, starts_on=day, precision=precision, state=state)
                made = plans.project(area, starts_on=date(year - 2, 1, 1), ends_on=day, precision=precision, state=state)
            made.tasks.create(number=1, title_en="Step", due_on=day, precision=precision)
    plans.project(area)
    late = set(Activity.objects.filter(overdue_activities(), plan=area.plan))
    assert late == {each for each in area.plan.activities.all() if each.is_overdue}
    assert 0 < len(late) < area.plan.activities.count()
    tasks = {task for each in area.plan.activities.all() for task in each.tasks.all()}
    assert set(area.plan.activities.model.tasks.rel.related_model.objects.filter(overdue_tasks(), activity__plan=area.plan)) == {
        task for task in tasks if task.is_overdue
    }


def test_a_deliverable_is_overdue_when_its_quarter_has_passed() -> None:
    plan, today = builders.plan(), timezone.localdate()
    quarter = (today.month + 2) // 3
    for number, (year, due) in enumerate([(today.year - 1, 4), (today.year, quarter), (today.year + 1, 1)], 1):
        plan.deliverables.create(number=number, title_en="x", due_year=year, due_quarter=due, action_asked="approval")
    plan.deliverables.create(
        number=9, title_en="x", due_year=today.year - 1, due_quarter=1, action_asked="approval", state="delivered"
    )
    found = Deliverable.objects.filter(overdue_deliverables(), plan=plan)
    assert list(found.values_list("number", flat=True)) == [1]


def test_earlier_versions_are_found_only_by_asking_for_them(client: Client, two: tuple[Activity, Activity]) -> None:
    first, _second = two
    WorkPlan.objects.filter(pk=first.plan_id).update(state=PlanState.SUPERSEDED)
    assert titles(client, "") == ["Zzz forum"]
    assert titles(client, f"plan={first.plan.slug}") == ["Aaa laboratory"]


def test_headings_sort_and_keep_the_filters(client: Client) -> None:
    page = client.get(f"{REGISTER}?q=work&page=2&sort=title").content.decode()
    assert 'aria-sort="ascending"><a href="?q=work&amp;sort=-title">' in page
    assert 'href="?q=work&amp;sort=starts"' in page
    assert 'aria-sort="descending"' in client.get(f"{REGISTER}?sort=-state").content.decode()


def test_counts_and_pages(client: Client) -> None:
    area = plans.area(builders.plan())
    for number in range(60):
        plans.project(area, state="intended" if number < 7 else "done")
    page = client.get(f"{REGISTER}?plan={area.plan.slug}").content.decode()
    assert "60 activities" in page
    assert page.count("<tr id=") == 50
    assert "?plan=" in page.partition('rel="next"')[2][:200]
    assert ">intended</span> 7</li>" in page
    assert ">done</span> 53</li>" in page


def test_files_are_harmless_and_in_both_languages(client: Client) -> None:
    wicked = plans.project(plans.area(builders.plan()), "=1+1", starts_on=date(2031, 5, 4), precision="day")
    query = f"plan={wicked.plan.slug}"
    assert titles(client, query) == ["'=1+1"]
    answer = client.get(f"/zh-hans/workplans/register.xlsx?{query}")
    assert 'filename="activities.xlsx"' in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, next(sheet.iter_rows(min_row=2)), strict=True))
    assert (row["活动（英文）\nActivity (English)"].value, row["活动（英文）\nActivity (English)"].data_type) == ("=1+1", "s")
    assert row["起\nFrom"].value.date() == date(2031, 5, 4)
    assert client.get("/en/workplans/register.exe").status_code == 404


def test_drafts_never_leak(client: Client) -> None:
    plan, activity = plans.hidden_plan()
    promised = activity.deliverables.get()
    institute = activity.involvements.exclude(organisation=None).first().organisation
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.get(activity.get_absolute_url()).status_code == 404
    assert client.get(f"/en/workplans/{plan.slug}/deliverables/{promised.number}/").status_code == 404
    for _visit in ("anybody", "an editor"):
        for address in (
            "/en/workplans/",
            REGISTER,
            f"{REGISTER}?q=Clandestine",
            f"{REGISTER}?plan={plan.slug}",
            f"{REGISTER}?overdue=yes",
            "/en/workplans/register.csv",
            f"/en/workplans/register.csv?plan={plan.slug}",
            "/en/workplans/owed/",
            "/en/workplans/owed/?meeting=none",
            "/en/workplans/countries/kaz/",
            f"/en/workplans/organisations/{institute.slug}/",
            f"/en/workplans/bodies/{plan.body.slug}/",
            "/en/knowledge/countries/kaz/",
        ):
            answer = client.get(address)
            assert answer.status_code == 200, address
            page = answer.content.decode()
            for secret in (
                activity.title_en,
                activity.area.title_en,
                plan.title_en,
                promised.title_en,
                activity.tasks.get().title_en,
            ):
                assert secret not in page, (address, secret)
        assert client.get(f"/en/workplans/owed/?meeting={promised.meeting.slug}").status_code == 404
        client.force_login(people.editor())


def test_the_number_of_questions_stays(client: Client) -> None:
    area = plans.area(builders.plan())
    country = Country.objects.get(iso3="KAZ")

    def grow() -> None:
        plans.take_part(plans.fill(plans.project(area, starts_on=date(2020, 1, 1), precision="day")), country=country)

    def asked() -> list[int]:
        counts = []
        for address in (REGISTER, "/en/workplans/register.csv", "/en/workplans/owed/", "/en/workplans/countries/kaz/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    client.force_login(people.editor())
    grow()
    few = asked()
    for _ in range(4):
        grow()
        other = plans.area(builders.plan())
        plans.fill(plans.project(other))
    assert asked() == few


# Saved views --------------------------------------------------------------------------------------------------------------
def test_a_view_is_kept_shared_renamed_and_deleted(client: Client) -> None:
    owner, other = people.focal_point(), people.editor()
    client.force_login(owner)
    kept = {"name": "Mine", "query": "page=3&state=intended&evil=1&q=%E5%AE%9E"}
    answer = client.post("/en/workplans/register/views/", kept, follow=True)
    view = SavedView.objects.get()
    assert (view.owner, view.name, view.query, view.is_shared) == (owner, "Mine", "q=%E5%AE%9E&state=intended", False)
    assert answer.redirect_chain[-1][0] == f"{REGISTER}?{view.query}"
    client.force_login(other)
    assert "Mine" not in client.get(REGISTER).content.decode()
    address = f"/en/workplans/register/views/{view.pk}/"
    assert client.post(address, {"name": "Taken", "query": ""}).status_code == 404
    assert client.post(address, {"delete": "yes"}).status_code == 404
    client.force_login(owner)
    client.post(address, {"name": "Ours", "query": view.query, "is_shared": "on"})
    client.force_login(other)
    page = client.get(REGISTER).content.decode()
    assert "Ours" in page
    assert "?q=%E5%AE%9E&amp;state=intended" in page
    assert "Ours" not in client.get("/en/workplans/register/views/").content.decode()
    client.force_login(owner)
    client.post(address, {"delete": "yes"})
    assert not SavedView.objects.exists()


def test_a_name_is_given_once_and_what_was_typed_stays(client: Client) -> None:
    client.force_login(people.editor())
    for query in ("state=done", "state=dropped"):
        answer = client.post("/en/workplans/register/views/", {"name": "Late", "query": query})
    page = answer.content.decode()
    assert "You already have a view of this name." in page
    assert 'value="state=dropped"' in page
    assert SavedView.objects.count() == 1


def test_nobody_keeps_a_view_without_signing_in(client: Client) -> None:
    answer = client.post("/en/workplans/register/views/", {"name": "x", "query": ""})
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    assert not SavedView.objects.exists()
    assert "Saved views" not in client.get(REGISTER).content.decode()

"""Who owes what for the next meeting, and what each country, institution, body and theme has to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.enums import PublicationState
from knowledge.models import Body, Country, Event, Theme
from tests import people
from tests.pages import builders
from tests.workplans import plans
from workplans.enums import PlanState
from workplans.models import Activity, Area, Deliverable, WorkPlan
from workplans.selectors.deliverables import by_lead, meetings_owed, next_of, owed_to

pytestmark = pytest.mark.django_db

OWED = "/en/workplans/owed/"


def promised(activity: Activity, meeting: Event, title: str, **fields: object) -> Deliverable:
    made = activity.plan.deliverables.create(
        number=activity.plan.deliverables.count() + 1,
        title_en=title,
        due_year=fields.pop("due_year", 2031),
        due_quarter=1,
        action_asked="approval",
        meeting=meeting,
        **fields,
    )
    made.activities.add(activity)
    return made


def test_the_next_meeting_is_the_first_still_to_come_else_the_last() -> None:
    today = timezone.localdate()
    past, soon, later = (builders.event(on=today + timedelta(days=days)) for days in (-30, 5, 50))
    assert next_of([past, soon, later]) == soon
    assert next_of([past]) == past
    assert next_of([]) is None


def test_what_is_owed_stands_below_whoever_leads_it_and_nobody_is_said_honestly(client: Client) -> None:
    meeting = builders.event(on=timezone.localdate() + timedelta(days=3))
    area = plans.area(builders.plan())
    led, unled = plans.project(area), plans.project(area)
    institute, country = plans.organisation("Institute of Owing"), Country.objects.get(iso3="KAZ")
    plans.lead(led, organisation=institute)
    plans.lead(led, country=country)
    plans.take_part(led, body=Body.objects.first())
    shared = promised(led, meeting, "Shared paper", due_year=2020)
    shared.parts.create(order=1, title_en="Ready half", state="delivered")
    shared.parts.create(order=2, title_en="Missing half")
    loose = promised(unled, meeting, "Loose paper")
    promised(led, meeting, "Finished paper", state="delivered")
    promised(led, builders.event(on=timezone.localdate() + timedelta(days=90)), "Paper for later")
    owing = {each.party: each.deliverables for each in by_lead(owed_to(meeting))}
    assert owing == {country: [shared], institute: [shared], None: [loose]}
    page = client.get(OWED).content.decode()
    assert "2 deliverables are still owed, 1 of them past its quarter" in page
    for said in ("Institute of Owing", "Nobody is named", "Missing half", "Shared paper", "Loose paper", "overdue"):
        assert said in page
    for not_owed in ("Ready half", "Finished paper", "Paper for later"):
        assert not_owed not in page
    assert "Paper for later" in client.get(f"{OWED}?meeting={meetings_owed().last().slug}").content.decode()


def test_meetings_that_are_not_published_and_amended_plans_are_left_out(client: Client) -> None:
    activity = plans.project(plans.area(builders.plan()))
    hidden = builders.event(state=PublicationState.DRAFT, on=timezone.localdate() + timedelta(days=1))
    promised(activity, hidden, "Hidden paper")
    assert client.get(f"{OWED}?meeting={hidden.slug}").status_code == 404
    assert "Hidden paper" not in client.get(OWED).content.decode()
    assert client.get(f"{OWED}?meeting=nothing").status_code == 404
    open_ = builders.event(on=timezone.localdate() + timedelta(days=1))
    Deliverable.objects.filter(plan=activity.plan).update(meeting=open_)
    assert "Hidden paper" in client.get(OWED).content.decode()
    WorkPlan.objects.filter(pk=activity.plan_id).update(state=PlanState.SUPERSEDED)
    assert "Hidden paper" not in client.get(OWED).content.decode()


def test_staff_see_what_is_late(client: Client) -> None:
    late = plans.fill(plans.project(plans.area(builders.plan()), starts_on="2020-01-01", precision="day"))
    page = client.get(OWED).content.decode()
    assert late.tasks.get().title_en not in page
    assert "Overdue tasks" not in page
    client.force_login(people.focal_point())
    page = client.get(OWED).content.decode()
    assert late.tasks.get().title_en in page
    assert late.title_en in page


def test_each_party_and_theme_has_a_page(client: Client) -> None:
    area = plans.area(builders.plan())
    theme = Theme.objects.get(slug="pillar-1")
    Area.objects.filter(pk=area.pk).update(theme=theme)
    led, other = plans.project(area, "Led work"), plans.project(area, "Shared work")
    institute = plans.organisation()
    body = Body.objects.create(slug="test-body", name_en="A body", kind="working_group")
    country = Country.objects.create(iso3="XTA", name_en="A country")
    for party in ({"organisation": institute}, {"body": body}, {"country": country}):
        plans.lead(led, **party)
        plans.take_part(other, **party)
    promised(led, builders.event(), "Promised paper")
    for address in ("countries/xta", f"organisations/{institute.slug}", f"bodies/{body.slug}"):
        page = client.get(f"/en/workplans/{address}/").content.decode()
        for said in ("Led work", "Shared work", "Promised paper", "leads 1", "takes part in 1"):
            assert said in page, (address, said)
    page = client.get("/en/workplans/themes/pillar-1/").content.decode()
    for said in ("Led work", "Shared work", "Promised paper"):
        assert said in page
    assert "/en/workplans/countries/xta/" in client.get("/en/knowledge/countries/xta/").content.decode()
    assert f"/en/workplans/bodies/{body.slug}/" in client.get(body.get_absolute_url()).content.decode()
    assert "/en/workplans/themes/pillar-1/" in client.get(theme.get_absolute_url()).content.decode()
    for nothing in ("countries/xxx", "organisations/nothing", "bodies/nothing", "themes/nothing"):
        assert client.get(f"/en/workplans/{nothing}/").status_code == 404


def test_a_part_of_a_theme_counts_for_the_theme(client: Client) -> None:
    top = Theme.objects.get(slug="pillar-1")
    below = Theme.objects.create(slug="test-below", kind=top.kind, name_en="Below", parent=top)
    area = plans.area(builders.plan())
    Area.objects.filter(pk=area.pk).update(theme=below)
    plans.project(area, "Deep work")
    assert "Deep work" in client.get("/en/workplans/themes/pillar-1/").content.decode()

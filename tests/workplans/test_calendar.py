"""The calendar's month, and the file that other programs subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags
from icalendar import Calendar
from pytest_django import Settings

from knowledge.enums import PublicationState
from knowledge.models import Country, Event
from tests.pages import builders
from tests.pages.conftest import read as read
from tests.workplans import plans
from workplans.enums import PlanState
from workplans.models import Activity, Deliverable, Task, WorkPlan

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


@pytest.fixture
def plan() -> WorkPlan:
    """A plan with something of every kind in June 2031, and beside it what has no day there."""
    made = builders.plan()
    area = plans.area(made)
    short = plans.project(area, "Short course", precision="day", starts_on=date(2031, 6, 3), ends_on=date(2031, 6, 5))
    plans.project(area, "Long course", precision="day", starts_on=date(2031, 5, 20), ends_on=date(2031, 6, 24))
    plans.project(area, "Some time", precision="month", starts_on=date(2031, 6, 1))
    plans.project(area, "Given up", precision="day", starts_on=date(2031, 6, 7), state="dropped")
    step(short, 1, "Programme agreed", date(2031, 6, 10), kind="milestone")
    step(short, 2, "Letters sent", date(2031, 6, 1), precision="month")
    step(short, 3, "Not needed", date(2031, 6, 12), state="dropped")
    Deliverable.objects.create(
        plan=made, number=1, title_en="Report", title_zh_hans="报告", due_year=2031, due_quarter=2, action_asked="endorsement"
    )
    for title, state, days in (
        ("Forum", PublicationState.PUBLISHED, (date(2031, 6, 17), date(2031, 6, 18))),
        ("Secret forum", PublicationState.DRAFT, (date(2031, 6, 17), None)),
        ("Forum of the year", PublicationState.PUBLISHED, (date(2031, 1, 1), None)),
    ):
        event = builders.event(state=state)
        event.title_en, (event.starts_on, event.ends_on) = title, days
        event.precision = "year" if days[1] is None and state == PublicationState.PUBLISHED else "day"
        event.save()
        short.events.add(event)
    return made


def step(activity: Activity, number: int, title: str, due_on: date, **fields: str) -> Task:
    return Task.objects.create(
        activity=activity, number=number, title_en=title, title_zh_hans=f"步骤{number}", due_on=due_on, **fields
    )


def feed(client: Client, plan: WorkPlan, language: str = "en", query: str = "") -> Calendar:
    return Calendar.from_ical(client.get(f"/{language}/workplans/{plan.slug}/calendar.ics{query}").content)


def entries(calendar: Calendar) -> list[tuple[str, date, date]]:
    return [(str(each["summary"]), each["dtstart"].dt, each["dtend"].dt) for each in calendar.walk("VEVENT")]


def test_the_month_lists_its_days_with_what_falls_on_them(client: Client, read: Read, plan: WorkPlan) -> None:
    address = f"/en/workplans/calendar/?month=2031-06&plan={plan.slug}"
    text, parts = read(address), client.get(address).content.decode().partition("</dl>")[0].split('<div id="day-2031-06-')[1:]
    told = {int(part[:2]): " ".join(strip_tags(part[4:]).split()) for part in parts}
    short, forum = "Short course activity committed 3–5 June 2031", "Forum event planned 17–18 June 2031"
    assert told == {
        **{day: f"{day} June 2031 {short} {plan.title_en}" for day in (3, 4, 5)},
        10: f"10 June 2031 Programme agreed milestone open 10 June 2031 Short course {plan.title_en}",
        **{day: f"{day} June 2031 {forum} {plan.title_en}" for day in (17, 18)},
        24: f"24 June 2031 Long course activity ends committed {plan.title_en}",
        30: f"30 June 2031 Letters sent task due open June 2031 Short course {plan.title_en} "
        f"Report deliverable due planned Q2 2031 {plan.title_en}",
    }
    for absent in ("Some time", "Given up", "Not needed", "Secret forum", "Forum of the year"):
        assert absent not in text


def test_the_grid_has_every_day_and_leads_to_the_list_where_it_has_no_room(client: Client, plan: WorkPlan) -> None:
    activity = Activity.objects.get(title_en="Short course")
    for number in range(4, 8):
        step(activity, number, f"Step {number}", date(2031, 6, 20))
    with time_machine.travel("2031-06-10T12:00Z"):
        page = client.get(f"/en/workplans/calendar/?plan={plan.slug}").content.decode()
    grid = page.partition('<table class="month-grid">')[2].partition("</table>")[0]
    assert grid.count('class="month-day"') == 30
    assert grid.count('aria-current="date"') == 1
    assert '<a href="#day-2031-06-20">1 more</a>' in grid
    assert 'id="day-2031-06-20"' in page
    assert f'href="?plan={plan.slug}&amp;month=2031-05"' in page


@pytest.mark.parametrize("month", ["2031-13", "x", "", "0000-01", "9999-12"])
def test_a_month_that_is_none_is_not_found(client: Client, month: str) -> None:
    assert client.get("/en/workplans/calendar/", {"month": month}).status_code == 404


def test_the_feed_has_whole_days_with_an_end_that_does_not_belong(client: Client, plan: WorkPlan) -> None:
    assert entries(feed(client, plan)) == [
        ("Activity begins: Long course", date(2031, 5, 20), date(2031, 5, 21)),
        ("Short course", date(2031, 6, 3), date(2031, 6, 6)),
        ("Milestone: Programme agreed", date(2031, 6, 10), date(2031, 6, 11)),
        ("Forum", date(2031, 6, 17), date(2031, 6, 19)),
        ("Activity ends: Long course", date(2031, 6, 24), date(2031, 6, 25)),
        ("Task due: Letters sent", date(2031, 6, 30), date(2031, 7, 1)),
        ("Deliverable due: Report", date(2031, 6, 30), date(2031, 7, 1)),
    ]


@pytest.mark.parametrize(("language", "name", "kind"), [("en", "Plan", "Milestone: "), ("zh-hans", "计划", "里程碑：")])
def test_the_feed_speaks_the_language_of_its_address(client: Client, plan: WorkPlan, language: str, name: str, kind: str) -> None:
    calendar = feed(client, plan, language)
    assert str(calendar["x-wr-calname"]).startswith(name)
    assert calendar["refresh-interval"].params["VALUE"] == "DURATION"
    milestone = next(each for each in calendar.walk("VEVENT") if str(each["summary"]).startswith(kind))
    title = plan.title_en if language == "en" else plan.title_zh_hans
    assert title in str(milestone["description"])
    assert str(milestone["url"]) == f"http://testserver/{language}/workplans/{plan.slug}/activities/1/"
    assert [str(each) for each in milestone["categories"].cats] == [kind.rstrip(": ：").lower(), title]


def test_entries_keep_their_names_and_tell_when_they_were_changed(client: Client, plan: WorkPlan, settings: Settings) -> None:
    settings.SITE_URL = "https://portal.example.org"
    before = {str(each["uid"]): each["dtstamp"].dt for each in feed(client, plan).walk("VEVENT")}
    task = Task.objects.get(title_en="Programme agreed")
    assert f"milestone-{task.pk}@portal.example.org" in before
    with time_machine.travel("2031-01-05T06:07:08Z"):
        task.title_en, task.due_on = "Programme settled", date(2031, 7, 1)
        task.save()
    after = {str(each["uid"]): each["dtstamp"].dt for each in feed(client, plan, "zh-hans").walk("VEVENT")}
    assert before.keys() == after.keys()
    changed = {uid: moment for uid, moment in after.items() if before[uid] != moment}
    assert changed == {f"milestone-{task.pk}@portal.example.org": datetime(2031, 1, 5, 6, 7, 8, tzinfo=UTC)}


def test_lines_are_folded_at_75_octets_and_texts_escaped(client: Client, plan: WorkPlan) -> None:
    wanted = "各方商定论坛日程，包括所有合作院校、医院和疾病预防控制中心,以及秘书处;\\并以中英文两种文本提交议程草案" * 2
    task = Task.objects.get(title_en="Programme agreed")
    task.title_zh_hans = wanted
    task.save()
    body = client.get(f"/zh-hans/workplans/{plan.slug}/calendar.ics").content
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no character is torn apart
    assert f"里程碑：{wanted}" in [summary for summary, _first, _last in entries(Calendar.from_ical(body))]


def test_who_has_the_feed_already_is_given_nothing_until_something_changes(client: Client, plan: WorkPlan) -> None:
    address = f"/en/workplans/{plan.slug}/calendar.ics"
    first = client.get(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert client.get(address).content == first.content

    def again() -> int:
        return client.get(address, headers={"If-None-Match": first["ETag"]}).status_code

    assert again() == 304
    activity, event = Activity.objects.get(title_en="Short course"), Event.objects.get(title_en="Forum")
    activity.events.remove(event)  # a link that no history tells of
    assert again() == 200
    assert "Forum" not in [summary for summary, _first, _last in entries(feed(client, plan))]
    activity.events.add(event)
    assert again() == 200
    assert client.get(f"/zh-hans/workplans/{plan.slug}/calendar.ics")["ETag"] != first["ETag"]


def test_the_feed_follows_the_filters_and_never_tells_of_drafts(client: Client, plan: WorkPlan) -> None:
    short = Activity.objects.get(title_en="Short course")
    plans.lead(short, country=Country.objects.get(iso3="KAZ"))
    summaries = [summary for summary, _first, _last in entries(feed(client, plan, query="?party=country.KAZ"))]
    assert summaries == ["Short course", "Milestone: Programme agreed", "Forum", "Task due: Letters sent"]
    assert [summary for summary, *_ in entries(feed(client, plan, query="?state=dropped"))] == ["Given up"]
    for query in ("?state=9", "?area=x", "?party=body.none"):
        assert client.get(f"/en/workplans/{plan.slug}/calendar.ics{query}").status_code == 404
    event = Event.objects.get(title_en="Forum")
    event.state = PublicationState.ARCHIVED
    event.save()
    everything = client.get("/en/workplans/calendar.ics").content.decode()
    assert "Short course" in everything
    assert "Forum" not in everything
    plan.state = PlanState.DRAFT
    plan.save()
    assert client.get(f"/en/workplans/{plan.slug}/calendar.ics").status_code == 404
    assert client.get(f"/en/workplans/calendar.ics?plan={plan.slug}").status_code == 404
    assert "Short course" not in client.get("/en/workplans/calendar.ics").content.decode()


def test_a_cancelled_event_says_so(client: Client, plan: WorkPlan) -> None:
    event = Event.objects.get(title_en="Forum")
    event.status, event.place_en = "cancelled", "Online"
    event.save()
    found = next(each for each in feed(client, plan).walk("VEVENT") if str(each["summary"]) == "Forum")
    assert (str(found["status"]), str(found["location"])) == ("CANCELLED", "Online")

"""The timeline: what it shows, in which order, for whom, and in how many statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Country
from tests.pages import builders
from tests.pages.conftest import read as read
from tests.workplans import plans
from workplans.enums import PlanState
from workplans.models import Activity, Deliverable, Task, WorkPlan
from workplans.views import timeline

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]
BAR = re.compile(r'class="bar bar--(\w+)" x="([\d.]+)%" y="50%" width="([\d.]+)%"')
MARK = re.compile(r'class="mark mark--(\w+)" href="#\w+" x="([\d.]+)%" y="50%"')


@pytest.fixture
def plan() -> WorkPlan:
    """A plan of 2031 (four quarters of 25%)."""
    return builders.plan()


def dated(plan: WorkPlan, precision: str, start: date | None, end: date | None = None, state: str = "committed") -> Activity:
    area = plan.areas.first() or plans.area(plan)
    return plans.project(area, precision=precision, starts_on=start, ends_on=end, state=state)


def drawn(client: Client, plan: WorkPlan, query: str = "") -> list[tuple[str, ...]]:
    page = client.get(f"/en/workplans/{plan.slug}/timeline/{query}").content.decode()
    return BAR.findall(page.partition('id="timeline-caption"')[2])


def test_each_precision_has_a_bar_of_its_own_length(client: Client, plan: WorkPlan) -> None:
    day = date(2031, 5, 10)
    for precision in ("day", "month", "quarter", "half", "year"):
        dated(plan, precision, day)
    assert drawn(client, plan) == [
        ("committed", "35.71", "0.27"),
        ("committed", "33.24", "8.52"),
        ("committed", "25.00", "25.00"),
        ("committed", "0.00", "50.00"),
        ("committed", "0.00", "100.00"),
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_row_says_in_words_what_the_line_draws(read: Read, client: Client, plan: WorkPlan, language: str) -> None:
    activity = dated(plan, "quarter", date(2031, 4, 1), date(2031, 9, 1), "under_way")
    Task.objects.create(
        activity=activity, number=1, kind="milestone", title_en="Agreed", title_zh_hans="商定", due_on=date(2031, 6, 30)
    )
    Task.objects.create(activity=activity, number=2, kind="task", title_en="Letters", title_zh_hans="发函", due_on=date(2031, 6, 1))
    promised = Deliverable.objects.create(
        plan=plan, number=7, title_en="Report", title_zh_hans="报告", due_year=2031, due_quarter=3, action_asked="approval"
    )
    promised.activities.add(activity)
    address = f"/{language}/workplans/{plan.slug}/timeline/"
    text, page = read(address), client.get(address).content.decode()
    if language == "en":
        assert "Q2 2031 – Q3 2031" in text
        assert "◆ Milestone · Agreed · 30 June 2031 · open" in text
        assert "▲ Deliverable 7 · Report · Q3 2031 · planned" in text
    else:
        assert "2031年第二季度至2031年第三季度" in text
        assert "◆ 里程碑 · 商定 · 2031年6月30日 · 未完成" in text
        assert "▲ 交付成果7 · 报告 · 2031年第三季度 · 计划中" in text
    assert "Letters" not in text
    assert "发函" not in text
    assert BAR.findall(page)[-1] == ("under_way", "25.00", "50.00")
    assert MARK.findall(page) == [("milestone", "50.00"), ("deliverable", "75.00")]
    assert " style=" not in page


def test_what_has_no_date_stands_apart(client: Client, read: Read, plan: WorkPlan) -> None:
    known = dated(plan, "year", date(2031, 1, 1))
    unknown = dated(plan, "unknown", date(2031, 1, 1))
    empty = dated(plan, "day", None)
    before, apart = read(f"/en/workplans/{plan.slug}/timeline/").split("No date known")
    assert known.title_en in before
    assert unknown.title_en not in before
    assert unknown.title_en in apart
    assert empty.title_en in apart


def test_today_has_a_line_where_the_plan_has_today(client: Client, plan: WorkPlan) -> None:
    dated(plan, "year", date(2031, 1, 1))
    with time_machine.travel("2031-07-01T12:00Z"):
        page = client.get(f"/en/workplans/{plan.slug}/timeline/").content.decode()
    assert '<line class="today" x1="50.00%" x2="50.00%"' in page
    assert "today, 1 July 2031" in page
    with time_machine.travel("2040-07-01T12:00Z"):
        assert 'class="today"' not in client.get(f"/en/workplans/{plan.slug}/timeline/").content.decode()


def test_deliverables_of_no_activity_have_rows_of_their_own(read: Read, plan: WorkPlan) -> None:
    dated(plan, "year", date(2031, 1, 1))
    Deliverable.objects.create(
        plan=plan, number=3, title_en="Strategy", title_zh_hans="战略", due_year=2031, due_quarter=4, action_asked="approval"
    )
    assert "Deliverables 3 Strategy planned Q4 2031" in read(f"/en/workplans/{plan.slug}/timeline/")
    assert "Strategy" not in read(f"/en/workplans/{plan.slug}/timeline/?state=committed")


def test_filters_narrow_down(client: Client, read: Read, plan: WorkPlan) -> None:
    first = dated(plan, "year", date(2031, 1, 1), state="done")
    other = plans.project(plans.area(plan), precision="month", starts_on=date(2031, 2, 1), state="intended")
    plans.lead(first, country=Country.objects.get(iso3="KAZ"))
    elsewhere = dated(builders.plan(), "year", date(2031, 1, 1))
    everything = [first, other, elsewhere]

    def shown(query: str) -> list[Activity]:
        text = read(f"/en/workplans/timeline/{query}")
        return [each for each in everything if each.title_en in text]

    assert shown("") == everything
    assert shown(f"?plan={plan.slug}") == [first, other]
    assert shown(f"?area={other.area.plan.slug}.{other.area.number}") == [other]
    assert shown("?state=done") == [first]
    assert shown("?party=country.KAZ") == [first]
    assert shown(f"?state=intended&plan={plan.slug}") == [other]
    for unread in ("?plan=no-such-plan", "?area=9", "?state=9", "?party=country.XXX"):
        assert shown(unread) == []
        assert shown(f"{unread}%00") == []
        assert "Select a valid choice" in read(f"/en/workplans/timeline/{unread}")


def test_drafts_stay_unseen_and_replaced_versions_are_told_once(client: Client, read: Read, plan: WorkPlan) -> None:
    activity = dated(plan, "year", date(2031, 1, 1))
    for state in (PlanState.DRAFT, PlanState.SUPERSEDED):
        plan.state = state
        plan.save()
        assert activity.title_en not in read("/en/workplans/timeline/")
        assert plan.title_en not in read("/en/workplans/timeline/")
        assert activity.title_en not in read(f"/en/workplans/timeline/?plan={plan.slug}")
    assert activity.title_en in read(f"/en/workplans/{plan.slug}/timeline/")  # a version that was replaced can still be read
    plan.state = PlanState.DRAFT
    plan.save()
    assert client.get(f"/en/workplans/{plan.slug}/timeline/").status_code == 404


def test_too_many_rows_are_shown_area_by_area(client: Client, read: Read, plan: WorkPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "PER_PAGE", 3)
    large, small = plans.area(plan, "Large"), plans.area(plan, "Small")
    rows = [plans.project(large, precision="quarter", starts_on=date(2031, 4, 1), state="done") for _ in range(4)]
    rows.append(plans.project(large, precision="unknown"))
    plans.project(small, precision="month", starts_on=date(2031, 12, 1), state="intended")
    address = f"/en/workplans/{plan.slug}/timeline/"
    text = read(address)
    assert f"{large.title_en} 5 committed · 1 done · 4 no date known · 1 Q2 2031" in text
    assert f"{small.title_en} 1 intended · 1 December 2031" in text
    assert rows[0].title_en not in text
    assert f'href="?area={plan.slug}.{large.number}"' in client.get(address).content.decode()
    pages = [read(f"{address}?area={plan.slug}.{large.number}&page={number}") for number in (1, 2)]
    assert [[each.title_en in page for each in rows] for page in pages] == [
        [True, True, True, False, False],
        [False, False, False, True, True],
    ]


def test_the_number_of_statements_stays_the_same(client: Client, plan: WorkPlan) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def more() -> None:
        activity = builders.activity(plan)
        Activity.objects.filter(pk=activity.pk).update(precision="day", starts_on=date(2031, 4, 1))
        Task.objects.create(
            activity=activity, number=1, kind="milestone", title_en="Step", title_zh_hans="里", due_on=date(2031, 6, 30)
        )
        plans.take_part(activity, country=Country.objects.first())
        promised = Deliverable.objects.filter(plan=plan).last()
        promised.activities.add(activity)

    addresses = ["/en/workplans/timeline/", f"/en/workplans/{plan.slug}/timeline/", "/en/workplans/calendar/?month=2031-06"]
    addresses += ["/en/workplans/calendar.ics", f"/en/workplans/{plan.slug}/calendar.ics"]
    more()
    few = [asked(address) for address in addresses]
    for _ in range(4):
        more()
    assert [asked(address) for address in addresses] == few

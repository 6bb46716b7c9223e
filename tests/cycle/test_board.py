"""The board: who sees which rows, who owes what, and what is done with many at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.models import Notice
from knowledge.models import Country
from results.enums import EntryState, ReportingStep
from results.models import ProgressEntry, ReportingCycle
from results.selectors.board import board_of, cycles_for_board
from results.selectors.deadlines import Deadline
from results.services.cycles import open_cycle
from results.templatetags.board import days_left
from tests import people
from tests.cycle import builders
from tests.cycle.posting import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def countries() -> list[Country]:
    return builders.members(2)


@pytest.fixture
def cycle() -> ReportingCycle:
    return builders.cycle()


def _address(cycle: ReportingCycle, query: str = "") -> str:
    return f"/en/results/cycles/{cycle.slug}/{query}"


def _do(client: Client, cycle: ReportingCycle, action: str, *records: object) -> str:
    names = [f"{record._meta.model_name}:{record.pk}" for record in records]
    response = client.post(_address(cycle), {"action": action, "record": names, "query": "group=country"}, follow=True)
    assert response.redirect_chain[-1][0] == _address(cycle, "?group=country")
    return response.content.decode()


def _waits_for(cycle: ReportingCycle, record: object) -> set[object]:
    board = board_of(cycles_for_board().get(pk=cycle.pk), people.editor())
    return {person for row in board.rows if row.record == record for person in row.people}


def test_who_a_record_waits_for(cycle: ReportingCycle, countries: list[Country]) -> None:
    author, assignee, focal = people.editor(), people.editor(), people.focal_point(country=countries[0])
    one, other = people.reviewer(), people.person(people.EDITOR, people.REVIEWER)
    draft = builders.entry(cycle)
    ProgressEntry.objects.filter(pk=draft.pk).update(assignee=assignee)
    returned = builders.entry(cycle, author=author, state=EntryState.RETURNED)
    ProgressEntry.objects.filter(pk=returned.pk).update(assignee=assignee)
    assert _waits_for(cycle, draft) == {assignee}
    assert _waits_for(cycle, returned) == {author}
    assert _waits_for(cycle, builders.country_progress(cycle, countries[0])) == {focal}
    assert _waits_for(cycle, builders.entry(cycle, author=other, state=EntryState.SUBMITTED)) == {one}
    assert _waits_for(cycle, builders.entry(cycle, author=author, state=EntryState.APPROVED)) == set()


def test_a_focal_point_sees_the_own_countrys_rows_alone(cycle: ReportingCycle, countries: list[Country]) -> None:
    indicator = builders.indicator(cycle, by_country=True)
    open_cycle(cycle=cycle, by=people.editor())
    focal = people.focal_point(country=countries[0])

    rows = board_of(cycle, focal).rows
    assert {row.country for row in rows} == {countries[0]}
    assert len(rows) == 2
    page = signed_in(focal).get(_address(cycle)).content.decode()
    assert indicator.name in page
    assert f">Country progress: {rows[1].theme}</a>" in page  # not the theme's name alone
    assert countries[1].name not in page
    assert "Remind now" not in page


@pytest.mark.parametrize("make", [people.person, people.focal_point])
def test_nobody_else_sees_it(make: object, cycle: ReportingCycle) -> None:
    client = signed_in(make())  # a focal point without a country speaks for none
    assert client.get(_address(cycle)).status_code == 403
    assert client.get("/en/results/cycles/").status_code == 403
    assert client.post(_address(cycle), {"action": "remind"}).status_code == 403
    assert Client().get(_address(cycle)).status_code == 302


def test_many_are_submitted_each_by_its_own_rules(cycle: ReportingCycle, countries: list[Country]) -> None:
    editor = people.editor()
    good, empty = builders.entry(cycle, author=editor), builders.entry(cycle, author=editor)
    progress = builders.country_progress(cycle, countries[0], author=editor)
    ProgressEntry.objects.filter(pk=empty.pk).update(narrative_zh_hans="")

    page = _do(signed_in(editor), cycle, "submit", good, empty, progress)

    assert f"Submitted: {good.indicator.code}, Country progress: {progress.theme} ({countries[0]})." in page
    assert f"{empty.indicator.code} stays as it is: The progress must be written in both languages" in page
    for record, state in ((good, "submitted"), (empty, "draft"), (progress, "submitted")):
        record.refresh_from_db()
        assert record.state == state


def test_many_are_approved_and_the_own_stays(cycle: ReportingCycle) -> None:
    both = people.person(people.EDITOR, people.REVIEWER)
    theirs = [builders.entry(cycle, author=people.editor(), state=EntryState.SUBMITTED) for _ in range(2)]
    own = builders.entry(cycle, author=both, state=EntryState.SUBMITTED)

    page = _do(signed_in(both), cycle, "approve", *theirs, own)

    assert f"Approved: {theirs[0].indicator.code}, {theirs[1].indicator.code}." in page
    assert f"{own.indicator.code} stays as it is: You may not review this entry" in page
    assert set(ProgressEntry.objects.filter(cycle=cycle, state="approved")) == set(theirs)


def test_a_focal_point_does_nothing_with_the_records_of_others(cycle: ReportingCycle, countries: list[Country]) -> None:
    theirs = builders.country_progress(cycle, countries[1])
    page = _do(signed_in(people.focal_point(country=countries[0])), cycle, "submit", theirs)
    assert "Choose at least one row." in page
    theirs.refresh_from_db()
    assert theirs.state == EntryState.DRAFT


def test_records_of_another_cycle_are_not_touched(cycle: ReportingCycle) -> None:
    elsewhere = builders.entry(builders.cycle(), author=people.editor())
    _do(signed_in(people.editor()), cycle, "submit", elsewhere)
    elsewhere.refresh_from_db()
    assert elsewhere.state == EntryState.DRAFT


def test_an_editor_reminds_and_others_do_not(cycle: ReportingCycle) -> None:
    entry = builders.entry(cycle)
    ProgressEntry.objects.filter(pk=entry.pk).update(assignee=people.editor(email="owner@example.org"))
    assert "1 e-mail is on its way." in _do(signed_in(people.editor()), cycle, "remind")
    assert "Nobody is reminded" in _do(signed_in(people.editor()), cycle, "remind")
    assert Notice.objects.get().facts["due"] == [["results", "progressentry", entry.pk]]
    assert signed_in(people.reviewer()).post(_address(cycle), {"action": "remind"}).status_code == 403


def test_groups_and_filters(cycle: ReportingCycle, countries: list[Country]) -> None:
    for country in countries:
        builders.country_progress(cycle, country)
    approved = builders.entry(cycle, author=people.editor(), state=EntryState.APPROVED)
    client = signed_in(people.editor())

    def headings(query: str) -> list[str]:
        return [str(group.heading) for group in client.get(_address(cycle, query)).context["groups"]]

    assert headings("?group=country") == ["The region", *(str(country) for country in countries)]
    theme = approved.indicator.placements.get().result.theme
    assert headings("?group=pillar") == [str(theme)]
    assert headings("?group=person") == ["Nobody is named yet", "Nothing is owed"]
    assert headings("?group=country&state=approved") == ["The region"]
    assert headings("?group=country&state=waiting") == [str(country) for country in countries]
    assert headings(f"?group=country&country={countries[1].iso3}") == [str(countries[1])]
    assert headings("?group=sideways&state=no-such&country=XX") == []


def test_the_board_takes_a_constant_number_of_queries() -> None:
    counts = []
    editor = people.editor()
    client = signed_in(editor)
    for size in (2, 9):
        cycle = builders.cycle()
        for _ in range(size):
            builders.indicator(cycle, by_country=True)
        open_cycle(cycle=cycle, by=editor)
        client.get(_address(cycle))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(_address(cycle)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 30


@pytest.mark.parametrize(
    ("today", "english", "chinese"),
    [
        (date(2031, 8, 12), "2 days left", "剩余2天"),
        (date(2031, 8, 14), "due today", "今天截止"),
        (date(2031, 10, 13), "60 days overdue", "逾期60天"),
        (date(2031, 10, 14), "more than 1 month overdue", "逾期超过1个月"),
        (date(2031, 10, 15), "more than 2 months overdue", "逾期超过2个月"),
        (date(2033, 8, 14), "more than 23 months overdue", "逾期超过23个月"),
        (date(2033, 8, 15), "more than 2 years overdue", "逾期超过2年"),
        (date(2034, 8, 14), "more than 2 years overdue", "逾期超过2年"),
        (date(2034, 8, 15), "more than 3 years overdue", "逾期超过3年"),
    ],
)
def test_how_long_a_step_still_has_or_is_overdue(today: date, english: str, chinese: str) -> None:
    deadline = Deadline(ReportingStep.INPUT, date(2031, 8, 14))
    assert days_left(deadline, today) == english
    with override("zh-hans"):
        assert days_left(deadline, today) == chinese


def test_the_list_of_cycles_names_the_next_deadline(cycle: ReportingCycle) -> None:
    page = signed_in(people.editor()).get("/en/results/cycles/").content.decode()
    assert cycle.title in page
    assert "Input: 14 August 2031" in page

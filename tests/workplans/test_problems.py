"""Problems and adjustments: noted, taken in hand, followed until they are closed, and kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from base.text import Text
from base.text_checks import warnings_of
from knowledge.models import Event
from tests import people
from tests.cycle.posting import fields_of, signed_in
from tests.parity.stories import standing
from tests.workplans import supervising
from workplans.enums import EvaluationState, ProblemState, TaskState
from workplans.models import Problem, Task
from workplans.selectors.mine import mine_of
from workplans.selectors.problems import people_for, problem_url, problems_of
from workplans.services import evaluating, problems

pytestmark = pytest.mark.django_db
NOTE = Text(zh="已租用会议室。", en="A room was rented.")


@pytest.fixture
def problem() -> Problem:
    """Of an activity in which the first member country takes part."""
    return supervising.problem(supervising.activity(supervising.plan(), with_=supervising.countries(1)[0]))


def test_its_way_from_open_to_closed_and_back(problem: Problem) -> None:
    editor = people.editor()
    taken = problems.take_in_hand(problem=problem, by=editor)
    assert (taken.state, taken.owner) == (ProblemState.IN_HAND, editor)
    with pytest.raises(ValidationError, match="already"):
        problems.take_in_hand(problem=problem, by=editor)
    for note in (Text(), Text(en="Done."), Text(zh="已完成。", en=" ")):
        with pytest.raises(ValidationError, match="both languages"):
            problems.close(problem=problem, note=note, by=editor)
    closed = problems.close(problem=problem, note=NOTE, by=editor)
    assert (closed.state, closed.closed_on, closed.closing_note_zh_hans) == (ProblemState.CLOSED, timezone.localdate(), NOTE.zh)
    for step in (problems.take_in_hand, problems.record):
        with pytest.raises(ValidationError, match="closed"):
            step(problem=closed, by=editor)
    with pytest.raises(PermissionDenied):
        problems.reopen(problem=closed, by=people.focal_point(country=supervising.countries(1)[0]))
    again = problems.reopen(problem=closed, by=editor)
    assert (again.state, again.closed_on, again.closing_note_en) == (ProblemState.IN_HAND, None, NOTE.en)
    reasons = list(again.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert reasons == [None, "take_in_hand", "close", "reopen"]


def test_numbers_count_within_the_activity() -> None:
    plan, editor = supervising.plan(), people.editor()
    first, second = supervising.activity(plan), supervising.activity(plan)
    words = {"description_en": "Late.", "description_zh_hans": "延误。"}
    made = [problems.add(problem=Problem(activity=each, **words), by=editor).number for each in (first, first, second)]
    assert made == [1, 2, 1]


def test_found_on_a_visit_it_names_the_visit() -> None:
    activity, editor = supervising.activity(supervising.plan()), people.editor()
    words = {"description_en": "Late.", "description_zh_hans": "延误。", "source": "visit"}
    with pytest.raises(ValidationError, match="Choose the visit"):
        problems.add(problem=Problem(activity=activity, **words), by=editor)
    visit = Event.objects.first()
    assert problems.add(problem=Problem(activity=activity, visit=visit, **words), by=editor).visit == visit


def test_who_sees_and_who_follows_it(problem: Problem) -> None:
    here, there = supervising.countries()
    focal, editor, reviewer = people.focal_point(country=here), people.editor(), people.reviewer()
    for person, sees, follows in (
        (editor, True, True),
        (focal, True, True),
        (reviewer, True, False),
        (people.focal_point(country=there), False, False),
        (people.focal_point(), False, False),
    ):
        assert list(problems_of(person, problem.activity.plan)) == ([problem] if sees else [])
        assert signed_in(person).get(problem_url(problem)).status_code == (200 if sees else 404)
        if follows:
            problems.record(problem=problem, by=person)
        else:
            with pytest.raises(PermissionDenied):
                problems.record(problem=problem, by=person)
    for address in ("/en/workplans/problems/", problem_url(problem), f"/en/workplans/{problem.activity.plan.slug}/problems/"):
        assert signed_in(people.person()).get(address).status_code == 403
        assert Client().get(address).status_code == 302
    with pytest.raises(PermissionDenied):
        problems.add(problem=Problem(activity=problem.activity), by=focal)
    assert set(people_for(problem.activity)) >= {editor, focal}
    assert reviewer not in people_for(problem.activity)


def test_problems_are_nowhere_public(problem: Problem) -> None:
    for address in (problem.activity.plan.get_absolute_url(), problem.activity.get_absolute_url()):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert problem.description_en not in answer.content.decode()


def test_the_list_is_narrowed_and_what_is_closed_stays(problem: Problem) -> None:
    activity, editor, yesterday = problem.activity, people.editor(), timezone.localdate() - timedelta(days=1)
    problem.due_on = yesterday
    problem.save()
    for number, fields in ((2, {"owner": editor, "state": "in_hand"}), (3, {"due_on": yesterday, "state": "closed"})):
        texts = {"description_en": f"Number {number}.", "description_zh_hans": f"第{number}个。"}
        Problem.objects.create(activity=activity, number=number, **texts, **fields)
    client = signed_in(editor)
    for query, shown in {
        "": {1, 2},
        "?state=overdue": {1},
        "?state=open": {1},
        "?state=closed": {3},
        "?state=all": {1, 2, 3},
        "?owner=none": {1},
        f"?owner={editor.pk}": {2},
        f"?state=closed&owner={editor.pk}": set(),
    }.items():
        for address in (f"/en/workplans/{activity.plan.slug}/problems/", "/en/workplans/problems/"):
            page = client.get(address + query).content.decode()
            found = {number for number in (1, 2, 3) if f"/problems/{activity.code}/{number}/" in page}
            assert found == shown, (address, query)


# The pages ----------------------------------------------------------------------------------------------------------------
def test_a_problem_of_a_visit_is_noted_on_the_page() -> None:
    activity, editor = supervising.activity(supervising.plan()), people.editor()
    address = f"/en/workplans/{activity.plan.slug}/problems/add/"
    client = signed_in(editor)
    form = fields_of(client.get(f"{address}?activity={activity.code}").content.decode())
    assert form["activity"] == [str(activity.pk)]
    words = {"description_en": "Late.", "description_zh_hans": "延误。", "source": "visit"}
    refused = client.post(address, form | words)
    assert (refused.status_code, "Choose the visit on which it was found." in refused.content.decode()) == (422, True)
    page = client.post(address, form | words | {"visit": str(activity.events.get().pk)}, follow=True).content.decode()
    assert "It is followed until it is closed." in page
    made = Problem.objects.get(activity=activity)
    assert (made.visit, made.source, made.history.get().history_user) == (activity.events.get(), "visit", editor)
    assert signed_in(people.focal_point()).get(address).status_code == 403


def test_it_is_followed_and_closed_on_the_page(problem: Problem) -> None:
    focal = people.focal_point(country=supervising.countries(1)[0])
    client, address = signed_in(focal), problem_url(problem)
    form = fields_of(client.get(address).content.decode())
    client.post(address, form | {"owner": str(focal.pk), "due_on": "2031-09-01", "action": "save"})
    problem.refresh_from_db()
    assert (problem.owner, problem.due_on, problem.state) == (focal, date(2031, 9, 1), ProblemState.OPEN)
    client.post(address, {"action": "take", "seen_version": str(problem.history.first().history_id)})
    seen = {"action": "close", "seen_version": str(problem.history.first().history_id)}
    half = client.post(address, seen | {"closing_note_en": NOTE.en})
    assert (half.status_code, NOTE.en in half.content.decode()) == (422, True)
    stale = client.post(address, {**seen, "seen_version": "1", "closing_note_en": NOTE.en, "closing_note_zh_hans": NOTE.zh})
    assert (stale.status_code, NOTE.zh in stale.content.decode()) == (409, True)
    page = client.post(address, seen | {"closing_note_en": NOTE.en, "closing_note_zh_hans": NOTE.zh}, follow=True)
    assert "Closed. It stays on the list." in page.content.decode()
    problem.refresh_from_db()
    assert (problem.state, problem.closing_note_en) == (ProblemState.CLOSED, NOTE.en)
    assert "entry-form" not in client.get(address).content.decode()
    assert NOTE.zh in client.get(address.replace("/en/", "/zh-hans/")).content.decode()


def test_a_save_over_somebody_elses_shows_both(problem: Problem) -> None:
    slow, quick, address = signed_in(people.editor()), signed_in(people.editor()), problem_url(problem)
    read = fields_of(slow.get(address).content.decode())
    quick.post(address, read | {"description_en": "Theirs.", "action": "save"})
    response = slow.post(address, read | {"due_on": "2031-09-01", "action": "save"})
    assert response.status_code == 409
    again = fields_of(response.content.decode())
    assert (again["description_en"], again["due_on"]) == (["Theirs."], ["2031-09-01"])
    slow.post(address, again | {"_save_mine": "1"})
    problem.refresh_from_db()
    assert (problem.description_en, problem.due_on) == ("Theirs.", date(2031, 9, 1))


def test_numbers_that_differ_are_told_on_save(problem: Problem) -> None:
    client, address = signed_in(people.editor()), problem_url(problem)
    typed = {"description_en": "30 seats.", "description_zh_hans": "20个座位。", "action": "save"}
    page = client.post(address, fields_of(client.get(address).content.decode()) | typed, follow=True).content.decode()
    problem.refresh_from_db()
    assert [(each.field, each.kind) for each in warnings_of(problem)] == [("description", "numbers")]
    assert page.count("alert--warning") == 1


def test_a_translation_is_out_of_date_once_the_other_language_changes(problem: Problem) -> None:
    assert standing(problem, "description") == ("complete", "")
    problem.description_zh_hans = "场地太小，且太远。"
    problem.save()
    assert standing(problem, "description") == ("stale", "en")


# Everything a person owes -------------------------------------------------------------------------------------------------
def test_mine_is_what_waits_for_me(problem: Problem) -> None:
    activity, reviewer = problem.activity, people.reviewer()
    focal = people.focal_point(country=supervising.countries(1)[0])
    evaluation = supervising.opened(activity.plan).evaluations.get()
    task = Task.objects.create(activity=activity, number=1, title_en="List", title_zh_hans="名单", owner=focal)
    focal.organisation, other = supervising.organisations()
    focal.save()
    ours = {"owner": None, "title_en": "Ours", "title_zh_hans": "本单位"}
    shared = Task.objects.create(activity=activity, number=3, organisation=focal.organisation, **ours)
    Task.objects.create(activity=activity, number=4, organisation=other, **ours)
    Task.objects.create(activity=activity, number=2, title_en="Plan", title_zh_hans="计划", owner=focal, state=TaskState.DONE)
    problem.owner = focal
    problem.save()

    mine = mine_of(focal)

    assert [row.evaluation for row in mine.to_write] == [evaluation]
    assert (set(mine.tasks), list(mine.problems), list(mine.rounds), mine.to_review) == (
        {task, shared},
        [problem],
        [evaluation.round],
        [],
    )
    assert mine_of(people.editor()).to_write == []

    evaluation.activity_state, evaluation.progress_en, evaluation.progress_zh_hans = "under_way", "Begun.", "已开始。"
    evaluating.record(evaluation=evaluation, by=focal)
    evaluating.submit(evaluation=evaluation, by=focal)
    assert mine_of(focal).to_write == []
    assert [row.evaluation.state for row in mine_of(reviewer).to_review] == [EvaluationState.SUBMITTED]
    for person, words in ((focal, "Problems in your charge"), (reviewer, "Evaluations to review")):
        assert words in signed_in(person).get("/en/workplans/mine/").content.decode()
    assert signed_in(people.person()).get("/en/workplans/mine/").status_code == 403

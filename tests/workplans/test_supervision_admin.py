"""Rounds, evaluations and problems at the secretariat desk: steps as buttons, history, and to each only what is theirs."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import people
from tests.admin.posting import address_of, delete, form_at, press
from tests.cycle.posting import signed_in
from tests.workplans import supervising
from workplans.enums import EvaluationState, ProblemState
from workplans.models import Evaluation, Problem, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    """Submitted, of an activity in which the first member country takes part."""
    activity = supervising.activity(supervising.plan(), with_=supervising.countries(1)[0])
    return supervising.evaluation(activity, author=people.editor(), state=EvaluationState.SUBMITTED)


def test_every_page_opens_in_both_languages(evaluation: Evaluation) -> None:
    client = signed_in(people.administrator())
    problem = supervising.problem(evaluation.activity)
    for language in ("en", "zh-hans"):
        client.cookies["django_language"] = language
        for record in (evaluation.round, evaluation, problem):
            for address in (
                address_of(record),
                address_of(record, "history"),
                f"{address_of(record, 'history')}{record.history.first().pk}/",
                f"/admin/workplans/{record._meta.model_name}/",
                f"/admin/workplans/{record._meta.model_name}/?q=a",
                f"/admin/workplans/{record._meta.model_name}/add/",
            ):
                response = client.get(address)
                assert response.status_code == 200, address
                assert f'<html lang="{language}"' in response.content.decode()


def test_an_evaluation_is_accepted_and_returned_with_buttons(evaluation: Evaluation) -> None:
    client = signed_in(people.reviewer())
    press(client, evaluation, "return", note="Which?")
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.review_note) == (EvaluationState.RETURNED, "Which?")
    editor = signed_in(evaluation.author)
    typed = {"progress_en": "231 people were trained.", "progress_zh_hans": "已培训231人。", "_step_submit": "1"}
    editor.post(address_of(evaluation), form_at(editor, address_of(evaluation)) | typed)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.progress_en) == (EvaluationState.SUBMITTED, "231 people were trained.")
    press(editor, evaluation, "accept")
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.SUBMITTED  # not by who wrote it
    press(client, evaluation, "accept")
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.ACCEPTED


def test_a_forged_field_moves_no_state(evaluation: Evaluation) -> None:
    editor = signed_in(evaluation.author)
    forged = {"state": "accepted", "author": "", "reviewer": str(people.reviewer().pk), "progress_en": "New."}
    editor.post(address_of(evaluation), form_at(editor, address_of(evaluation)) | forged)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.reviewer, evaluation.progress_en) == (EvaluationState.DRAFT, None, "New.")


def test_each_sees_only_what_is_theirs(evaluation: Evaluation) -> None:
    here, there = supervising.countries()
    records = [evaluation.round, evaluation, supervising.problem(evaluation.activity)]
    focal, other = signed_in(people.focal_point(country=here)), signed_in(people.focal_point(country=there))
    for record in records:
        assert focal.get(address_of(record)).status_code == 200
        assert other.get(address_of(record)).status_code == 302  # to the list, which does not hold it
        assert press(other, record, "submit").status_code == 404
        listed = f"/admin/workplans/{record._meta.model_name}/"
        found = [f"{listed}{record.pk}/change/" in client.get(listed).content.decode() for client in (focal, other)]
        assert found == [True, False]


def test_what_was_opened_is_not_deleted(evaluation: Evaluation) -> None:
    client = signed_in(people.administrator())
    for record in (evaluation.round, evaluation, supervising.problem(evaluation.activity)):
        assert delete(client, record).status_code == 403
    assert Round.objects.filter(pk=evaluation.round_id).exists()


def test_a_round_is_closed_and_opened_again(evaluation: Evaluation) -> None:
    client, round_ = signed_in(people.editor()), evaluation.round
    posted = form_at(client, address_of(round_)) | {"due_on": "2031-08-01", "_continue": "1"}
    client.post(address_of(round_), posted)
    for step, is_open in (("close", False), ("open", True)):
        press(client, round_, step)
        round_.refresh_from_db()
        assert (round_.is_open, round_.due_on) == (is_open, date(2031, 8, 1))


def test_a_problem_is_added_taken_in_hand_and_closed(evaluation: Evaluation) -> None:
    editor = people.editor()
    client, listed = signed_in(editor), "/admin/workplans/problem/"
    texts = {"description_en": "Late.", "description_zh_hans": "延误。", "found_on": "2031-05-01", "source": "other"}
    client.post(f"{listed}add/", {"activity": evaluation.activity_id, **texts})
    problem = Problem.objects.get(activity=evaluation.activity)
    assert (problem.number, problem.state) == (1, ProblemState.OPEN)
    press(client, problem, "take")
    problem.refresh_from_db()
    assert (problem.state, problem.owner) == (ProblemState.IN_HAND, editor)
    note = {"closing_note_en": "Settled.", "_step_close": "1"}
    page = client.post(address_of(problem), form_at(client, address_of(problem)) | note, follow=True).content.decode()
    assert "Write in both languages how it was settled." in page
    note |= {"closing_note_zh_hans": "已解决。"}
    client.post(address_of(problem), form_at(client, address_of(problem)) | note)
    problem.refresh_from_db()
    assert (problem.state, problem.closing_note_en) == (ProblemState.CLOSED, "Settled.")
    assert 'name="_save"' not in client.get(address_of(problem)).content.decode()
    press(client, problem, "reopen")
    problem.refresh_from_db()
    assert problem.state == ProblemState.IN_HAND


def test_nobody_without_rights_comes_in(client: Client, evaluation: Evaluation) -> None:
    client.force_login(people.person())
    for record in (evaluation.round, evaluation):
        assert client.get(address_of(record)).status_code == 403

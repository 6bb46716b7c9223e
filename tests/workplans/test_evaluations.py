"""An evaluation's way: written, submitted, returned, accepted; and what acceptance does."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from base.text_checks import warnings_of
from tests import people
from tests.cycle.posting import fields_of, signed_in
from tests.parity.stories import standing
from tests.workplans import supervising
from workplans.enums import ActivityState, EvaluationState, PlanState, ProblemState
from workplans.models import Evaluation, Problem, StateChange
from workplans.selectors.evaluations import accepted_evaluations, previous_evaluation
from workplans.selectors.rounds import Period, evaluation_url
from workplans.services import evaluating
from workplans.services.rounds import close_round, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    """A draft in both languages."""
    return supervising.evaluation()


def submitted(**fields: object) -> Evaluation:
    made = supervising.evaluation(author=people.editor(), **fields)
    return evaluating.submit(evaluation=made, by=made.author)


# Who writes ---------------------------------------------------------------------------------------------------------------
def test_who_may_write_it() -> None:
    (here, there), (lead, partner) = supervising.countries(), supervising.bodies()
    home, away = supervising.organisations()
    activity = supervising.activity(supervising.plan(), lead=lead, with_=here)
    for party, role in ((home, "participant"), (partner, "participant")):
        activity.involvements.create(role=role, **{party._meta.model_name: party})
    record = supervising.evaluation(activity)
    allowed = [
        people.editor(),
        people.focal_point(country=here),
        supervising.member_of(lead),
        supervising.member_of(activity.plan.body),
        supervising.colleague_of(home),
    ]
    others = [
        people.person(),
        people.reviewer(),
        people.focal_point(),
        people.focal_point(country=there),
        supervising.member_of(partner),  # takes part, does not lead
        supervising.colleague_of(away),
    ]
    for person in allowed:
        evaluating.record(evaluation=record, by=person)
        assert Evaluation.objects.get(pk=record.pk).author == person
    for person in others:
        with pytest.raises(PermissionDenied):
            evaluating.record(evaluation=record, by=person)
        with pytest.raises(PermissionDenied):
            evaluating.submit(evaluation=record, by=person)


def test_others_do_not_even_learn_that_it_exists(evaluation: Evaluation) -> None:
    address = "/en" + evaluation_url(evaluation).removeprefix("/en")
    for person, status in (
        (people.focal_point(), 404),
        (people.focal_point(country=supervising.countries(1)[0]), 404),
        (people.person(), 403),
    ):
        client = signed_in(person)
        assert client.get(address).status_code == status
        assert client.post(address, {"action": "save", "progress_en": "x"}).status_code == status
    assert Client().get(address).status_code == 302
    assert signed_in(people.editor()).get(address.replace("06-30", "06-31")).status_code == 404
    assert signed_in(people.editor()).get(address.replace("06-30", "06-29")).status_code == 404


def test_of_a_plan_taken_back_to_draft_only_the_secretariat_sees_anything() -> None:
    country = supervising.countries(1)[0]
    record = supervising.evaluation(supervising.activity(supervising.plan(), with_=country))
    focal = people.focal_point(country=country)
    address = evaluation_url(record)
    assert signed_in(focal).get(address).status_code == 200
    record.round.plan.state = PlanState.DRAFT
    record.round.plan.save()
    assert [signed_in(person).get(address).status_code for person in (focal, people.editor())] == [404, 200]


# The way ------------------------------------------------------------------------------------------------------------------
def test_submitting_asks_for_a_state_and_both_languages(evaluation: Evaluation) -> None:
    editor = people.editor()
    evaluation.activity_state, evaluation.progress_zh_hans, evaluation.adjustment_en = "", "", "Two groups."
    evaluating.record(evaluation=evaluation, by=editor)
    with pytest.raises(ValidationError) as refused:
        evaluating.submit(evaluation=evaluation, by=editor)
    assert refused.value.messages == [
        "Choose the state of the activity at the end of the period.",
        "What is written must be there in both languages before it is submitted.",
        "Write the problem that the adjustment is proposed for.",
    ]
    assert Evaluation.objects.get(pk=evaluation.pk).state == EvaluationState.DRAFT


def test_nothing_written_is_nothing_to_submit() -> None:
    activity = supervising.activity(supervising.plan())
    empty = supervising.opened(activity.plan).evaluations.get()
    with pytest.raises(ValidationError, match="nothing to review yet"):
        evaluating.submit(evaluation=empty, by=people.editor())


def test_returned_with_a_note_corrected_and_accepted() -> None:
    record = submitted()
    reviewer = people.reviewer()
    with pytest.raises(ValidationError, match="Write a note"):
        evaluating.return_(evaluation=record, by=reviewer, note="  ")
    returned = evaluating.return_(evaluation=record, by=reviewer, note="How many women?")
    assert (returned.state, returned.review_note, returned.reviewer) == (EvaluationState.RETURNED, "How many women?", reviewer)
    again = evaluating.submit(evaluation=record, by=record.author)
    accepted = evaluating.accept(evaluation=again, by=reviewer)
    assert (accepted.state, accepted.review_note, accepted.decided_at is not None) == (EvaluationState.ACCEPTED, "", True)
    reasons = list(accepted.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert [each for each in reasons if each] == ["open", "submit", "return", "submit", "accept"]
    with pytest.raises(ValidationError, match="in the state “accepted”"):
        evaluating.accept(evaluation=accepted, by=reviewer)


def test_nobody_accepts_what_they_had_a_hand_in() -> None:
    record = supervising.evaluation()
    both = people.administrator()
    evaluating.record(evaluation=record, by=both)
    other = people.editor()
    evaluating.record(evaluation=record, by=other)
    record = evaluating.submit(evaluation=record, by=other)
    for person in (both, other, people.focal_point()):
        with pytest.raises(PermissionDenied):
            evaluating.accept(evaluation=record, by=person)
        with pytest.raises(PermissionDenied):
            evaluating.return_(evaluation=record, by=person, note="No.")
    evaluating.accept(evaluation=record, by=people.reviewer())
    record.refresh_from_db()
    evaluating.record(evaluation=record, by=other)  # a correction, in which the first writer has no hand
    record = evaluating.submit(evaluation=record, by=other)
    assert evaluating.accept(evaluation=record, by=both).reviewer == both


def test_a_closed_round_takes_nothing(evaluation: Evaluation) -> None:
    editor = people.editor()
    close_round(round_=evaluation.round, by=editor)
    for step in (evaluating.record, evaluating.submit):
        with pytest.raises(ValidationError, match="round is closed"):
            step(evaluation=evaluation, by=editor)


def test_several_at_once_each_by_its_own_rules() -> None:
    plan = supervising.plan()
    both, editor = people.administrator(), people.editor()
    records = []
    for author in (editor, both):
        record = supervising.evaluation(supervising.activity(plan), author=author)
        records.append(evaluating.submit(evaluation=record, by=author))
    outcome = evaluating.accept_many(evaluations=records, by=both)
    assert outcome.done == records[:1]
    assert outcome.refused == [(records[1], "You may not review this evaluation: it is not your task, or you wrote in it.")]


# What acceptance does -----------------------------------------------------------------------------------------------------
def test_the_activity_moves_into_its_state_with_the_reason() -> None:
    record = submitted()
    evaluating.accept(evaluation=record, by=people.reviewer())
    record.activity.refresh_from_db()
    assert record.activity.state == ActivityState.UNDER_WAY
    [change] = StateChange.objects.filter(activity=record.activity)
    assert (change.from_state, change.to_state) == (ActivityState.COMMITTED, ActivityState.UNDER_WAY)
    assert change.reason_en == "Evaluation for H1 2031: 230 people were trained."
    assert change.reason_zh_hans == "2031年上半年评估：已培训230人。"


def test_a_later_change_of_state_stays() -> None:
    record = submitted()
    StateChange.objects.create(
        activity=record.activity, from_state="committed", to_state="done", changed_on=date(2031, 7, 1), reason_en="Over."
    )
    record.activity.state = ActivityState.DONE
    record.activity.save()
    evaluating.accept(evaluation=record, by=people.reviewer())
    record.activity.refresh_from_db()
    assert (record.activity.state, record.activity.state_changes.count()) == (ActivityState.DONE, 1)


PROBLEM = {
    "problem_en": "No room.",
    "problem_zh_hans": "没有场地。",
    "adjustment_en": "Rent one.",
    "adjustment_zh_hans": "租用场地。",
}


def test_its_problem_is_followed_once_and_takes_over_what_is_corrected() -> None:
    record = submitted(**PROBLEM)
    reviewer, writer = people.reviewer(), record.author
    evaluating.accept(evaluation=record, by=reviewer)
    problem = Problem.objects.get(activity=record.activity)
    assert (problem.description_zh_hans, problem.adjustment_en, problem.evaluation) == ("没有场地。", "Rent one.", record)
    assert (problem.state, problem.source, problem.number) == (ProblemState.OPEN, "evaluation", 1)

    for words, expected in (("No room in May.", "No room in May."), ("No room in May.", "Edited by hand.")):
        record = Evaluation.objects.get(pk=record.pk)
        record.problem_en = words
        evaluating.record(evaluation=record, by=writer)
        evaluating.accept(evaluation=evaluating.submit(evaluation=record, by=writer), by=reviewer)
        problem.refresh_from_db()
        if words != expected:
            continue
        assert problem.description_en == expected
        problem.description_en = "Edited by hand."
        problem.save()
    assert Problem.objects.get(activity=record.activity).description_en == "Edited by hand."


def test_without_a_problem_nothing_is_followed() -> None:
    record = submitted()
    evaluating.accept(evaluation=record, by=people.reviewer())
    assert not Problem.objects.filter(activity=record.activity).exists()


def test_what_was_accepted_stays_public_while_it_is_corrected() -> None:
    record = submitted()
    assert accepted_evaluations(record.activity) == []
    evaluating.accept(evaluation=record, by=people.reviewer())
    record.refresh_from_db()
    record.progress_en = "Not yet checked."
    evaluating.record(evaluation=record, by=people.editor())
    [told] = accepted_evaluations(record.activity)
    assert (told.progress.en, told.activity_state, told.round) == (
        "230 people were trained.",
        ActivityState.UNDER_WAY,
        record.round,
    )


def test_the_round_before_is_the_last_accepted_one_also_of_the_plan_it_was_copied_from() -> None:
    record = submitted()
    evaluating.accept(evaluation=record, by=people.reviewer())
    second = Period(date(2031, 7, 1), date(2031, 12, 31))
    later = open_round(plan=record.activity.plan, period=second, by=people.editor()).round.evaluations.get()
    assert previous_evaluation(later).progress.zh == "已培训230人。"
    copied = supervising.activity(supervising.plan())
    copied.carried_from = record.activity
    copied.save()
    of_copy = open_round(plan=copied.plan, period=second, by=people.editor()).round.evaluations.get()
    assert previous_evaluation(of_copy).round == record.round
    assert previous_evaluation(record) is None


# The page -----------------------------------------------------------------------------------------------------------------
def form_of(client: Client, record: Evaluation) -> dict[str, list[str]]:
    response = client.get(evaluation_url(record))
    assert response.status_code == 200
    return fields_of(response.content.decode())


def test_a_focal_point_writes_and_submits_on_the_page() -> None:
    country = supervising.countries(1)[0]
    activity = supervising.activity(supervising.plan(), with_=country)
    record = supervising.opened(activity.plan).evaluations.get()
    focal = people.focal_point(country=country)
    client = signed_in(focal)
    typed = {"activity_state": "under_way", "progress_en": "19 courses.", "progress_zh_hans": "19期培训班。", "action": "submit"}
    page = client.post(evaluation_url(record), form_of(client, record) | typed, follow=True).content.decode()
    assert "Submitted for review." in page
    record.refresh_from_db()
    assert (record.state, record.author, record.progress_en) == (EvaluationState.SUBMITTED, focal, "19 courses.")


def test_a_save_over_somebody_elses_shows_both_and_keeps_what_was_typed(evaluation: Evaluation) -> None:
    slow, quick = signed_in(people.editor()), signed_in(people.editor())
    read = form_of(slow, evaluation)
    quick.post(evaluation_url(evaluation), form_of(quick, evaluation) | {"progress_en": "Theirs.", "action": "save"})
    response = slow.post(evaluation_url(evaluation), read | {"progress_zh_hans": "我的。", "action": "save"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody else saved this" in page
    again = fields_of(page)
    assert (again["progress_en"], again["progress_zh_hans"]) == (["Theirs."], ["我的。"])
    slow.post(evaluation_url(evaluation), again | {"_save_mine": "1"})
    evaluation.refresh_from_db()
    assert (evaluation.progress_en, evaluation.progress_zh_hans) == ("Theirs.", "我的。")


def test_a_reviewer_decides_on_what_they_read() -> None:
    record = submitted()
    client = signed_in(people.reviewer())
    address = evaluation_url(record)
    page = client.get(address).content.decode()
    assert "Accepting it moves the activity from “committed” to “under way”" in page
    stale = client.post(address, {"action": "accept", "seen_version": "1"}, follow=True).content.decode()
    assert "Somebody changed this while you were reading it." in stale
    seen = {"seen_version": str(record.history.first().history_id)}
    page = client.post(address, seen | {"action": "return", "note": "Which courses?"}, follow=True).content.decode()
    assert "Returned to the author." in page
    record.refresh_from_db()
    assert record.state == EvaluationState.RETURNED
    assert client.post(address, seen | {"action": "publish"}).status_code == 404


def test_pages_say_the_round_before_and_open_in_chinese() -> None:
    record = submitted()
    evaluating.accept(evaluation=record, by=people.reviewer())
    second = Period(date(2031, 7, 1), date(2031, 12, 31))
    later = open_round(plan=record.activity.plan, period=second, by=people.editor()).round.evaluations.get()
    page = signed_in(people.editor()).get(evaluation_url(later).replace("/en/", "/zh-hans/")).content.decode()
    assert "230 people were trained." in page
    assert "已培训230人。" in page
    assert "上一轮" in page


# Checks of texts ----------------------------------------------------------------------------------------------------------
def test_numbers_that_differ_are_told_on_save(evaluation: Evaluation) -> None:
    client = signed_in(people.editor())
    typed = form_of(client, evaluation) | {"progress_zh_hans": "已培训320人。", "action": "save"}
    page = client.post(evaluation_url(evaluation), typed, follow=True).content.decode()
    evaluation.refresh_from_db()
    assert [(each.field, each.kind) for each in warnings_of(evaluation)] == [("progress", "numbers")]
    assert page.count("alert--warning") == 1


def test_a_translation_is_out_of_date_once_the_other_language_changes(evaluation: Evaluation) -> None:
    assert standing(evaluation, "progress") == ("complete", "")
    evaluation.progress_en = "240 people were trained."
    evaluation.save()
    assert standing(evaluation, "progress") == ("stale", "zh-hans")

"""Decisions of a meeting, entered after it: all rows or none, over nobody else's save, and only where there was a meeting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page

from base.models import TextState
from base.versions import version_of
from knowledge.models import Event
from tests import people
from tests.pages import builders
from tests.workplans.showing import faults, show
from tests.workplans.whole_plan import named, whole_plan
from workplans.enums import PlanState
from workplans.models import Decision, Deliverable, WorkPlan
from workplans.services.decisions import doubts_about, record_decision

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 2)


def _asked(*, on: date = DAY, number: int = 3) -> tuple[Event, list[Deliverable]]:
    """A meeting with some deliverables that were put before it, for endorsement."""
    meeting, plan = builders.event(on=on), builders.plan()
    made = [
        Deliverable.objects.create(
            plan=plan,
            number=each,
            due_year=2025,
            due_quarter=2,
            action_asked="endorsement",
            meeting=meeting,
            **named(en=f"Paper {each}", zh=f"文件{each}"),
        )
        for each in range(1, number + 1)
    ]
    return meeting, made


def _signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)
    return client


def _open(client: Client, meeting: Event) -> dict[str, object]:
    """What the form would post unchanged."""
    return _shown(client.get(f"/en/workplans/decisions/?meeting={meeting.slug}"))


def _shown(response: HttpResponse) -> dict[str, object]:
    """What stands in the rows of a page."""
    posted = {}
    for form in response.context["forms"]:
        for bound in form:
            value = bound.value()
            posted[bound.html_name] = "" if value is None else value
        posted[form["state"].html_initial_name] = form["state"].initial
    return posted


def _save(client: Client, meeting: Event, posted: dict[str, object]) -> HttpResponse:
    return client.post(f"/en/workplans/decisions/?meeting={meeting.slug}", posted)


def _row(deliverable: Deliverable, **fields: object) -> dict[str, object]:
    return {f"d{deliverable.pk}-{name}": value for name, value in fields.items()}


def _decided(deliverable: Deliverable) -> list[str]:
    return list(deliverable.decisions.values_list("outcome", flat=True))


def test_what_was_typed_is_saved_and_what_was_left_alone_is_not() -> None:
    meeting, (first, second, third) = _asked()
    editor = people.editor()
    client = _signed_in(editor)
    posted = _open(client, meeting)
    posted |= _row(
        first, outcome="endorsed", decided_on="2025-06-02", text_zh_hans="会议核可。", text_en="Endorsed.", state="delivered"
    )
    posted |= _row(second, outcome="deferred", state="deferred")

    response = _save(client, meeting, posted)

    assert response.status_code == 302
    decision = first.decisions.get()
    assert (decision.meeting, decision.outcome, decision.decided_on) == (meeting, "endorsed", DAY)
    assert (decision.text_zh_hans, decision.text_en) == ("会议核可。", "Endorsed.")
    version = decision.history.get()
    assert (version.history_user, version.history_change_reason) == (editor, "decide")
    assert [Deliverable.objects.get(pk=each.pk).state for each in (first, second, third)] == ["delivered", "deferred", "planned"]
    assert Deliverable.objects.get(pk=first.pk).history.first().history_change_reason == "decide"
    assert [_decided(each) for each in (first, second, third)] == [["endorsed"], ["deferred"], []]


def test_what_is_decided_already_is_shown_and_changed_in_place() -> None:
    meeting, (first, *_rest) = _asked()
    client = _signed_in(people.editor())
    _save(client, meeting, _open(client, meeting) | _row(first, outcome="noted"))

    _save(client, meeting, _open(client, meeting) | _row(first, text_en="Noted."))

    decision = first.decisions.get()
    assert (decision.outcome, decision.text_en, decision.history.count()) == ("noted", "Noted.", 2)
    assert TextState.objects.get(content_type__model="decision", object_id=decision.pk).behind == "zh-hans"


def test_of_several_rows_none_is_saved_when_one_is_wrong() -> None:
    meeting, (first, second, _third) = _asked()
    client = _signed_in(people.editor())
    posted = _open(client, meeting)
    posted |= _row(first, outcome="endorsed")
    posted |= _row(second, text_en="Kept while it is put right.")

    response = _save(client, meeting, posted)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Nothing is saved yet" in page
    assert "Kept while it is put right." in page
    assert Decision.objects.filter(meeting=meeting).count() == 0


@pytest.mark.parametrize(("decided_on", "is_saved"), [("2025-06-01", False), ("2025-06-02", True), ("2035-01-01", False)])
def test_a_decision_is_not_older_than_its_meeting_nor_of_the_future(decided_on: str, is_saved: bool) -> None:
    meeting, (first, *_rest) = _asked()
    client = _signed_in(people.editor())

    _save(client, meeting, _open(client, meeting) | _row(first, outcome="noted", decided_on=decided_on))

    assert first.decisions.exists() is is_saved


# Two at the same meeting ------------------------------------------------------------------------------------------------


def test_a_decision_that_somebody_recorded_meanwhile_is_not_written_over() -> None:
    meeting, (first, second, _third) = _asked()
    mine = _signed_in(people.editor())
    posted = _open(mine, meeting)
    theirs = _signed_in(people.editor(first_name="Gulnara", last_name="S"))
    _save(theirs, meeting, _open(theirs, meeting) | _row(first, outcome="deferred"))

    response = _save(mine, meeting, posted | _row(first, outcome="endorsed") | _row(second, outcome="noted"))

    assert response.status_code == 409
    assert "Gulnara S" in response.content.decode()
    assert (_decided(first), _decided(second)) == (["deferred"], [])
    assert _save(mine, meeting, _shown(response)).status_code == 302
    assert (_decided(first), _decided(second)) == (["endorsed"], ["noted"])


def test_somebody_elses_save_is_no_hindrance_to_the_rows_beside_it() -> None:
    meeting, (first, second, _third) = _asked()
    mine = _signed_in(people.editor())
    posted = _open(mine, meeting)
    theirs = _signed_in(people.editor())
    _save(theirs, meeting, _open(theirs, meeting) | _row(first, outcome="deferred", state="deferred"))

    response = _save(mine, meeting, posted | _row(second, outcome="noted"))

    assert response.status_code == 302
    assert (_decided(first), _decided(second)) == (["deferred"], ["noted"])
    assert Deliverable.objects.get(pk=first.pk).state == "deferred"


def test_a_deliverable_that_somebody_changed_meanwhile_keeps_its_state() -> None:
    meeting, (first, *_rest) = _asked()
    client = _signed_in(people.editor())
    posted = _open(client, meeting)
    first.state = "under_way"
    first.save()

    response = _save(client, meeting, posted | _row(first, outcome="endorsed", state="delivered"))

    assert "Somebody changed this deliverable meanwhile: it is “under way”." in response.content.decode()
    assert (Deliverable.objects.get(pk=first.pk).state, _decided(first)) == ("under_way", [])
    form = response.context["forms"][0]
    again = posted | _row(first, outcome="endorsed", state="delivered", seen_deliverable=form["seen_deliverable"].value())
    _save(client, meeting, again)
    assert (Deliverable.objects.get(pk=first.pk).state, _decided(first)) == ("delivered", ["endorsed"])


# Which meetings, and who -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_open"), [(-1, True), (0, True), (1, False)])
def test_a_meeting_decides_from_its_first_day_on(days: int, is_open: bool) -> None:
    meeting, (first, *_rest) = _asked(on=timezone.localdate() + timedelta(days=days))
    client = _signed_in(people.editor())
    address = f"/en/workplans/decisions/?meeting={meeting.slug}"

    page = client.get(address)
    assert bool(page.context["forms"]) is is_open
    assert client.post(address, _shown(page) | _row(first, outcome="noted")).status_code == (302 if is_open else 404)
    if not is_open:
        with pytest.raises(ValidationError, match="has not taken place yet"):
            record_decision(decision=Decision(deliverable=first, meeting=meeting, outcome="noted"), by=people.editor())


def test_a_meeting_that_was_cancelled_decided_nothing() -> None:
    meeting, (first, *_rest) = _asked()
    Event.objects.filter(pk=meeting.pk).update(status="cancelled")
    meeting.refresh_from_db()

    with pytest.raises(ValidationError, match="has not taken place yet"):
        record_decision(decision=Decision(deliverable=first, meeting=meeting, outcome="noted"), by=people.editor())


def test_without_a_meeting_in_the_address_the_last_one_that_took_place_is_shown() -> None:
    yesterday, _made = _asked(on=timezone.localdate() - timedelta(days=1))
    _asked(on=timezone.localdate() + timedelta(days=9))

    page = _signed_in(people.editor()).get("/en/workplans/decisions/")

    assert page.context["meeting"] == yesterday
    assert _signed_in(people.editor()).get("/en/workplans/decisions/?meeting=nothing").status_code == 404


@pytest.mark.parametrize("make", [people.reviewer, people.focal_point])
def test_who_records_no_decisions(make: object) -> None:
    meeting, (first, *_rest) = _asked()
    client = _signed_in(make())

    assert client.get("/en/workplans/decisions/").status_code == 403
    assert _save(client, meeting, _row(first, outcome="noted")).status_code == 403
    with pytest.raises(PermissionDenied):
        record_decision(decision=Decision(deliverable=first, meeting=meeting, outcome="noted"), by=make())
    assert Client().get("/en/workplans/decisions/").status_code == 302


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUPERSEDED])
def test_drafts_and_earlier_versions_are_not_decided_on(state: PlanState) -> None:
    meeting, (first, *_rest) = _asked()
    WorkPlan.objects.filter(pk=first.plan_id).update(state=state)

    assert _signed_in(people.editor()).get(f"/en/workplans/decisions/?meeting={meeting.slug}").status_code == 404
    with pytest.raises(PermissionDenied):
        record_decision(decision=Decision(deliverable=first, meeting=meeting, outcome="noted"), by=people.editor())


def test_what_was_asked_otherwise_is_doubted_and_saved() -> None:
    meeting, (first, *_rest) = _asked()
    decision = Decision(deliverable=first, meeting=meeting, outcome="approved")

    record_decision(decision=decision, by=people.editor())

    assert list(doubts_about(decision)) == [
        "“1. Paper 1”: the meeting was asked otherwise (For endorsement); the decision is “approved”."
    ]
    elsewhere = Decision(deliverable=first, meeting=builders.event(on=DAY), outcome="endorsed")
    assert list(doubts_about(elsewhere)) == [f"“1. Paper 1” was to be put before another meeting: {meeting}."]
    assert list(doubts_about(Decision(deliverable=first, meeting=meeting, outcome="endorsed"))) == []


def test_documents_of_the_meeting_are_offered_alone() -> None:
    meeting, (first, *_rest) = _asked()
    paper, _other = builders.document(), builders.document()
    meeting.documents.add(paper)
    client = _signed_in(people.editor())
    form = client.get(f"/en/workplans/decisions/?meeting={meeting.slug}").context["forms"][0]
    assert [value for value, _label in form.fields["document"].choices] == ["", paper.pk]

    _save(client, meeting, _open(client, meeting) | _row(first, outcome="noted", document=paper.pk))

    assert first.decisions.get().document == paper


# The page ---------------------------------------------------------------------------------------------------------------


def test_more_deliverables_take_no_more_queries() -> None:
    meeting, (first, *_rest) = _asked(number=2)
    client = _signed_in(people.editor())
    _save(client, meeting, _open(client, meeting) | _row(first, outcome="noted"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/workplans/decisions/?meeting={meeting.slug}")
        return len(captured)

    few = queries()
    for number in range(10, 20):
        fields = {"due_year": 2025, "due_quarter": 2, "action_asked": "approval", "meeting": meeting}
        made = Deliverable.objects.create(
            plan=first.plan, number=number, **fields, **named(en=f"More {number}", zh=f"更多{number}")
        )
        Decision.objects.create(deliverable=made, meeting=meeting, outcome="noted")

    assert queries() == few


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everyone_can_use_the_page(page: Page, language: str) -> None:
    plan = whole_plan()
    meeting = plan.deliverables.get(number=1).meeting

    show(page, _signed_in(people.editor()).get(f"/{language}/workplans/decisions/?meeting={meeting.slug}"))

    assert faults(page, phone=320) == []
    assert version_of(plan.deliverables.get(number=1)) == page.locator("input[name$='seen_deliverable']").first.input_value()

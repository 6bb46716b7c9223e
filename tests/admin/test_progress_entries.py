"""Progress entries in the admin: edit, submit, approve, return; who may not is refused."""

from __future__ import annotations

import pytest
from django.test import Client

from base.versions import version_of
from results.enums import EntryState
from results.models import ProgressEntry
from results.selectors.progress import public_entries
from results.services import reviewing
from tests import people
from tests.admin.posting import address_of, form_at, press
from tests.results import builders

pytestmark = pytest.mark.django_db


def _as(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _step(client: Client, entry: ProgressEntry, name: str, **posted: str) -> int:
    return press(client, entry, name, **posted).status_code


def _now(entry: ProgressEntry) -> ProgressEntry:
    return ProgressEntry.objects.get(pk=entry.pk)


def test_an_editor_writes_a_new_entry_and_submits_it() -> None:
    editor = people.editor()
    client, cycle, indicator = _as(editor), builders.cycle(), builders.indicator()

    client.post(
        "/admin/results/progressentry/add/",
        {
            "cycle": cycle.pk,
            "indicator": indicator.pk,
            "rating": "on_track",
            "narrative_zh_hans": "187人。",
            "narrative_en": "187 people.",
        },
    )
    entry = ProgressEntry.objects.get(cycle=cycle)
    assert (entry.state, entry.author, entry.narrative_zh_hans) == (EntryState.DRAFT, editor, "187人。")

    posted = form_at(client, address_of(entry)) | {"narrative_en": "230 people.", "_step_submit": "Save and submit for review"}
    response = client.post(address_of(entry), posted)
    assert response["Location"] == address_of(entry)
    assert (_now(entry).state, _now(entry).narrative_en) == (EntryState.SUBMITTED, "230 people.")


def test_a_submission_that_is_refused_still_saves_what_was_written() -> None:
    editor = people.editor()
    client, entry = _as(editor), builders.entry(author=editor)
    posted = form_at(client, address_of(entry)) | {"narrative_zh_hans": "", "narrative_en": "New.", "_step_submit": "1"}

    page = client.post(address_of(entry), posted, follow=True).content.decode()

    assert "must be written in both languages" in page
    assert "Your changes are saved; the state is as it was." in page
    assert (_now(entry).state, _now(entry).narrative_en) == (EntryState.DRAFT, "New.")


def test_a_reviewer_approves_with_a_button() -> None:
    reviewer = people.reviewer()
    client, entry = _as(reviewer), builders.entry(author=people.editor(), state=EntryState.SUBMITTED)
    page = client.get(address_of(entry)).content.decode()
    assert f'action="{address_of(entry, "step/approve")}"' in page
    assert 'name="_save"' not in page

    assert _step(client, entry, "approve") == 302

    assert (_now(entry).state, _now(entry).reviewer) == (EntryState.APPROVED, reviewer)
    assert "Approve" not in client.get(address_of(entry)).content.decode().split('class="steps"')[1].split("</section>")[0]


def test_a_reviewer_returns_with_a_note_that_the_author_reads() -> None:
    editor = people.editor()
    client, entry = _as(people.reviewer()), builders.entry(author=editor, state=EntryState.SUBMITTED)

    _step(client, entry, "return", note="")
    assert _now(entry).state == EntryState.SUBMITTED

    _step(client, entry, "return", note="Which <source>?")
    assert (_now(entry).state, _now(entry).review_note) == (EntryState.RETURNED, "Which <source>?")
    assert "Which &lt;source&gt;?" in _as(editor).get(address_of(entry)).content.decode()


def test_an_approval_of_a_text_that_changed_meanwhile_is_refused() -> None:
    editor, reviewer = people.editor(), people.reviewer()
    entry = builders.entry(author=editor, state=EntryState.SUBMITTED)
    read = version_of(entry)
    entry.narrative_en = "999 people took part."
    entry = reviewing.record(entry=entry, by=editor)
    reviewing.submit(entry=entry, by=editor)

    page = _as(reviewer).post(address_of(entry, "step/approve"), {"seen_version": read}, follow=True).content.decode()

    assert "Somebody changed this record while you were reading it." in page
    assert _now(entry).state == EntryState.SUBMITTED


@pytest.mark.parametrize("make", [people.editor, people.focal_point, people.person])
def test_others_do_not_approve(make: object) -> None:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED)
    _step(_as(make()), entry, "approve")
    _step(_as(make()), entry, "return", note="No.")
    assert _now(entry).state == EntryState.SUBMITTED


def test_the_author_does_not_approve_although_a_reviewer_as_well() -> None:
    both = people.person(people.EDITOR, people.REVIEWER)
    client, entry = _as(both), builders.entry(author=both, state=EntryState.SUBMITTED)
    assert "step/approve" not in client.get(address_of(entry)).content.decode()
    _step(client, entry, "approve")
    assert _now(entry).state == EntryState.SUBMITTED


def test_an_edit_of_an_approved_entry_leaves_the_public_text() -> None:
    writer, editor = people.editor(), people.editor()
    entry = builders.entry(author=writer, state=EntryState.SUBMITTED)
    reviewing.approve(entry=entry, by=people.reviewer())
    client = _as(editor)

    client.post(address_of(entry), form_at(client, address_of(entry)) | {"narrative_en": "240 people took part."})

    assert (_now(entry).state, _now(entry).author) == (EntryState.DRAFT, editor)
    assert [public.narrative.en for public in public_entries(entry.cycle)] == ["230 people took part."]


def test_saving_without_a_change_takes_nothing_back() -> None:
    writer = people.editor()
    entry = builders.entry(author=writer, state=EntryState.SUBMITTED)
    client = _as(people.editor())

    client.post(address_of(entry), form_at(client, address_of(entry)))

    assert (_now(entry).state, _now(entry).author) == (EntryState.SUBMITTED, writer)


def test_a_form_cannot_set_what_only_a_step_sets() -> None:
    editor, other = people.editor(), people.reviewer()
    client, entry = _as(editor), builders.entry(author=editor)
    forged = {"state": "approved", "reviewer": other.pk, "author": other.pk, "cycle": builders.cycle().pk, "review_note": "Fine."}

    client.post(address_of(entry), form_at(client, address_of(entry)) | forged | {"narrative_en": "Forged."})

    now = _now(entry)
    assert (now.state, now.author, now.reviewer, now.cycle_id, now.review_note) == ("draft", editor, None, entry.cycle_id, "")


def test_going_back_to_an_approved_version_needs_a_new_approval() -> None:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED)
    entry = reviewing.approve(entry=entry, by=people.reviewer())
    approved = entry.history.first()
    editor = people.editor()
    entry.narrative_en = "Something else."
    reviewing.record(entry=entry, by=editor)
    client = _as(editor)
    address = address_of(entry, f"history/{approved.pk}")

    assert client.post(address, form_at(client, address)).status_code == 302

    assert (_now(entry).narrative_en, _now(entry).state, _now(entry).author) == ("230 people took part.", "draft", editor)


def test_those_who_only_look_do_not_go_back() -> None:
    """The history page of the library asks for the right to look, and then saves: ours asks for the right to change."""
    entry = builders.entry(author=people.editor())
    first = entry.history.first()
    entry.narrative_en = "Newer."
    reviewing.record(entry=entry, by=people.editor())

    response = _as(people.reviewer()).post(address_of(entry, f"history/{first.pk}"), {"narrative_en": "x"})

    assert response.status_code == 403
    assert _now(entry).narrative_en == "Newer."


def test_several_entries_are_approved_in_the_list() -> None:
    both = people.person(people.EDITOR, people.REVIEWER)
    cycle = builders.cycle()
    theirs = [builders.entry(author=people.editor(), state=EntryState.SUBMITTED, in_cycle=cycle) for _ in range(2)]
    own = builders.entry(author=both, state=EntryState.SUBMITTED, in_cycle=cycle)
    chosen = [entry.pk for entry in (*theirs, own)]

    page = (
        _as(both)
        .post("/admin/results/progressentry/", {"action": "step_approve", "_selected_action": chosen}, follow=True)
        .content.decode()
    )

    assert [_now(entry).state for entry in (*theirs, own)] == ["approved", "approved", "submitted"]
    assert "2 records: Approved." in page
    assert "1 record stays as it is" in page


def test_editors_see_no_approval_in_the_list() -> None:
    builders.entry(author=None)
    page = _as(people.editor()).get("/admin/results/progressentry/").content.decode()
    assert 'value="step_submit"' in page
    assert 'value="step_approve"' not in page


def test_steps_are_taken_by_post_only() -> None:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED)
    assert _as(people.reviewer()).get(address_of(entry, "step/approve")).status_code == 405
    assert _step(_as(people.reviewer()), entry, "paint") == 404


def test_a_closed_cycle_is_only_read() -> None:
    entry = builders.entry(author=None, in_cycle=builders.cycle(is_open=False))
    client = _as(people.editor())
    assert 'name="_save"' not in client.get(address_of(entry)).content.decode()
    assert client.post(address_of(entry), {"narrative_en": "Late."}).status_code == 403


def test_the_text_of_the_cycle_before_stands_beside() -> None:
    sector = builders.theme()
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED, in_cycle=builders.cycle(year=2030, sector=sector))
    reviewing.approve(entry=entry, by=people.reviewer())
    newer = builders.entry(author=None, in_cycle=builders.cycle(year=2031, sector=sector), text="240")
    ProgressEntry.objects.filter(pk=newer.pk).update(indicator=entry.indicator)

    page = _as(people.editor()).get(address_of(newer)).content.decode()

    assert "<p>230人参加。</p>" in page
    assert "<p>230 people took part.</p>" in page


def test_the_history_says_what_changed() -> None:
    editor = people.editor(first_name="Aru", last_name="Bekova")
    entry = builders.entry(author=None)
    entry.narrative_en = "240 people took part."
    reviewing.submit(entry=reviewing.record(entry=entry, by=editor), by=editor)

    page = _as(editor).get(address_of(entry, "history")).content.decode()

    assert "Aru Bekova" in page
    assert "<dt>Progress (English)</dt>" in page
    assert "<dt>Progress</dt>" not in page
    assert "<ins>submitted</ins>" in page

"""The way of a progress entry from draft to approval."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from results.enums import EntryState, Rating
from results.models import ProgressEntry
from results.services import reviewing
from tests import people
from tests.results import builders

pytestmark = pytest.mark.django_db


def test_from_draft_to_approval() -> None:
    writer, checker = people.editor(), people.reviewer()
    entry = ProgressEntry(
        cycle=builders.cycle(),
        indicator=builders.indicator(),
        narrative_en="58% of hospitals.",
        narrative_zh_hans="58%的医院。",
        rating=Rating.ON_TRACK,
    )

    reviewing.record(entry=entry, by=writer)
    assert (entry.state, entry.author, entry.reviewer) == (EntryState.DRAFT, writer, None)

    entry = reviewing.submit(entry=entry, by=writer)
    assert entry.state == EntryState.SUBMITTED

    entry = reviewing.approve(entry=entry, by=checker)
    entry.refresh_from_db()
    assert (entry.state, entry.author, entry.reviewer) == (EntryState.APPROVED, writer, checker)
    assert [(version.history_change_reason, version.history_user) for version in entry.history.order_by("history_id")] == [
        ("record", writer),
        ("submit", writer),
        ("approve", checker),
    ]


def test_an_edit_of_an_approved_entry_makes_it_a_draft_of_the_editor() -> None:
    first, second, checker = people.editor(), people.editor(), people.reviewer()
    entry = builders.entry(author=first, state=EntryState.SUBMITTED)
    entry = reviewing.approve(entry=entry, by=checker)

    entry.narrative_en = "240 people took part."
    entry = reviewing.record(entry=entry, by=second)

    assert (entry.state, entry.author, entry.reviewer) == (EntryState.DRAFT, second, None)


def test_a_returned_entry_carries_its_note_until_it_is_approved() -> None:
    writer, checker = people.editor(), people.reviewer()
    entry = builders.entry(author=writer, state=EntryState.SUBMITTED)

    entry = reviewing.return_(entry=entry, by=checker, note="  Name the source. ")
    assert (entry.state, entry.reviewer, entry.review_note) == (EntryState.RETURNED, checker, "Name the source.")

    entry = reviewing.submit(entry=entry, by=writer)
    assert (entry.state, entry.review_note) == (EntryState.SUBMITTED, "Name the source.")

    entry = reviewing.approve(entry=entry, by=checker)
    assert (entry.state, entry.review_note) == (EntryState.APPROVED, "")


def test_nobody_approves_or_returns_what_they_wrote() -> None:
    both = people.person(people.EDITOR, people.REVIEWER)
    entry = builders.entry(author=both, state=EntryState.SUBMITTED)

    with pytest.raises(PermissionDenied):
        reviewing.approve(entry=entry, by=both)
    with pytest.raises(PermissionDenied):
        reviewing.return_(entry=entry, by=both, note="No.")

    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


def test_an_earlier_writer_of_the_same_text_does_not_approve_it_either() -> None:
    both, last = people.person(people.EDITOR, people.REVIEWER), people.editor()
    entry = builders.entry(author=None)
    reviewing.record(entry=entry, by=both)
    reviewing.record(entry=entry, by=last)
    entry = reviewing.submit(entry=entry, by=last)

    with pytest.raises(PermissionDenied):
        reviewing.approve(entry=entry, by=both)


def test_a_writer_of_a_text_approved_long_ago_may_approve_the_next_one() -> None:
    both, second, checker = people.person(people.EDITOR, people.REVIEWER), people.editor(), people.reviewer()
    entry = builders.entry(author=None)
    reviewing.record(entry=entry, by=both)
    entry = reviewing.submit(entry=entry, by=both)
    entry = reviewing.approve(entry=entry, by=checker)
    entry = reviewing.record(entry=entry, by=second)
    entry = reviewing.submit(entry=entry, by=second)

    assert reviewing.approve(entry=entry, by=both).reviewer == both


def test_the_database_refuses_an_author_who_reviews() -> None:
    writer = people.editor()
    entry = builders.entry(author=writer)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressEntry.objects.filter(pk=entry.pk).update(reviewer=writer)


@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.RETURNED, EntryState.APPROVED])
def test_only_a_submitted_entry_is_reviewed(state: EntryState) -> None:
    entry = builders.entry(author=people.editor(), state=state)

    with pytest.raises(ValidationError):
        reviewing.approve(entry=entry, by=people.reviewer())
    with pytest.raises(ValidationError):
        reviewing.return_(entry=entry, by=people.reviewer(), note="No.")


@pytest.mark.parametrize("state", [EntryState.SUBMITTED, EntryState.APPROVED])
def test_a_submitted_or_approved_entry_is_not_submitted_again(state: EntryState) -> None:
    with pytest.raises(ValidationError):
        reviewing.submit(entry=builders.entry(author=None, state=state), by=people.editor())


def test_an_entry_is_submitted_in_both_languages_or_not_at_all() -> None:
    writer = people.editor()
    entry = builders.entry(author=writer)
    ProgressEntry.objects.filter(pk=entry.pk).update(narrative_zh_hans="")

    with pytest.raises(ValidationError, match="both languages"):
        reviewing.submit(entry=entry, by=writer)

    ProgressEntry.objects.filter(pk=entry.pk).update(narrative_en="")
    with pytest.raises(ValidationError, match="nothing to review"):
        reviewing.submit(entry=entry, by=writer)


def test_a_note_is_needed_to_return_an_entry() -> None:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED)

    with pytest.raises(ValidationError, match="note"):
        reviewing.return_(entry=entry, by=people.reviewer(), note=" ")


def test_a_reviewer_decides_only_on_the_text_that_was_read() -> None:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED)
    read_earlier = entry.updated_at - timedelta(seconds=1)

    with pytest.raises(ValidationError, match="Somebody changed"):
        reviewing.approve(entry=entry, by=people.reviewer(), seen_at=read_earlier)

    assert reviewing.approve(entry=entry, by=people.reviewer(), seen_at=entry.updated_at).state == EntryState.APPROVED


def test_each_role_does_its_own_part() -> None:
    writer, checker, focal = people.editor(), people.reviewer(), people.focal_point()
    draft, submitted = builders.entry(author=None), builders.entry(author=writer, state=EntryState.SUBMITTED)

    for stranger in (checker, focal):
        with pytest.raises(PermissionDenied):
            reviewing.record(entry=draft, by=stranger)
        with pytest.raises(PermissionDenied):
            reviewing.submit(entry=draft, by=stranger)
    for stranger in (people.editor(), focal):
        with pytest.raises(PermissionDenied):
            reviewing.approve(entry=submitted, by=stranger)
        with pytest.raises(PermissionDenied):
            reviewing.return_(entry=submitted, by=stranger, note="No.")


def test_a_closed_cycle_takes_no_entries() -> None:
    writer = people.editor()
    entry = builders.entry(author=writer, in_cycle=builders.cycle(is_open=False))

    with pytest.raises(ValidationError, match="closed"):
        reviewing.record(entry=entry, by=writer)
    with pytest.raises(ValidationError, match="closed"):
        reviewing.submit(entry=entry, by=writer)

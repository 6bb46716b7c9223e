"""The way of a progress entry: written, submitted, returned or approved. Whoever writes it never approves it.

Each service locks the entry, so that of two people one is first and the other is told. All raise ``PermissionDenied``
when ``results/rules.py`` says no, and ``ValidationError`` when the entry is not in a state for it; both with a message
in the reader's language, and nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import text_of

from .. import rules
from ..enums import EntryState
from ..models import ProgressEntry


@transaction.atomic
def record(*, entry: ProgressEntry, by: User) -> ProgressEntry:
    """Save what ``by`` wrote; it is a draft of theirs from then on, whatever it was before.

    What was approved stays public until the new text is approved (``selectors/progress.py``).
    """
    if not entry.cycle.is_open:
        raise ValidationError(_("This reporting cycle is closed: its entries can no longer be changed."))
    if not rules.may_record(by, entry):
        raise PermissionDenied(_("You may not write progress entries."))
    entry.state, entry.author, entry.reviewer = EntryState.DRAFT, by, None
    return _save(entry, by=by, reason="record")


@transaction.atomic
def submit(*, entry: ProgressEntry, by: User, seen_at: datetime | None = None) -> ProgressEntry:
    """Hand an entry to the reviewers. It must say something, and say it in both languages."""
    entry = _lock(entry, seen_at)
    _expect(entry, EntryState.DRAFT, EntryState.RETURNED)
    if not entry.cycle.is_open:
        raise ValidationError(_("This reporting cycle is closed: its entries can no longer be changed."))
    narrative = text_of(entry, "narrative")
    if not narrative and not entry.rating:
        raise ValidationError(_("There is nothing to review yet: write the progress or choose a rating."))
    if narrative.missing:
        raise ValidationError(_("The progress must be written in both languages before it is submitted."))
    _allow(rules.may_submit, by, entry, _("You may not submit progress entries."))
    entry.state, entry.author, entry.reviewer = EntryState.SUBMITTED, entry.author or by, None
    return _save(entry, by=by, reason="submit")


@transaction.atomic
def return_(*, entry: ProgressEntry, by: User, note: str, seen_at: datetime | None = None) -> ProgressEntry:
    """Send a submitted entry back to its author with a note that says what is to be done."""
    entry = _lock(entry, seen_at)
    _expect(entry, EntryState.SUBMITTED)
    if not note.strip():
        raise ValidationError(_("Write a note: the author needs to know what is to be done."))
    _allow(rules.may_return, by, entry, _("You may not review this entry: it is not your task, or you wrote in it."))
    entry.state, entry.reviewer, entry.review_note = EntryState.RETURNED, by, note.strip()
    return _save(entry, by=by, reason="return")


@transaction.atomic
def approve(*, entry: ProgressEntry, by: User, seen_at: datetime | None = None) -> ProgressEntry:
    """Make a submitted entry the public one."""
    entry = _lock(entry, seen_at)
    _expect(entry, EntryState.SUBMITTED)
    _allow(rules.may_approve, by, entry, _("You may not review this entry: it is not your task, or you wrote in it."))
    entry.state, entry.reviewer, entry.review_note = EntryState.APPROVED, by, ""
    return _save(entry, by=by, reason="approve")


def _lock(entry: ProgressEntry, seen_at: datetime | None) -> ProgressEntry:
    """The entry as it is now, kept from others until the transaction ends; refused when it changed since ``seen_at``."""
    locked = ProgressEntry.objects.select_for_update(of=("self",)).select_related("cycle", "indicator").get(pk=entry.pk)
    if seen_at is not None and locked.updated_at != seen_at:
        raise ValidationError(_("Somebody changed this entry while you were reading it. Read it again before you decide."))
    return locked


def _expect(entry: ProgressEntry, *states: EntryState) -> None:
    if entry.state not in states:
        raise ValidationError(
            _("This cannot be done now: the entry is in the state “%(state)s”."), params={"state": entry.get_state_display()}
        )


def _allow(rule: Callable[[User, ProgressEntry], bool], by: User, entry: ProgressEntry, refusal: str) -> None:
    if not rule(by, entry):
        raise PermissionDenied(refusal)


def _save(entry: ProgressEntry, *, by: User, reason: str) -> ProgressEntry:
    save_as(entry, by=by, reason=reason)
    return entry

"""The way of what is reviewed: written, submitted, returned, approved, published. Whoever writes it never approves it.

For progress entries and country progress alike (``Reviewed``). Each service locks the record, so that of two people one
is first and the other is told. All raise ``PermissionDenied`` when ``results/rules.py`` says no, and ``ValidationError``
when the record is not in a state for it; both with a message in the reader's language, and nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from base.history import save_as

from .. import rules
from ..enums import EntryState, NoticeKind
from ..models import ProgressEntry, Reviewed
from .notices import tell_author
from .observing import make_observations
from .rating import refresh_proposal
from .readiness import hindrances

REVIEW_REFUSED = gettext_noop("You may not review this entry: it is not your task, or you wrote in it.")


@transaction.atomic
def record(*, entry: Reviewed, by: User) -> Reviewed:
    """Save what ``by`` wrote; it is a draft of theirs from then on, whatever it was before.

    What was approved stays public until the new text is approved (``selectors/progress.py``).
    """
    _expect_open(entry)
    if not rules.may_record(by, entry) or not all(rules.may_record(by, stored) for stored in _stored(entry)):
        raise PermissionDenied(_("You may not write this: it is not your task, or another country’s."))
    entry.state, entry.author, entry.reviewer, entry.published_at = EntryState.DRAFT, by, None, None
    if isinstance(entry, ProgressEntry):
        refresh_proposal(entry)
    return _save(entry, by=by, reason="record")


@transaction.atomic
def submit(*, entry: Reviewed, by: User, seen_at: datetime | None = None) -> Reviewed:
    """Hand a record to the reviewers. It must be complete: ``services/readiness.py`` says what is asked."""
    entry = _lock(entry, seen_at)
    _expect(entry, *rules.SUBMITTABLE)
    _expect_open(entry)
    _allow(rules.may_submit, by, entry, _("You may not submit this: it is not your task, or another country’s."))
    if isinstance(entry, ProgressEntry):
        refresh_proposal(entry)
    if missing := hindrances(entry):
        raise ValidationError([ValidationError(each) for each in missing])
    entry.state, entry.author, entry.reviewer, entry.submitted_at = EntryState.SUBMITTED, entry.author or by, None, timezone.now()
    return _save(entry, by=by, reason="submit")


@transaction.atomic
def return_(*, entry: Reviewed, by: User, note: str, seen_at: datetime | None = None) -> Reviewed:
    """Send a submitted record back to its author with a note that says what is to be done; the author gets an e-mail."""
    entry = _lock(entry, seen_at)
    _expect(entry, EntryState.SUBMITTED)
    if not note.strip():
        raise ValidationError(_("Write a note: the author needs to know what is to be done."))
    _allow(rules.may_return, by, entry, _(REVIEW_REFUSED))
    entry.state, entry.reviewer, entry.review_note = EntryState.RETURNED, by, note.strip()
    _save(entry, by=by, reason="return")
    tell_author(NoticeKind.RETURNED, entry)
    return entry


@transaction.atomic
def approve(*, entry: Reviewed, by: User, seen_at: datetime | None = None, tell: bool = True) -> Reviewed:
    """Make a submitted record the public one; its figures become observations at the same moment.

    The author gets an e-mail, unless the caller tells about several at once (``tell=False``).
    """
    entry = _lock(entry, seen_at)
    _expect(entry, EntryState.SUBMITTED)
    _allow(rules.may_approve, by, entry, _(REVIEW_REFUSED))
    if isinstance(entry, ProgressEntry):
        make_observations(entry=entry, by=by)
    entry.state, entry.reviewer, entry.review_note = EntryState.APPROVED, by, ""
    _save(entry, by=by, reason="approve")
    if tell:
        tell_author(NoticeKind.APPROVED, entry)
    return entry


@transaction.atomic
def publish(*, entry: Reviewed, by: User, seen_at: datetime | None = None) -> Reviewed:
    """Say that what was approved is final: from now on a changed figure is a restatement."""
    entry = _lock(entry, seen_at)
    _expect(entry, EntryState.APPROVED)
    _allow(rules.may_publish, by, entry, _("You may not publish progress."))
    entry.state, entry.published_at = EntryState.PUBLISHED, timezone.now()
    return _save(entry, by=by, reason="publish")


def _stored(entry: Reviewed) -> list[Reviewed]:
    """The record as the database has it, locked: a form may say another country than that."""
    stored = type(entry)._base_manager.select_for_update(of=("self",)).select_related("cycle").filter(pk=entry.pk)
    return list(stored) if entry.pk else []


def _lock(entry: Reviewed, seen_at: datetime | None) -> Reviewed:
    """The record as it is now, kept from others until the transaction ends; refused when it changed since ``seen_at``."""
    related = ["cycle", "indicator"] if isinstance(entry, ProgressEntry) else ["cycle", "theme"]
    locked = type(entry).objects.select_for_update(of=("self",)).select_related(*related).get(pk=entry.pk)
    if seen_at is not None and locked.updated_at != seen_at:
        raise ValidationError(_("Somebody changed this entry while you were reading it. Read it again before you decide."))
    return locked


def _expect(entry: Reviewed, *states: EntryState) -> None:
    if entry.state not in states:
        raise ValidationError(
            _("This cannot be done now: the entry is in the state “%(state)s”."), params={"state": entry.get_state_display()}
        )


def _expect_open(entry: Reviewed) -> None:
    if not entry.cycle.is_open:
        raise ValidationError(_("This reporting cycle is closed: its entries can no longer be changed."))


def _allow(rule: Callable[[User, Reviewed], bool], by: User, entry: Reviewed, refusal: str) -> None:
    if not rule(by, entry):
        raise PermissionDenied(refusal)


def _save(entry: Reviewed, *, by: User, reason: str) -> Reviewed:
    save_as(entry, by=by, reason=reason)
    return entry

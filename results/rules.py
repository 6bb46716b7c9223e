"""Who may do what to a single record of results and reports.

A permission says what a person may do at all (``carec_portal/roles.py``); these predicates say whether they may do it
to this record, now.
"""

from __future__ import annotations

from accounts.models import User

from .enums import EntryState
from .models import CountryProgress, Framework, ProgressEntry
from .selectors.progress import writers_since_approval


def may_record(user: User, entry: ProgressEntry) -> bool:
    """Write an entry, new or old: editors, while its cycle takes entries."""
    action = "change" if entry.pk else "add"
    return user.has_perm(f"results.{action}_progressentry") and entry.cycle.is_open


def may_submit(user: User, entry: ProgressEntry) -> bool:
    """Hand an entry to the reviewers: editors, when it is not with them already."""
    return (
        user.has_perm("results.change_progressentry")
        and entry.cycle.is_open
        and entry.state in (EntryState.DRAFT, EntryState.RETURNED)
    )


def may_return(user: User, entry: ProgressEntry) -> bool:
    """Send a submitted entry back to its author: reviewers who had no hand in it."""
    return _may_review(user, entry)


def may_approve(user: User, entry: ProgressEntry) -> bool:
    """Approve a submitted entry: reviewers who had no hand in it."""
    return _may_review(user, entry)


def _may_review(user: User, entry: ProgressEntry) -> bool:
    return (
        user.has_perm("results.review_progressentry")
        and entry.state == EntryState.SUBMITTED
        and user.pk not in writers_since_approval(entry)
    )


def speaks_for_every_country(user: User) -> bool:
    """The secretariat; a focal point speaks for one country only."""
    return user.has_perm("results.speak_for_every_country")


def may_speak_for(user: User, country_id: int | None) -> bool:
    """Write the progress of a country (``None`` is the region): a focal point of the own country alone."""
    return speaks_for_every_country(user) or (country_id is not None and country_id == user.country_id)


def may_write_country_progress(user: User, progress: CountryProgress) -> bool:
    """Write the progress of its country, in a new record or an old one."""
    action = "change" if progress.pk else "add"
    return user.has_perm(f"results.{action}_countryprogress") and may_speak_for(user, progress.country_id)


def may_publish_framework(user: User, framework: Framework, is_public: bool) -> bool:
    """Show a framework to everyone, or withdraw it: those who may publish frameworks."""
    return user.has_perm("results.publish_framework") and framework.is_public != is_public

"""Who may do what to a single record of results and reports.

A permission says what a person may do at all (``carec_portal/roles.py``); these predicates say whether they may do it
to this record, now. What is written and reviewed (``Reviewed``: progress entries, country progress) passes through states:

    draft, returned   its writers change and submit it
    submitted         its writers still change it (a draft again); reviewers who had no hand in it return or approve it
    approved          reviewers publish it; a change makes it a draft again, and the public keeps what was approved
    published         a change makes it a draft again
"""

from __future__ import annotations

from accounts.models import User

from .enums import EntryState, VersionState
from .models import CountryProgress, EvidenceFile, Framework, FrameworkVersion, ReportingCycle, Reviewed
from .models.progress import APPROVED
from .selectors.indicators import public_indicators
from .selectors.progress import writers_since_approval

SUBMITTABLE = (EntryState.DRAFT, EntryState.RETURNED)


# What is written and reviewed ---------------------------------------------------------------------------------------------
def may_see(user: User, record: Reviewed) -> bool:
    """Read it in any state: those who may view such records, a focal point those of the own country alone."""
    return _has(user, "view", record) and may_speak_for(user, record.country_id)


def may_record(user: User, record: Reviewed) -> bool:
    """Write it, new or old, while its cycle takes entries: editors any, a focal point those of the own country alone."""
    return _may_write(user, record) and record.cycle.is_open


def may_submit(user: User, record: Reviewed) -> bool:
    """Hand it to the reviewers: those who may write it, when it is not with them already."""
    return _has(user, "change", record) and may_record(user, record) and record.state in SUBMITTABLE


def may_return(user: User, record: Reviewed) -> bool:
    """Send it back to its author: reviewers who had no hand in it."""
    return _may_review(user, record)


def may_approve(user: User, record: Reviewed) -> bool:
    """Approve it: reviewers who had no hand in it."""
    return _may_review(user, record)


def may_publish(user: User, record: Reviewed) -> bool:
    """Say that what is approved is final: those who may publish progress."""
    return user.has_perm("results.publish_progressentry") and record.state == EntryState.APPROVED


def may_review_any(user: User) -> bool:
    """Whether the person reviews at all."""
    return user.has_perm("results.review_progressentry")


def _may_write(user: User, record: Reviewed) -> bool:
    return _has(user, "change" if record.pk else "add", record) and may_speak_for(user, record.country_id)


def _may_review(user: User, record: Reviewed) -> bool:
    return may_review_any(user) and record.state == EntryState.SUBMITTED and user.pk not in writers_since_approval(record)


def _has(user: User, action: str, record: Reviewed) -> bool:
    return user.has_perm(f"results.{action}_{record._meta.model_name}")


# Countries ----------------------------------------------------------------------------------------------------------------
def speaks_for_every_country(user: User) -> bool:
    """The secretariat; a focal point speaks for one country only."""
    return user.has_perm("results.speak_for_every_country")


def may_speak_for(user: User, country_id: int | None) -> bool:
    """Write the progress of a country (``None`` is the region): a focal point of the own country alone."""
    return speaks_for_every_country(user) or (country_id is not None and country_id == user.country_id)


def may_write_country_progress(user: User, progress: CountryProgress) -> bool:
    """Write the progress of its country, in a new record or an old one."""
    return _may_write(user, progress)


# Cycles and frameworks ----------------------------------------------------------------------------------------------------
def may_see_board(user: User) -> bool:
    """See who owes what in a cycle: the secretariat everything, a focal point what is asked of the own country."""
    return user.has_perm("results.view_progressentry") and (speaks_for_every_country(user) or user.country_id is not None)


def may_open(user: User, cycle: ReportingCycle) -> bool:
    """Make the entries of a cycle, or those that are missing."""
    return user.has_perm("results.open_reportingcycle") and cycle.is_open


def may_remind(user: User, cycle: ReportingCycle) -> bool:
    """Have everybody who owes something reminded now."""
    return user.has_perm("results.open_reportingcycle") and cycle.is_open


def may_correct_observation(user: User) -> bool:
    """Correct an approved figure: editors, and reviewers by approving an entry that corrects it."""
    return user.has_perm("results.change_observation") or user.has_perm("results.review_progressentry")


def may_correct_entry(user: User, entry: Reviewed) -> bool:
    """Correct an entry in the state it has: the secretariat alone."""
    writes = user.has_perm("results.change_progressentry") and speaks_for_every_country(user)
    return entry.pk is not None and (writes or user.has_perm("results.review_progressentry"))


def may_publish_framework(user: User, framework: Framework, is_public: bool) -> bool:
    """Show a framework to everyone, or withdraw it: those who may publish frameworks."""
    return user.has_perm("results.publish_framework") and framework.is_public != is_public


def may_prepare_version(user: User, framework: Framework) -> bool:
    """Begin a version of a framework, and add, change and retire indicators in it: editors."""
    return user.has_perm("results.add_frameworkversion") and user.has_perm("results.change_framework")


def may_confirm_version(user: User, version: FrameworkVersion) -> bool:
    """Record that a body confirmed a version: those who may publish frameworks, while it is a draft."""
    return user.has_perm("results.publish_framework") and version.state == VersionState.DRAFT


def may_review_risks(user: User) -> bool:
    """Say in a cycle what became of risks and assumptions: editors."""
    return user.has_perm("results.add_riskreview") and user.has_perm("results.change_riskreview")


def may_read_evidence(user: User, file: EvidenceFile) -> bool:
    """Download a file behind a figure or an entry: everyone where it is public and so is what it belongs to.

    What is not approved is seen by those who may see the entry alone; the rest by those who may view evidence, a focal
    point that of the own country.
    """
    entry, figure = file.entry, file.observation
    is_approved = entry is None or entry.state in APPROVED
    indicator = entry.indicator_id if entry else figure.measure.indicator_id
    if file.is_public and is_approved and public_indicators().filter(pk=indicator).exists():
        return True
    if entry is not None:
        return may_see(user, entry)
    return user.has_perm("results.view_evidencefile") and may_speak_for(user, figure.country_id)

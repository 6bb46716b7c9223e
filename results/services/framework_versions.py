"""Changing a framework: a version is prepared, its steps are taken and taken back, and somebody confirms it.

While a version is prepared nothing changes for the public (``IndicatorPlacementQuerySet.current``). Once it is confirmed it
is never altered, and nothing that once stood is deleted: a retired indicator keeps its page and its figures.

All services raise ``PermissionDenied`` when ``results/rules.py`` says no, and ``ValidationError`` with a message for people
when something is missing or the version is confirmed already; nothing is changed then.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text, text_of
from knowledge.models import Body, Event

from .. import rules
from ..enums import VersionState
from ..models import Framework, FrameworkVersion, Indicator, IndicatorPlacement, Result
from ..selectors.quality import gaps, quality_of_framework


@transaction.atomic
def prepare_version(*, framework: Framework, by: User, note: Text | None = None) -> FrameworkVersion:
    """Begin the next version of a framework: a draft in which indicators are added, changed and retired."""
    framework = Framework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    if not rules.may_prepare_version(by, framework):
        raise PermissionDenied(_("You may not prepare a version of this framework."))
    if framework.versions.filter(state=VersionState.DRAFT).exists():
        raise ValidationError(_("A version of this framework is being prepared already."))
    number = (framework.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    note = note or Text()
    version = FrameworkVersion(framework=framework, number=number, note_zh_hans=note.zh, note_en=note.en, recorded_by=by)
    save_as(version, by=by, reason="prepare")
    return version


@transaction.atomic
def place_indicator(
    *,
    version: FrameworkVersion,
    result: Result,
    indicator: Indicator,
    code: str,
    by: User,
    wording: Text | None = None,
    is_headline: bool = False,
    order: int = 0,
) -> IndicatorPlacement:
    """Let the version show an indicator under one of the framework's results."""
    version = _lock_draft(version, by)
    placement = IndicatorPlacement(framework=version.framework, added_in=version, indicator=indicator)
    _write(placement, result=result, code=code, wording=wording or Text(), is_headline=is_headline, order=order)
    save_as(placement, by=by, reason="place")
    return placement


@transaction.atomic
def change_placement(
    *,
    placement: IndicatorPlacement,
    version: FrameworkVersion,
    by: User,
    reason: Text,
    result: Result,
    code: str,
    wording: Text,
    is_headline: bool,
    order: int,
) -> IndicatorPlacement:
    """Show the indicator otherwise from this version on: a new placement replaces the old one, and the old one says why.

    What the same version placed is corrected in place: nobody has seen it yet.
    """
    version = _lock_draft(version, by)
    placement = _lock_placement(placement, version)
    changes = {"result": result, "code": code, "wording": wording, "is_headline": is_headline, "order": order}
    if placement.added_in_id == version.pk:
        _write(placement, **changes)
        save_as(placement, by=by, reason="change")
        return placement
    _retire(placement, version, reason, by=by, why="replace")
    successor = IndicatorPlacement(
        framework=placement.framework, added_in=version, indicator=placement.indicator, replaces=placement
    )
    _write(successor, **changes)
    save_as(successor, by=by, reason="change")
    return successor


@transaction.atomic
def retire_placement(*, placement: IndicatorPlacement, version: FrameworkVersion, by: User, reason: Text) -> None:
    """Let the version show the indicator no longer. What the same version placed is taken away again."""
    version = _lock_draft(version, by)
    placement = _lock_placement(placement, version)
    if placement.added_in_id == version.pk:
        _take_back(placement, by)
    else:
        _retire(placement, version, reason, by=by, why="retire")


@transaction.atomic
def undo_step(*, placement: IndicatorPlacement, version: FrameworkVersion, by: User) -> None:
    """Take back what the draft did with one placement: what it added or changed it to, or that it was retired."""
    version = _lock_draft(version, by)
    placement = IndicatorPlacement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if placement.added_in_id == version.pk:
        _take_back(placement, by)
    elif placement.retired_in_id != version.pk:
        raise ValidationError(_("This version changes nothing about that indicator."))
    elif hasattr(placement, "replaced_by"):
        _take_back(placement.replaced_by, by)
    else:
        _restore(placement, by)


@transaction.atomic
def discard_version(*, version: FrameworkVersion, by: User) -> None:
    """Give up a draft: all its steps are taken back and it is gone."""
    version = _lock_draft(version, by)
    for placement in version.added.all():
        _take_back(placement, by)
    for placement in version.retired.all():
        _restore(placement, by)
    _delete(version, by, "discard")


@transaction.atomic
def confirm_version(
    *,
    version: FrameworkVersion,
    by: User,
    confirmed_by: Body | None = None,
    confirmed_at: Event | None = None,
    confirmed_on: date | None = None,
    reason_for_gaps: str = "",
) -> FrameworkVersion:
    """Record that a body confirmed the version: from now on it is what everyone sees.

    It says in both languages what changed and why, who confirmed it and when (as stored, or as given here), and passes the
    quality check, or ``reason_for_gaps`` says why it stands with gaps. A first version takes in what stands there already.
    """
    version = FrameworkVersion.objects.select_for_update(of=("self",)).select_related("framework").get(pk=version.pk)
    if version.state != VersionState.DRAFT:
        raise ValidationError(_("This version is confirmed and is altered no more. Prepare the next one."))
    if not rules.may_confirm_version(by, version):
        raise PermissionDenied(_("You may not confirm versions of this framework."))
    version.confirmed_by = confirmed_by or version.confirmed_by
    version.confirmed_at = confirmed_at or version.confirmed_at
    version.confirmed_on = confirmed_on or version.confirmed_on
    if version.confirmed_by is None or version.confirmed_on is None:
        raise ValidationError(_("Say first who confirmed the version, and on which day."))
    note = text_of(version, "note")
    if not note.zh.strip() or not note.en.strip():
        raise ValidationError(_("Write first, in both languages, what changed and why."))
    if missing := gaps(quality_of_framework(version.framework, version)):
        if not reason_for_gaps.strip():
            raise ValidationError(
                _("These indicators are incomplete: %(codes)s. Complete them, or give a reason to confirm with gaps."),
                params={"codes": missing},
            )
        version.gaps_reason = reason_for_gaps.strip()
    if not version.framework.versions.exclude(pk=version.pk).exists():
        for placement in version.framework.placements.filter(added_in=None):
            placement.added_in = version
            save_as(placement, by=by, reason="confirm")
    version.state, version.recorded_by = VersionState.CONFIRMED, by
    save_as(version, by=by, reason="confirm")
    return version


@transaction.atomic
def correct_note(*, version: FrameworkVersion, note: Text, by: User) -> FrameworkVersion:
    """Correct how a version's change is told, the one thing about a confirmed version that may be altered."""
    version = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not rules.may_prepare_version(by, version.framework):
        raise PermissionDenied(_("You may not prepare a version of this framework."))
    version.note_zh_hans, version.note_en = note.zh, note.en
    save_as(version, by=by, reason="correct")
    return version


def _lock_draft(version: FrameworkVersion, by: User) -> FrameworkVersion:
    version = FrameworkVersion.objects.select_for_update(of=("self",)).select_related("framework").get(pk=version.pk)
    if not rules.may_prepare_version(by, version.framework):
        raise PermissionDenied(_("You may not prepare a version of this framework."))
    if version.state != VersionState.DRAFT:
        raise ValidationError(_("This version is confirmed and is altered no more. Prepare the next one."))
    return version


def _lock_placement(placement: IndicatorPlacement, version: FrameworkVersion) -> IndicatorPlacement:
    """The placement, as long as it stands in this version."""
    standing = version.framework.placements.at_version(version.number)
    found = standing.select_for_update(of=("self",)).filter(pk=placement.pk).first()
    if found is None:
        raise ValidationError(_("This indicator does not stand in this version of the framework."))
    return found


def _write(placement: IndicatorPlacement, *, result: Result, code: str, wording: Text, is_headline: bool, order: int) -> None:
    if result.framework_id != placement.framework_id:
        raise ValidationError(_("The result belongs to another framework."))
    placement.result, placement.code, placement.is_headline, placement.order = result, code, is_headline, order
    placement.wording_zh_hans, placement.wording_en = wording.zh, wording.en


def _retire(placement: IndicatorPlacement, version: FrameworkVersion, reason: Text, *, by: User, why: str) -> None:
    if not reason.zh.strip() or not reason.en.strip():
        raise ValidationError(_("Say in both languages why the indicator is retired or changed."))
    placement.retired_in = version
    placement.retirement_reason_zh_hans, placement.retirement_reason_en = reason.zh.strip(), reason.en.strip()
    save_as(placement, by=by, reason=why)


def _take_back(placement: IndicatorPlacement, by: User) -> None:
    """Remove what a draft placed, and let what it replaced stand again."""
    replaced = placement.replaces
    _delete(placement, by, "undo")
    if replaced is not None:
        _restore(replaced, by)


def _restore(placement: IndicatorPlacement, by: User) -> None:
    placement.retired_in = None
    placement.retirement_reason_zh_hans = placement.retirement_reason_en = ""
    save_as(placement, by=by, reason="undo")


def _delete(record: FrameworkVersion | IndicatorPlacement, by: User, reason: str) -> None:
    record._history_user, record._change_reason = by, reason
    record.delete()

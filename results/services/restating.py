"""Corrections of figures and entries. What was published is restated: the old, the new, the reason, the editions it touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from base.differences import same
from base.history import save_as
from base.text import Text

from .. import rules
from ..models import Edition, Observation, ProgressEntry, Restatement
from ..selectors.restatements import editions_showing, editions_showing_entry

LONGEST_REASON = 100  # characters that a history row keeps


@transaction.atomic
def correct_observation(
    *, observation: Observation, values: Mapping[str, object], by: User, reason: Text | None = None
) -> Restatement | None:
    """Give an approved figure these values, by the names of its fields (a translated one by its columns).

    Returns the restatement where a published edition shows the figure, else ``None``: then it is an ordinary change. Raises
    ``PermissionDenied``, or ``ValidationError`` when a published figure is corrected without a reason in both languages or the
    figure contradicts itself; nothing is written then.
    """
    if not rules.may_correct_observation(by):
        raise PermissionDenied(_("You may not correct figures."))
    stored = Observation.objects.select_for_update(of=("self",)).select_related("measure").get(pk=observation.pk)
    editions = list(editions_showing(stored))
    missing = _("This figure was published. Say in both languages why it is corrected.")
    return _correct(stored, values, by=by, reason=reason, editions=editions, missing=missing)


@transaction.atomic
def correct_entry(
    *, entry: ProgressEntry, values: Mapping[str, object], by: User, reason: Text | None = None
) -> Restatement | None:
    """Give an entry these values and leave its state; otherwise like ``correct_observation``."""
    if not rules.may_correct_entry(by, entry):
        raise PermissionDenied(_("You may not correct entries."))
    stored = ProgressEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    editions = list(editions_showing_entry(stored))
    missing = _("This entry was published. Say in both languages why it is corrected.")
    return _correct(stored, values, by=by, reason=reason, editions=editions, missing=missing)


def changes(record: models.Model, values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that differ from what is stored."""
    return {name: value for name, value in values.items() if not same(_kept(record, name), value)}


def _correct(
    record: Observation | ProgressEntry,
    values: Mapping[str, object],
    *,
    by: User,
    reason: Text | None,
    editions: list[Edition],
    missing: str,
) -> Restatement | None:
    changed = changes(record, values)
    if not changed:
        return None
    if editions and (not reason or reason.missing):
        raise ValidationError(missing, code="reason_missing")
    old = {name: _json(_kept(record, name)) for name in changed}
    for name, value in changed.items():
        setattr(record, name, value)
    save_as(record, by=by, reason=(reason.en or reason.zh)[:LONGEST_REASON] if reason else "correct")
    if not editions:
        return None
    new = {name: _json(_kept(record, name)) for name in changed}
    restatement = Restatement(old=old, new=new, reason_en=reason.en, reason_zh_hans=reason.zh, made_by=by)
    setattr(restatement, "observation" if isinstance(record, Observation) else "entry", record)
    save_as(restatement, by=by, reason="correct")
    restatement.editions.set(editions)
    return restatement


def _kept(record: models.Model, name: str) -> Any:
    """What the record keeps in a field: a related record by its key."""
    return getattr(record, record._meta.get_field(name).attname)


def _json(value: object) -> object:
    """A value as JSON keeps it: numbers of figures as text, so that none is rounded."""
    if value is None or isinstance(value, str | int | bool):
        return value
    return DjangoJSONEncoder().default(value)

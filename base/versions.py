"""Versions of records, so that nobody's save is lost below somebody else's.

A record's version is the id of its newest history row, so every record with a history has one and no table needs a column.
Whoever saves says which version they had before them; ``hold`` locks the record and refuses when it has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext as _

from .differences import Difference, differences

__all__ = [
    "Conflict",
    "Difference",
    "differences",
    "ever_was",
    "has_history",
    "hold",
    "record_at",
    "version_of",
    "versions_of",
    "versions_where",
]

Record = TypeVar("Record", bound=models.Model)
LONGEST_ID = 18  # digits; a longer number is no id of any table


class Conflict(Exception):
    """The record is no longer as the person saw it.

    ``stored`` is the record as it is now, locked until the transaction ends; ``None`` when it was deleted. ``version``
    is its version, ``seen`` the one that the person had before them, ``by`` and ``at`` who made the newer one and when
    (``None`` where the history does not say; ``by`` is ``None`` for the portal itself).
    """

    def __init__(self, *, stored: models.Model | None, newest: models.Model | None, seen: str) -> None:
        self.stored = stored
        self.seen = seen
        self.version = str(newest.history_id) if newest else ""
        self.by: AbstractBaseUser | None = newest.history_user if newest else None
        self.at: datetime | None = newest.history_date if newest else None
        super().__init__(self.version)

    def __str__(self) -> str:
        if self.stored is None:
            return _("This record was deleted after you opened it.")
        return _("Somebody saved this record after you opened it.")


def has_history(model: type[models.Model]) -> bool:
    """Whether each change of these records is kept."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def ever_was(model: type[models.Model], **fields: object) -> bool:
    """Whether there is, or was before it was deleted, a record of these fields."""
    return has_history(model) and _history(model).filter(**fields).exists()


def version_of(record: models.Model) -> str:
    """The record's version now; ``""`` when nothing was ever kept of it, as for a new one.

    A deleted record has a version, too: its deletion.
    """
    return versions_of([record]).get(record.pk, "")


def versions_of(records: Iterable[Record]) -> dict[Any, str]:
    """The versions of records of one kind by their keys, in one query. A record without a version is left out."""
    records = [record for record in records if record.pk is not None]
    if not records:
        return {}
    return versions_where(type(records[0]), **{f"{_key(records[0])}__in": [record.pk for record in records]})


def versions_where(model: type[models.Model], **fields: object) -> dict[Any, str]:
    """The versions by key of the records that had these fields in them, in one query."""
    if not has_history(model):
        return {}
    key = model._meta.pk.attname
    rows = _history(model).filter(**fields).order_by().values_list(key).annotate(Max("history_id"))
    return {pk: str(newest) for pk, newest in rows}


def record_at(record: Record, version: str) -> Record | None:
    """The record as that version had it; ``None`` when the record never had such a version."""
    if not has_history(type(record)) or not version.isascii() or not version.isdigit() or len(version) > LONGEST_ID:
        return None
    row = _history(type(record)).filter(**{_key(record): record.pk}, history_id=int(version)).first()
    return row.instance if row else None


def hold(record: Record, seen: str | None) -> Record:
    """Keep a record from everybody else until the transaction ends, if it still is in the version ``seen``.

    Returns the record as stored, locked. Raises ``Conflict`` when its version is another one, or when ``seen`` is ``None``:
    nobody saves over what they did not see. A deleted record whose deletion was seen comes back as it was given: saving
    restores it. Call it within ``transaction.atomic``.
    """
    model = type(record)
    stored = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk=record.pk).first()
    # Only now, with the lock in hand: whoever held it before has written their history row.
    newest = _history(model).filter(**{_key(record): record.pk}).order_by("-history_id").first() if has_history(model) else None
    if seen is None or seen != (str(newest.history_id) if newest else ""):
        raise Conflict(stored=stored, newest=newest, seen=seen or "")
    return record if stored is None else stored


def _history(model: type[models.Model]) -> models.Manager:
    return getattr(model, model._meta.simple_history_manager_attribute)


def _key(record: models.Model) -> str:
    return record._meta.pk.attname

"""Taking over a workbook that came back: look at it first, then write all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from base.text_checks import warnings_of

from .comparing import Change, Comparison, compare
from .kinds import WorkbookKind, Written, kind_named
from .problems import Problem, WorkbookError
from .reading import ReadBook


@dataclass
class Preview:
    """What a workbook would do, cell by cell. ``fingerprint`` changes as soon as anything in it does."""

    kind: str
    scope: dict[str, str]
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    taking: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)  # who changed what is in conflict, by the names of the changes

    @property
    def plain_changes(self) -> list[Change]:
        return [change for change in self.changes if not change.is_conflict]

    @property
    def conflicts(self) -> list[Change]:
        return [change for change in self.changes if change.is_conflict]

    @property
    def written(self) -> list[Change]:
        """What is written when it is confirmed: every change, and the conflicts in which the workbook wins."""
        return [change for change in self.changes if not change.is_conflict or change.name in self.taking]

    @property
    def fingerprint(self) -> str:
        told = "\0".join(f"{change.name}\1{change.old}\1{change.new}" for change in self.changes)
        return hashlib.sha256(told.encode()).hexdigest()


class Moved(Exception):
    """What is stored changed after the preview; ``preview`` is what it looks like now. Nothing was written."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        super().__init__(_("What is stored changed after this preview. Look at it again before you confirm."))


class _Undo(Exception):
    """Ends a transaction without keeping anything of it."""


def look(read: ReadBook, *, by: AbstractBaseUser | None, taking: Collection[str] = ()) -> Preview:
    """What the workbook would do. It is really written, so that every rule is asked, and undone at once."""
    return _run(read, by=by, taking=taking, keep=False)


def take_over(read: ReadBook, *, by: AbstractBaseUser | None, taking: Collection[str] = (), seen: str | None = None) -> Preview:
    """Write the workbook, all of it or nothing. Look at ``problems`` of what comes back: with any, nothing was written.

    ``seen`` is the fingerprint of the preview that was confirmed; raises ``Moved`` when it is another one by now.
    """
    return _run(read, by=by, taking=taking, keep=True, seen=seen)


def _run(read: ReadBook, *, by: AbstractBaseUser | None, taking: Collection[str], keep: bool, seen: str | None = None) -> Preview:
    kind = kind_named(read.kind)
    if kind is None:
        raise WorkbookError(_("The portal knows no workbook of the kind “%(kind)s”.") % {"kind": read.kind})
    if not kind.may_import(by):
        raise PermissionDenied(_("You may not bring in this workbook."))
    scope = kind.check(read.scope, by)
    preview = Preview(kind=read.kind, scope=scope, taking=frozenset(taking))
    try:
        with transaction.atomic():
            kind.hold(scope)
            found = compare(read, kind.book(scope, by).sheets)
            preview.changes, preview.problems = found.changes, list(found.problems)
            preview.notes = {
                change.name: kind.last_change(found.rows[(change.sheet, change.key)].stored) for change in found.conflicts
            }
            if seen is not None and seen != preview.fingerprint:
                raise Moved(preview)
            written = _write(found, kind, scope, by, taking)
            preview.problems += written.problems
            preview.warnings = _warnings(written)
            if preview.problems or not keep:
                raise _Undo
    except _Undo:
        pass
    return preview


def _write(
    found: Comparison, kind: WorkbookKind, scope: dict[str, str], by: AbstractBaseUser | None, taking: Collection[str]
) -> Written:
    """Write what can be written, so that its problems are told together with those of reading."""
    rows = found.to_write(taking)
    return kind.write(scope, rows, by) if rows else Written()


def _warnings(written: Written) -> list[str]:
    return list(dict.fromkeys(f"{record}: {warning.message}" for record in written.records for warning in warnings_of(record)))

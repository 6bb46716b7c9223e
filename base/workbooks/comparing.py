"""Three ways at once: what was exported, what is stored now, what was typed.

typed as stored       nothing to do
typed as exported     not touched: what is stored stays, whoever changed it since
stored as exported    a change: the old gives way to the new
else                  a conflict: somebody else changed it since; the stored stays unless the person says otherwise
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .problems import Problem
from .reading import ReadBook, ReadRow, ReadSheet
from .shapes import CellKind, Choice, Column, Row, Sheet, key_of
from .values import RawCell, Refused, read_found, read_value


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was typed. ``old`` is what is stored now, ``original`` what was exported."""

    sheet: str
    row: int
    key: str
    column: Column
    letter: str
    old: str
    new: str
    original: str
    choices: tuple[Choice, ...] = ()
    is_conflict: bool = False
    is_new: bool = False

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.letter}{self.row}"

    @property
    def name(self) -> str:
        """The cell's name in forms: short, the same in every reading of the file."""
        return hashlib.sha256("\0".join((self.sheet, self.key, self.column.key)).encode()).hexdigest()[:16]

    @property
    def row_name(self) -> str:
        """The row by its natural key, for people."""
        return " · ".join(part for part in self.key.split("|") if part)

    @property
    def heading(self) -> str:
        return " ".join(self.column.shown.split())

    @property
    def old_shown(self) -> str:
        return self._shown(self.old)

    @property
    def new_shown(self) -> str:
        return self._shown(self.new)

    @property
    def original_shown(self) -> str:
        return self._shown(self.original)

    def _shown(self, value: str) -> str:
        return next((choice.shown for choice in self.choices if choice.code == value), value)


@dataclass
class RowChange:
    """A row with at least one change to write. ``values`` is the whole row as it shall be, ``changed`` the columns that differ."""

    sheet: Sheet
    number: int
    key: str
    stored: Row | None
    values: dict[str, str]
    changed: set[str]
    letters: dict[str, str]

    def problem(self, reason: str, column: str = "") -> Problem:
        """What is wrong with this row, or with one of its columns."""
        if column not in self.letters:
            return Problem(self.sheet.name, str(reason), row=self.number)
        heading = " ".join(self.sheet.column(column).shown.split())
        return Problem(self.sheet.name, str(reason), row=self.number, letter=self.letters[column], heading=heading)


@dataclass
class Comparison:
    """A whole workbook against what is stored."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[tuple[str, str], RowChange] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[Change]:
        return [change for change in self.changes if change.is_conflict]

    def to_write(self, taking: Collection[str] = ()) -> list[RowChange]:
        """The rows to write: every change, and of the conflicts those whose names are in ``taking``."""
        for change in self.changes:
            if not change.is_conflict or change.name in taking:
                row = self.rows[(change.sheet, change.key)]
                row.values[change.column.key] = change.new
                row.changed.add(change.column.key)
        return [row for row in self.rows.values() if row.changed]


def compare(read: ReadBook, sheets: Iterable[Sheet]) -> Comparison:
    """Compare a workbook that came back with the sheets as they would be exported now."""
    found = Comparison()
    for name in read.strange:
        found.problems.append(Problem(name, _("No export has such a sheet. Take it out of the workbook.")))
    for sheet in sheets:
        came = read.sheets.get(sheet.name)
        if came is None or not came.letters:
            found.problems.append(Problem(sheet.name, _("This sheet is missing.")))
            continue
        _Reading(read, sheet, came, found).run()
    return found


class _Reading:
    """One sheet being compared."""

    def __init__(self, read: ReadBook, sheet: Sheet, came: ReadSheet, found: Comparison) -> None:
        self.read, self.sheet, self.came, self.found = read, sheet, came, found
        self.seen: dict[str, int] = {}

    def run(self) -> None:
        for column in self.sheet.columns:
            if column.key not in self.came.letters:
                self._say(_("The column “%(column)s” is missing.") % {"column": " ".join(column.shown.split())})
        for row in self.came.rows:
            self._look_at(row)
        gone = [key for name, key in self.read.exported if name == self.sheet.name and key not in self.seen]
        for key in sorted(gone):
            if key in self.sheet.by_key:
                self._say(_("The row “%(row)s” was taken out. Put it back: rows cannot be deleted here.") % {"row": key})

    def _look_at(self, row: ReadRow) -> None:
        key = row.key or self._key_of_new(row)
        if key is None:
            return
        if (before := self.seen.get(key)) is not None:
            self._say(_("This row stands here twice; the other is row %(row)d.") % {"row": before}, row.number)
            return
        self.seen[key] = row.number
        stored = self.sheet.by_key.get(key)
        was_exported = (self.sheet.name, key) in self.read.exported
        if stored is None and (row.key or not self.sheet.spare):
            self._say(_("This row is no longer in the portal, or it is not yours to write."), row.number)
            return
        changes = list(self._changes(row, key, stored, was_exported))
        self.found.changes += changes
        if changes:
            values = {**(stored.values if stored else {}), **self._asides(row)}
            self.found.rows[(self.sheet.name, key)] = RowChange(
                self.sheet, row.number, key, stored, values, set(), self.came.letters
            )

    def _key_of_new(self, row: ReadRow) -> str | None:
        """The key of a row that was not exported: from the columns that name it; ``None`` where there is nothing to take."""
        if all(cell.is_empty for cell in row.cells.values()):
            return None
        if not self.sheet.spare:
            self._say(_("This row was not exported. Rows cannot be added here."), row.number)
            return None
        parts = []
        for column in self.sheet.columns:
            if column.names_row and column.key in row.cells:
                try:
                    parts.append(_value(row.cells[column.key], column, column.kind, column.choices))
                except Refused as error:
                    self._say(str(error), row.number, column)
                    return None
        return key_of(parts)

    def _changes(self, row: ReadRow, key: str, stored: Row | None, was_exported: bool) -> Iterator[Change]:
        for column in self.sheet.columns:
            if column.is_aside or column.key not in row.cells or (not was_exported and row.cells[column.key].is_empty):
                continue
            kind, choices = self._kind_of(column, stored)
            try:
                typed = _value(row.cells[column.key], column, kind, choices)
            except Refused as error:
                self._say(str(error), row.number, column)
                continue
            old = stored.values.get(column.key, "") if stored else ""
            original = self.read.originals.get((self.sheet.name, key, column.key), "") if was_exported else ""
            if typed == old or (was_exported and typed == original):
                continue
            if stored is not None and not stored.takes(column):
                self._say(_("Nothing can be typed here: the cell is locked, or the row is not yours to write."), row.number, column)
                continue
            is_conflict = stored is not None and old != original
            where = self.came.letters[column.key]
            yield Change(
                self.sheet.name, row.number, key, column, where, old, typed, original, choices, is_conflict, is_new=stored is None
            )

    def _asides(self, row: ReadRow) -> dict[str, str]:
        """What stands beside the changes of a row, such as their reason."""
        found = {}
        for column in self.sheet.columns:
            if column.is_aside and column.key in row.cells:
                try:
                    found[column.key] = read_value(row.cells[column.key], column.kind, column.choices, column.empty)
                except Refused as error:
                    self._say(str(error), row.number, column)
        return found

    def _kind_of(self, column: Column, stored: Row | None) -> tuple[CellKind, tuple[Choice, ...]]:
        kind = stored.kinds.get(column.key, column.kind) if stored else column.kind
        choices = stored.choices.get(column.key, column.choices) if stored else column.choices
        return kind, choices

    def _say(self, reason: str, row: int | None = None, column: Column | None = None) -> None:
        if column is None:
            self.found.problems.append(Problem(self.sheet.name, reason, row=row))
            return
        heading = " ".join(column.shown.split())
        letter = self.came.letters.get(column.key, "")
        self.found.problems.append(Problem(self.sheet.name, reason, row=row, letter=letter, heading=heading))


def _value(cell: RawCell, column: Column, kind: CellKind, choices: tuple[Choice, ...]) -> str:
    return read_found(cell, choices, column.find) if column.find else read_value(cell, kind, choices, column.empty)

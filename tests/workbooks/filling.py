"""A workbook in the hands of somebody who fills it in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Self

from openpyxl import load_workbook
from openpyxl.cell import Cell

from accounts.models import User
from base.workbooks.importing import Preview, look, take_over
from base.workbooks.kinds import kind_named
from base.workbooks.reading import ReadBook, read_book
from base.workbooks.writing import MEMORY, write_book

FIGURES, PROGRESS, COUNTRIES = "数据 Figures", "进展 Progress", "国别进展 Country progress"


def export(kind: str = "cycle", by: User | None = None, **scope: str) -> bytes:
    """The workbook as ``by`` gets it."""
    chosen = kind_named(kind)
    return write_book(chosen.book(chosen.check(scope, by), by))


class Filled:
    """An exported workbook that can be filled in by row key and column key."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))
        rows = [[cell.value for cell in row] for row in self.book[MEMORY].iter_rows(max_col=5)]
        self.columns = {(row[1], row[2]): row[3] for row in rows if row[0] == "column"}

    def cell(self, sheet: str, key: str, column: str) -> Cell:
        page = self.book[sheet]
        numbers = [cell.row for cell in page["A"] if cell.value == key]
        letters = [cell.column_letter for cell in page[1] if cell.value == self.columns[(sheet, column)]]
        return page[f"{letters[0]}{numbers[0]}"]

    def keys(self, sheet: str) -> list[str]:
        return [cell.value for cell in self.book[sheet]["A"][1:] if cell.value]

    def fill(self, sheet: str, key: str, values: Mapping[str, object] | None = None, **more: object) -> Self:
        for column, value in {**(values or {}), **more}.items():
            self.cell(sheet, key, column).value = value
        return self

    def row_values(self, sheet: str, key: str) -> dict[str, object]:
        """What stands in a row, by column; empty cells are left out."""
        names = [column for name, column in self.columns if name == sheet]
        return {name: value for name in names if (value := self.cell(sheet, key, name).value) is not None}

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def read(self) -> ReadBook:
        return read_book(io.BytesIO(self.bytes()))

    def look(self, by: User | None, taking: tuple[str, ...] = ()) -> Preview:
        return look(self.read(), by=by, taking=taking)

    def take_over(self, by: User | None, taking: tuple[str, ...] = ()) -> Preview:
        return take_over(self.read(), by=by, taking=taking)


def told(preview: Preview) -> list[tuple[str, str, str]]:
    """The changes in short: place, old, new."""
    return [(change.place, change.old, change.new) for change in preview.changes]


def problems(preview: Preview) -> list[str]:
    return [str(problem) for problem in preview.problems]

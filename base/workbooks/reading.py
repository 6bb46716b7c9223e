"""Reading a workbook that somebody sends: a file of a stranger until it is proved harmless."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import BinaryIO

from django.utils.translation import gettext as _
from openpyxl import DEFUSEDXML, load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from .problems import WorkbookError
from .values import RawCell
from .writing import ADVICE, FORMAT, LISTS, MEMORY

MEGABYTE = 1_000_000
LARGEST_FILE = 10 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 1_000
HIGHEST_RATIO = 200  # unpacked to packed; a workbook of ours has about 15
MOST_ROWS, MOST_COLUMNS, MOST_REMEMBERED = 50_000, 100, 1_000_000
OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # also what a password makes of the new one
MACROS = ("vbaproject.bin", "xlm", "macrosheets")
Key = tuple[str, str, str]  # sheet, row, column


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it came back: its number in the sheet, the key it was exported with, and its cells by column."""

    number: int
    key: str
    cells: Mapping[str, RawCell]


@dataclass
class ReadSheet:
    """A sheet as it came back. ``letters`` and ``headings`` say where each column stands; one that is gone is missing there."""

    name: str
    rows: list[ReadRow] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)


@dataclass
class ReadBook:
    """A workbook as it came back, with what it remembers of its export."""

    kind: str
    scope: dict[str, str]
    sheets: dict[str, ReadSheet]
    originals: dict[Key, str]
    exported: set[tuple[str, str]]  # sheet and row
    strange: list[str] = field(default_factory=list)  # sheets that no export made


def read_book(file: BinaryIO) -> ReadBook:
    """Read an exported workbook. Raises ``WorkbookError`` for whatever is not one, or is not harmless."""
    assert DEFUSEDXML, "openpyxl reads XML of strangers with defusedxml only"
    content = file.read(LARGEST_FILE + 1)
    _check_package(content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        with closing(values), closing(formulas):
            return _read(values, formulas)
    except WorkbookError:
        raise
    except Exception as error:  # whatever a broken file makes of the library, the person needs one answer
        raise WorkbookError(_("This workbook is damaged and cannot be read.")) from error


def _check_package(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise WorkbookError(_("This file is larger than %(limit)d MB.") % {"limit": LARGEST_FILE // MEGABYTE})
    if content.startswith(OLD_FORMAT):
        raise WorkbookError(_("This file has a password or is of an old format. Save it as .xlsx without a password."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise WorkbookError(_("This is not a workbook of the kind .xlsx.")) from error
    names = [part.filename.lower() for part in parts]
    if "xl/workbook.xml" not in names:
        raise WorkbookError(_("This is not a workbook of the kind .xlsx."))
    if any(macro in name for name in names for macro in MACROS):
        raise WorkbookError(_("This workbook holds macros. Save it as .xlsx without macros."))
    unpacked = sum(part.file_size for part in parts)
    bloated = any(part.file_size > MEGABYTE and part.file_size > HIGHEST_RATIO * max(1, part.compress_size) for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or bloated or len(set(names)) < len(names):
        raise WorkbookError(_("This workbook unpacks to far more than a workbook holds and is not opened."))


def _read(values: object, formulas: object) -> ReadBook:
    if MEMORY not in values.sheetnames:
        raise WorkbookError(_("This is not a workbook that the portal exported: its hidden sheet is missing."))
    book = _read_memory(values[MEMORY])
    for name in values.sheetnames:
        if name in book.sheets:
            _read_sheet(book.sheets[name], values[name], formulas[name])
        elif name not in (MEMORY, LISTS, ADVICE):
            book.strange.append(name)
    return book


def _read_memory(page: ReadOnlyWorksheet) -> ReadBook:
    rows = iter(page.iter_rows(max_col=5, values_only=True))
    first = next(rows, None)
    if not first or first[0] != FORMAT:
        raise WorkbookError(_("This workbook was exported by another version of the portal. Export it again."))
    book = ReadBook(kind="", scope={}, sheets={}, originals={}, exported=set())
    for number, row in enumerate(rows):
        if number > MOST_REMEMBERED:
            raise WorkbookError(_("This workbook unpacks to far more than a workbook holds and is not opened."))
        what, *rest = ("" if value is None else str(value) for value in row)
        if what == "kind":
            book.kind = rest[0]
        elif what == "scope":
            book.scope = {str(name): str(value) for name, value in json.loads(rest[0]).items()}
        elif what == "column":
            sheet = book.sheets.setdefault(rest[0], ReadSheet(rest[0]))
            sheet.headings[rest[1]] = rest[2]
        elif what == "row":
            book.exported.add((rest[0], rest[1]))
        elif what == "cell":
            book.originals[(rest[0], rest[1], rest[2])] = rest[3]
    return book


def _read_sheet(sheet: ReadSheet, values: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet) -> None:
    pairs = zip_longest(_rows(values), _rows(formulas), fillvalue=())
    heads, _same = next(pairs, ((), ()))
    wanted = {_plain(heading): key for key, heading in sheet.headings.items()}
    at = {}
    for cell in heads:
        if (key := wanted.get(_plain(cell.value))) and key not in at.values():
            at[cell.column - 1] = key
            sheet.letters[key] = cell.column_letter
    for number, (row, told) in enumerate(pairs, start=2):
        if number > MOST_ROWS:
            raise WorkbookError(_("The sheet “%(sheet)s” has too many rows.") % {"sheet": sheet.name})
        cells = {key: _raw(row, told, index) for index, key in at.items()}
        key = row[0].value if row else None
        if key is not None or any(not cell.is_empty for cell in cells.values()):
            sheet.rows.append(ReadRow(number, "" if key is None else str(key), cells))


def _rows(page: ReadOnlyWorksheet) -> Iterator[tuple]:
    page.reset_dimensions()  # what a file says of its own size need not be true
    return iter(page.iter_rows(max_col=MOST_COLUMNS))


def _raw(row: tuple, told: tuple, index: int) -> RawCell:
    cell = row[index] if index < len(row) else None
    source = told[index] if index < len(told) else None
    is_formula = source is not None and source.data_type == "f"
    if cell is None or cell.value is None:
        return RawCell(is_lost=is_formula)
    return RawCell(cell.value, cell.number_format or "General", is_error=cell.data_type == "e")


def _plain(heading: object) -> str:
    return " ".join(str(heading or "").split())

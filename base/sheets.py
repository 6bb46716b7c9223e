"""A table as a file: CSV and XLSX, with the headings of both languages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from base.text import Text

Cell = str | int | float | Decimal | date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"  # without it spreadsheet programs read Chinese as rubbish
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program takes for the beginning of a formula
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31  # of a sheet, says the format
WIDEST = 60  # characters; longer texts wrap


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it leaves the portal: a heading per column in both languages, and rows of plain values.

    ``name`` becomes the file's name; ``None`` in a row is a figure that is not there.
    """

    name: str
    title: Text
    headings: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


def write_csv(sheet: Sheet) -> bytes:
    """UTF-8 with its mark, a line for each row, nothing in it that a spreadsheet program would run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_harmless(_both(heading, " / ")) for heading in sheet.headings])
    writer.writerows([[_plain(value) for value in row] for row in sheet.rows])
    return (BOM + out.getvalue()).encode()


def write_xlsx(sheet: Sheet) -> bytes:
    """A workbook of one sheet: headings in both languages, frozen and with a filter; numbers as numbers."""
    book = Workbook(write_only=True)
    page = book.create_sheet(NOT_IN_NAMES.sub(" ", sheet.name)[:LONGEST_NAME])
    page.freeze_panes = "A2"
    for index, heading in enumerate(sheet.headings):
        page.column_dimensions[get_column_letter(index + 1)].width = _width(sheet, index, heading)
    head = []
    for heading in sheet.headings:
        cell = WriteOnlyCell(page, _both(heading, "\n"))
        cell.font, cell.alignment, cell.data_type = Font(bold=True), Alignment(wrap_text=True, vertical="top"), "s"
        head.append(cell)
    page.append(head)
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    if sheet.rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{len(sheet.rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _both(text: Text, between: str) -> str:
    return text.zh if text.zh == text.en else between.join(part for part in (text.zh, text.en) if part)


def _harmless(text: str) -> str:
    """A text that begins like a formula gets an apostrophe before it; a written number stays as it is."""
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return _harmless(value) if isinstance(value, str) else str(value)


def _cell(page: object, value: Cell) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value)
    cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with, it is a text
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif value is not None:
        places = max(0, -Decimal(str(value)).normalize().as_tuple().exponent)
        cell.number_format = "#,##0" + ("." + "0" * places if places else "")
    return cell


def _width(sheet: Sheet, index: int, heading: Text) -> float:
    """Wide enough for what stands in the column, as far as that is sensible; a Chinese character takes two."""
    texts = (heading.zh, heading.en, *(_plain(row[index]) for row in sheet.rows[:200]))
    longest = max(sum(2 if ord(character) > 0x2E80 else 1 for character in text) for text in texts)
    return min(WIDEST, longest + 3)

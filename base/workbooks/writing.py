"""Writing a workbook: bilingual headings, drop-downs, comments, protection, and a hidden memory of what was exported."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .problems import WorkbookError
from .shapes import LONGEST_TEXT, Book, CellKind, Choice, Column, Row, Sheet, joined

MEMORY = "_portal"  # the hidden sheet with what was exported
LISTS = "_lists"  # the hidden sheet with the lines of the drop-downs
ADVICE = "说明 Read me"
FORMAT = "portal workbook 1"
KEY_HEADING = "key"

LINE = Side(style="thin", color="B8C0CC")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD, OPEN, CLOSED = (PatternFill("solid", fgColor=color) for color in ("1F3A5F", "FFFDF0", "F0F2F5"))
WRAP = Alignment(wrap_text=True, vertical="top")
FACE = "Noto Sans CJK SC"


def write_book(book: Book) -> bytes:
    """The workbook as a file. Raises ``WorkbookError`` when a text is too long for a cell."""
    made = Workbook()
    made.properties.title, made.properties.creator = joined(book.title), ""
    advice = made.active
    advice.title = ADVICE
    _write_advice(advice, book)
    lists = _Lists(made.create_sheet(LISTS))
    memory = _Memory(made.create_sheet(MEMORY))
    memory.keep(FORMAT)
    memory.keep("kind", book.kind)
    memory.keep("scope", json.dumps(dict(book.scope), ensure_ascii=False, sort_keys=True))
    for sheet in book.sheets:
        _write_sheet(made.create_sheet(sheet.name), sheet, lists)
        memory.keep_sheet(sheet)
    made.move_sheet(LISTS, len(book.sheets) + 1)
    made.move_sheet(MEMORY, len(book.sheets) + 1)
    for hidden in (made[MEMORY], made[LISTS]):
        hidden.sheet_state = "veryHidden"
        hidden.protection.enable()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _write_advice(page: Worksheet, book: Book) -> None:
    page.column_dimensions["A"].width = page.column_dimensions["B"].width = 62
    for number, text in enumerate((book.title, *book.advice), start=1):
        for column, words in ((1, text.zh), (2, text.en)):
            cell = _put_text(page.cell(number, column), words)
            cell.font = Font(name=FACE, bold=number == 1, size=14 if number == 1 else 11)
            cell.alignment = WRAP
        longest = max(_lines(text.zh, 60), _lines(text.en, 60))
        page.row_dimensions[number].height = (20 if number == 1 else 16) * longest + 4
    page.protection.enable()
    _set_print(page)


def _write_sheet(page: Worksheet, sheet: Sheet, lists: _Lists) -> None:
    page.freeze_panes = "D2"  # the heading, and the two columns that name the row
    key = _put_text(page.cell(1, 1), KEY_HEADING)
    key.font = Font(name=FACE, size=8)
    page.column_dimensions["A"].hidden = True
    for number, column in enumerate(sheet.columns, start=2):
        _write_heading(page.cell(1, number), column)
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[1].height = 15 * max(_lines(column.shown, column.width) for column in sheet.columns) + 6
    for number, row in enumerate(sheet.rows, start=2):
        _put_text(page.cell(number, 1), row.key)
        for at, column in enumerate(sheet.columns, start=2):
            _write_cell(page.cell(number, at), column, row, lists)
        heights = (_lines(_shown(column, row), column.width) for column in sheet.columns)
        page.row_dimensions[number].height = min(17 * max(heights) + 4, 400)
    if sheet.rows and not sheet.spare:
        for at, column in enumerate(sheet.columns, start=2):  # nothing to read and nothing to fill in
            if not any(row.values.get(column.key) or row.takes(column) for row in sheet.rows):
                page.column_dimensions[get_column_letter(at)].hidden = True
    fresh = Row(key="", values={})
    for number in range(len(sheet.rows) + 2, len(sheet.rows) + 2 + sheet.spare):
        page.cell(number, 1).protection = Protection(locked=True)
        for at, column in enumerate(sheet.columns, start=2):
            _write_cell(page.cell(number, at), column, fresh, lists, is_new=True)
    lists.add_to(page)
    page.protection.enable()
    page.protection.formatColumns = page.protection.formatRows = False  # widths may be changed all the same
    page.print_title_rows = "1:1"
    _set_print(page)


def _write_heading(cell: Cell, column: Column) -> None:
    _put_text(cell, column.shown)
    cell.font, cell.fill, cell.border = Font(name=FACE, bold=True, color="FFFFFF"), HEAD, FRAME
    cell.alignment = WRAP
    if column.help:
        cell.comment = _comment(joined(column.help, "\n"))


def _write_cell(cell: Cell, column: Column, row: Row, lists: _Lists, *, is_new: bool = False) -> None:
    takes = (is_new and (column.editable or column.names_row)) or row.takes(column)
    kind = row.kinds.get(column.key, column.kind)
    value = row.values.get(column.key, "")
    choices = row.choices.get(column.key, column.choices) if kind is CellKind.CHOICE else ()
    if kind is CellKind.NUMBER and value and Decimal(repr(float(value))) == Decimal(value):  # else it stays a text, unrounded
        cell.value, cell.number_format = float(value), _number_format(value)
    elif kind is CellKind.DATE and value:
        cell.value, cell.number_format = date.fromisoformat(value), "yyyy-mm-dd"
    else:
        _put_text(cell, _shown(column, row))
        cell.number_format = "General" if kind is CellKind.NUMBER else "yyyy-mm-dd" if kind is CellKind.DATE else "@"
    if choices and takes:
        lists.offer(cell, choices, is_open=column.find is not None)
    cell.fill, cell.border, cell.alignment = OPEN if takes else CLOSED, FRAME, WRAP
    cell.font = Font(name=FACE, color="1A1A1A" if takes else "5A6472")
    cell.protection = Protection(locked=not takes)
    if comment := row.comments.get(column.key):
        cell.comment = _comment(comment)


def _shown(column: Column, row: Row) -> str:
    value = row.values.get(column.key, "")
    if row.kinds.get(column.key, column.kind) is CellKind.CHOICE:
        choices = row.choices.get(column.key, column.choices)
        return next((choice.shown for choice in choices if choice.code == value), value)
    return value


def _put_text(cell: Cell, text: str) -> Cell:
    """A text is a text, whatever it begins with."""
    if len(text) > LONGEST_TEXT:
        raise WorkbookError(_("A text of more than %(limit)d characters does not fit into a workbook.") % {"limit": LONGEST_TEXT})
    if text:
        cell.value = text
        cell.data_type = "s"
    return cell


def _number_format(value: str) -> str:
    places = max(0, -Decimal(value).normalize().as_tuple().exponent)
    return "#,##0" + ("." + "0" * places if places else "")


def _comment(text: str) -> Comment:
    made = Comment(text, "")
    made.width, made.height = 320, 22 + 18 * _lines(text, 42)
    return made


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two others."""
    wide = (sum(2 if ord(character) > 0x2E80 else 1 for character in line) for line in text.split("\n"))
    return sum(max(1, -(-length // max(1, width - 2))) for length in wide)


def _set_print(page: Worksheet) -> None:
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE
    page.page_setup.paperSize = page.PAPERSIZE_A3 if page.max_column > 4 else page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&A · &P / &N"


class _Memory:
    """What was exported, for the comparison when the workbook comes back; text only, so that nothing is rounded."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.row = 0

    def keep(self, *texts: str) -> None:
        self.row += 1
        for column, text in enumerate(texts, start=1):
            _put_text(self.page.cell(self.row, column), text)

    def keep_sheet(self, sheet: Sheet) -> None:
        for column in sheet.columns:
            self.keep("column", sheet.name, column.key, column.shown)
        for row in sheet.rows:
            self.keep("row", sheet.name, row.key)
            for column in sheet.columns:
                if value := row.values.get(column.key, ""):
                    self.keep("cell", sheet.name, row.key, column.key, value)


class _Lists:
    """The drop-downs: each list once in a hidden sheet, since a longer one does not fit into the cell's own rule."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.places: dict[tuple[str, ...], str] = {}
        self.rules: dict[tuple[str, bool], DataValidation] = {}

    def offer(self, cell: Cell, choices: Iterable[Choice], *, is_open: bool) -> None:
        place = self._place(tuple(choice.shown for choice in choices))
        rule = (place, is_open)
        if rule not in self.rules:
            self.rules[rule] = DataValidation(
                type="list",
                formula1=place,
                allow_blank=True,
                showErrorMessage=not is_open,
                errorTitle="请从列表中选择 Choose from the list",
                error="请从下拉列表中选择。 Choose one of the lines of the list.",
            )
        self.rules[rule].add(cell)

    def add_to(self, page: Worksheet) -> None:
        """Give the sheet the rules of its cells; the next sheet begins with none."""
        for rule in self.rules.values():
            page.add_data_validation(rule)
        self.rules = {}

    def _place(self, lines: tuple[str, ...]) -> str:
        if lines not in self.places:
            column = len(self.places) + 1
            for number, line in enumerate(lines, start=1):
                _put_text(self.page.cell(number, column), line)
            letter = get_column_letter(column)
            self.places[lines] = f"'{LISTS}'!${letter}$1:${letter}${len(lines)}"
        return self.places[lines]

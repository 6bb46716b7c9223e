"""What is wrong with a workbook, said so that whoever filled it in finds the place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


class WorkbookError(Exception):
    """The whole file cannot be taken; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one place. ``row`` counts as the spreadsheet does; ``letter`` and ``heading`` name the column.

    Row and column are empty where the problem is about the whole sheet or the whole row.
    """

    sheet: str
    reason: str
    row: int | None = None
    letter: str = ""
    heading: str = ""

    @property
    def place(self) -> str:
        """The place as spreadsheets name it: ``Figures!K12``."""
        return f"{self.sheet}!{self.letter}{self.row}" if self.row else self.sheet

    def __str__(self) -> str:
        if not self.row:
            return _("%(sheet)s: %(reason)s") % {"sheet": self.sheet, "reason": self.reason}
        if not self.letter:
            return _("%(sheet)s, row %(row)d: %(reason)s") % {"sheet": self.sheet, "row": self.row, "reason": self.reason}
        return _("%(sheet)s, row %(row)d, column %(letter)s (%(heading)s): %(reason)s") % {
            "sheet": self.sheet,
            "row": self.row,
            "letter": self.letter,
            "heading": self.heading,
            "reason": self.reason,
        }

"""The kinds of workbooks that results know; registered when the room starts."""

from __future__ import annotations

from base.workbooks.kinds import register

from .cycle_kind import CycleWorkbook


def register_kinds() -> None:
    """Make them known to the pages and to ``manage.py export_workbook``."""
    register(CycleWorkbook())

"""The kinds of workbooks that work plans know; registered when the room starts."""

from __future__ import annotations

from base.workbooks.kinds import register

from .plan_kind import PlanWorkbook


def register_kinds() -> None:
    """Make them known to the pages and to ``manage.py export_workbook``."""
    register(PlanWorkbook())

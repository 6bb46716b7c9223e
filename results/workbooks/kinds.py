"""The kinds of workbooks that results know; registered when the room starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base.workbooks.kinds import register

from . import tables
from .cycle_kind import CycleWorkbook
from .table_kind import TableWorkbook


def register_kinds() -> None:
    """Make them known to the pages and to ``manage.py export_workbook``."""
    register(CycleWorkbook())
    register(TableWorkbook("frameworks", _("results frameworks"), tables.FRAMEWORKS))
    register(TableWorkbook("observations", _("observations"), tables.OBSERVATIONS))

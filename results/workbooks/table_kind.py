"""Workbooks of whole tables: frameworks with everything in them, and observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.text import Text
from base.workbooks.comparing import RowChange
from base.workbooks.kinds import WorkbookKind, Written
from base.workbooks.shapes import Book, in_both

from .table_sheets import sheet_of
from .table_writing import write_rows
from .tables import Table

ADVICE = (
    gettext_lazy("Each sheet is a table, each row a record. The grey columns name the record and cannot be changed."),
    gettext_lazy("A new record is written into one of the empty rows below: first the columns that name it, then the others."),
    gettext_lazy("A row that is taken out deletes nothing; an empty cell empties the field."),
    gettext_lazy("Other records are named by their keys, the parts of a key with | between them."),
    gettext_lazy("What you do not touch stays as it is in the portal, even when somebody else changes it meanwhile."),
)


class TableWorkbook(WorkbookKind):
    """Tables as they are, by their natural keys. The portal itself may bring one in: the history says so."""

    def __init__(self, name: str, title: Promise, tables: Sequence[Table]) -> None:
        self.name = name
        self.words = title
        self.tables = {table.sheet: table for table in tables}

    @property
    def title(self) -> Text:
        return in_both(self.words)

    def may_import(self, by: AbstractBaseUser | None) -> bool:
        return by is None or (by.has_perm("results.add_workbookimport") and by.has_perms(self._permissions("change")))

    def check(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> dict[str, str]:
        if by is not None and not by.has_perms(self._permissions("view")):
            raise PermissionDenied(_("You may not see these tables."))
        return {}

    def book(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> Book:
        sheets = [sheet_of(table) for table in self.tables.values()]
        return Book(kind=self.name, scope={}, title=self.title, advice=[in_both(line) for line in ADVICE], sheets=sheets)

    def hold(self, scope: Mapping[str, str]) -> None:
        """Lock every row, in the same order for everybody."""
        for table in self.tables.values():
            list(table.model.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))

    def write(self, scope: Mapping[str, str], changes: Sequence[RowChange], by: AbstractBaseUser | None) -> Written:
        return write_rows(changes, self.tables, by)

    def _permissions(self, action: str) -> list[str]:
        return [f"results.{action}_{table.model._meta.model_name}" for table in self.tables.values()]

"""Which kinds of workbooks there are. A room registers its own (``AppConfig.ready``), so that a lower room needs no upper one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from base.text import Text

from .comparing import RowChange
from .problems import Problem
from .shapes import Book, Row


@dataclass
class Written:
    """What writing came to: problems that forbid all of it, and the records whose texts are looked at afterwards."""

    problems: list[Problem] = field(default_factory=list)
    records: list[models.Model] = field(default_factory=list)


class WorkbookKind:
    """One kind of workbook: what it holds now, and how its changes are written.

    ``options`` are the names of what a scope may say (“country”), ``needed`` those it must. ``needs_person``: somebody has
    to be named as the author of what is written.
    """

    name: ClassVar[str]
    options: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()
    needs_person: ClassVar[bool] = False

    @property
    def title(self) -> Text:
        raise NotImplementedError

    def check(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> dict[str, str]:
        """The scope as it will be remembered; narrowed to what the person may see. Raises ``WorkbookError``."""
        raise NotImplementedError

    def may_import(self, by: AbstractBaseUser | None) -> bool:
        """Whether the person may bring in such a workbook at all; nobody is the portal itself."""
        raise NotImplementedError

    def book(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> Book:
        """The workbook as it would be exported now, for a scope that ``check`` returned."""
        raise NotImplementedError

    def hold(self, scope: Mapping[str, str]) -> None:
        """Keep everybody else from changing what stands in this workbook until the transaction ends."""

    def last_change(self, row: Row) -> str:
        """Who changed what stands in this row last, and when: for people, where it is cheaply known."""
        return ""

    def write(self, scope: Mapping[str, str], changes: Sequence[RowChange], by: AbstractBaseUser | None) -> Written:
        """Write these rows. Called in a transaction that is undone when there is any problem."""
        raise NotImplementedError


_kinds: dict[str, WorkbookKind] = {}


def register(kind: WorkbookKind) -> WorkbookKind:
    """Make a kind known; registered again, it takes the place of the one of the same name."""
    _kinds[kind.name] = kind
    return kind


def kind_named(name: str) -> WorkbookKind | None:
    """The kind of that name, if a room registered it."""
    return _kinds.get(name)


def kinds() -> Iterable[WorkbookKind]:
    """Every kind that a room registered."""
    return _kinds.values()

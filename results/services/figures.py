"""Writing the figures of an entry. They become observations when the entry is approved (``services/observing.py``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text

from .. import rules
from ..enums import Operator, Sex, ValueState
from ..models import Category, EntryFigure, Measure, ProgressEntry, ScaleStep
from ..selectors.cells import Key, cells_of
from . import reviewing

TEXTS = ("text", "note", "override_reason", "correction_reason")
PLAIN = ("state", "operator", "value", "numerator", "denominator", "scale_step")


@dataclass(frozen=True, slots=True)
class FigureInput:
    """What somebody tells in one cell of an entry. Reported without a value, a step or words, it empties the cell.

    ``numerator`` and ``denominator`` stand beside the value of a share; texts and reasons are in both
    languages. Evidence that is ``None`` stays as it is.
    """

    measure: Measure
    sex: str = Sex.ALL
    category: Category | None = None
    state: str = ValueState.REPORTED
    operator: str = Operator.EQUAL
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    scale_step: ScaleStep | None = None
    text: Text = field(default_factory=Text)
    note: Text = field(default_factory=Text)
    override_reason: Text = field(default_factory=Text)
    correction_reason: Text = field(default_factory=Text)
    events: Iterable[models.Model] | None = None
    documents: Iterable[models.Model] | None = None
    activities: Iterable[models.Model] | None = None

    @property
    def key(self) -> Key:
        return (self.measure.pk, str(self.sex), self.category.pk if self.category else None)

    @property
    def is_empty(self) -> bool:
        said = (self.value, self.numerator, self.denominator, self.scale_step)
        return self.state == ValueState.REPORTED and all(each is None for each in said) and not self.text

    def columns(self) -> dict[str, object]:
        """What it says, by the columns of ``EntryFigure``."""
        told: dict[str, object] = {name: getattr(self, name) for name in PLAIN}
        for name in TEXTS:
            told |= {f"{name}_zh_hans": getattr(self, name).zh, f"{name}_en": getattr(self, name).en}
        return told


@transaction.atomic
def record_figures(*, entry: ProgressEntry, figures: Iterable[FigureInput], by: User) -> int:
    """Write these cells of the entry; others stay. Returns how many changed; with any, the entry is a draft of ``by``.

    A cell that says what is approved already is not written again. Raises ``PermissionDenied`` as ``reviewing.record``
    does, and ``ValidationError`` with the cell's name when a figure contradicts itself or belongs to another indicator.
    """
    if not rules.may_record(by, entry) and entry.cycle.is_open:
        raise PermissionDenied(_("You may not write this: it is not your task, or another country’s."))
    cells = {cell.key: cell for cell in cells_of(entry)}
    changed = 0
    for told in figures:
        if told.measure.indicator_id != entry.indicator_id:
            raise ValidationError(_("“%(measure)s” is no measure of this indicator."), params={"measure": told.measure})
        cell = cells.get(told.key)
        written = cell.written if cell else None
        if written is None and cell and cell.approved and _says(cell.approved, told):
            continue
        changed += _write(entry, told, written, by=by)
    if changed:
        reviewing.record(entry=entry, by=by)
    return changed


def _write(entry: ProgressEntry, told: FigureInput, written: EntryFigure | None, *, by: User) -> bool:
    if told.is_empty:
        if written is None:
            return False
        written._change_reason, written._history_user = "record", by
        written.delete()
        return True
    figure = written or EntryFigure(entry=entry, measure=told.measure, sex=told.sex, category=told.category)
    wanted = told.columns()
    differs = written is None or any(_plain(getattr(figure, name)) != _plain(value) for name, value in wanted.items())
    if differs:
        for name, value in wanted.items():
            setattr(figure, name, value)
        save_as(figure, by=by, reason="record")
    return _link(figure, told) or differs


def _link(figure: EntryFigure, told: FigureInput) -> bool:
    """Set the evidence that was given; says whether it changed."""
    changed = False
    for name in ("events", "documents", "activities"):
        if (given := getattr(told, name)) is None:
            continue
        linked, wanted = getattr(figure, name), {record.pk for record in given}
        if set(linked.values_list("pk", flat=True)) != wanted:
            linked.set(wanted)
            changed = True
    return changed


def _says(observation: models.Model, told: FigureInput) -> bool:
    """Whether an approved figure says what is told, its evidence and the reason for a correction aside."""
    wanted = {name: value for name, value in told.columns().items() if not name.startswith("correction_reason")}
    links = any(getattr(told, name) for name in ("events", "documents", "activities"))
    return not links and all(_plain(getattr(observation, name)) == _plain(value) for name, value in wanted.items())


def _plain(value: object) -> object:
    """Empty is empty, however it is stored."""
    return None if value == "" else value

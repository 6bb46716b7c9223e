"""From the rows of a cycle's workbook to the services that write entries; what they refuse becomes a problem of the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from base.text import Text
from base.workbooks.comparing import RowChange
from base.workbooks.kinds import Written
from base.workbooks.problems import Problem

from ..enums import ValueKind, ValueState
from ..models import CountryProgress, EntryFigure, ProgressEntry, Reviewed
from ..selectors.cells import Cell
from ..services import reviewing
from ..services.figures import FigureInput, record_figures
from ..validators.figures import fill_share, problems_of
from .cycle_rows import NUMBERS, TEXTS

COLUMN_OF = {"scale_step": "value", "text": "text_en", "override_reason": "override_reason_en"}


def write_rows(changes: Sequence[RowChange], by: User) -> Written:
    """Write the rows entry by entry, as the form of an entry does."""
    written = Written()
    entries: dict[int, ProgressEntry] = {}
    figures: dict[int, list[RowChange]] = defaultdict(list)
    texts: dict[int, RowChange] = {}
    for change in changes:
        about = change.stored.about
        if isinstance(about, CountryProgress):
            _set(about, change)
            _save(written, change, about, lambda about=about: reviewing.record(entry=about, by=by))
        elif isinstance(about, ProgressEntry):
            _set(about, change)
            entries[about.pk], texts[about.pk] = about, change
        else:
            entry, _cell = about
            entries.setdefault(entry.pk, entry)
            figures[entry.pk].append(change)
    for pk, entry in entries.items():
        _write_entry(written, entry, figures[pk], texts.get(pk), by)
    return written


def _write_entry(written: Written, entry: ProgressEntry, rows: list[RowChange], text: RowChange | None, by: User) -> None:
    told = []
    for row in rows:
        _entry, cell = row.stored.about
        figure = told_of(row, cell)
        found = list(_problems(row, cell, figure))
        written.problems += found
        if not found:
            told.append(figure)

    def write() -> None:
        if not record_figures(entry=entry, figures=told, by=by) and text is not None:
            reviewing.record(entry=entry, by=by)

    _save(written, text or rows[0], entry, write)


def _save(written: Written, row: RowChange, record: Reviewed, write: object) -> None:
    try:
        write()
    except ValidationError as error:
        written.problems += _refusals(row, error)
    except PermissionDenied as error:
        written.problems.append(row.problem(str(error)))
    else:
        written.records.append(record)


def _set(record: Reviewed, change: RowChange) -> None:
    for name in change.changed:
        setattr(record, name, change.values[name])


def told_of(row: RowChange, cell: Cell) -> FigureInput:
    """What the row says as a whole, for ``services.figures.record_figures``."""
    values = row.values
    numbers = {name: Decimal(value) if (value := values.get(name, "")) else None for name in NUMBERS}
    step = None
    if cell.measure.figure_kind == ValueKind.SCALE:
        numbers["value"] = None
        code = values.get("value", "")
        step = next((each for each in cell.measure.indicator.scale.all() if each.code == code), None)
    texts = {name: Text(zh=values.get(f"{name}_zh_hans", ""), en=values.get(f"{name}_en", "")) for name in TEXTS}
    return FigureInput(
        measure=cell.measure,
        sex=cell.sex,
        category=cell.category,
        state=values.get("state", "") or ValueState.REPORTED,
        operator=values.get("operator", ""),
        scale_step=step,
        **numbers,
        **texts,
    )


def _problems(row: RowChange, cell: Cell, told: FigureInput) -> Iterator[Problem]:
    if told.is_empty:
        if cell.approved is not None:
            yield row.problem(_("A figure that was approved cannot be emptied. Choose in “State” why there is none."), "value")
        elif any(getattr(told, name) for name in TEXTS if name != "text"):
            message = _("There is a note or a reason, but no figure. Write the figure, or say in its state why there is none.")
            yield row.problem(message, "value")
        return
    figure = EntryFigure(measure=told.measure, sex=told.sex, category=told.category, **told.columns())
    fill_share(figure)
    for problem in problems_of(figure):
        yield row.problem(problem.message, COLUMN_OF.get(problem.field, problem.field))


def _refusals(row: RowChange, error: ValidationError) -> Iterable[Problem]:
    if not hasattr(error, "error_dict"):
        return [row.problem(message) for message in error.messages]
    return [
        row.problem(message, "" if field == NON_FIELD_ERRORS else field)
        for field, messages in error.message_dict.items()
        for message in messages
    ]

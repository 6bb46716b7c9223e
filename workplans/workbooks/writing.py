"""From the rows of a plan's workbook to its parts: found or made by their keys, checked, and saved with their history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text
from base.workbooks.comparing import RowChange
from base.workbooks.fields import WrongCell, to_python
from base.workbooks.kinds import Written

from ..enums import ActivityState
from ..models import Activity, WorkPlan
from ..services.moving import move_state
from .lists import key_name
from .parts import NUMBERED, PARTS, Part
from .sheets import CHANGED_ON, OWNER, REASON

HISTORY = "import_workbook"
PLAN_PATHS = {part.model: part.plan_path for part in PARTS}
STEP_COLUMNS = {  # where a refused change of state is told
    "no_reason": f"{REASON}_zh_hans",
    "in_the_future": CHANGED_ON,
    "out_of_order": CHANGED_ON,
}


def write_rows(changes: Sequence[RowChange], plan: WorkPlan, by: User) -> Written:
    """Write the rows in the order of the sheets, so that what later ones name is there."""
    parts = {part.sheet: part for part in PARTS}
    written = Written()
    for change in changes:
        try:
            written.records += _write(parts[change.sheet.name], change, plan, by)
        except WrongCell as error:
            written.problems.append(change.problem(str(error), error.column))
        except PermissionDenied as error:
            written.problems.append(change.problem(str(error)))
        except ValidationError as error:
            written.problems += [change.problem(message, column) for column, message in _messages(change, error)]
    return written


def _write(part: Part, change: RowChange, plan: WorkPlan, by: User) -> list[models.Model]:
    """Write one row; what was written, for the checks of texts."""
    names = change.changed - {*part.key, OWNER}
    moves = part.model is Activity and change.stored is not None and "state" in names
    values = {name: _value(part.model, name, change, plan) for name in sorted(names - ({"state"} if moves else set()))}
    many = {name: values.pop(name) for name in list(values) if isinstance(values[name], list)}
    record = change.stored.about if change.stored else part.model(**_key(part, change, plan))
    for name, value in values.items():
        setattr(record, name, value)
    if isinstance(record, Activity):
        _follow_objective(record, values)
    if values or many or change.stored is None:
        save_as(record, by=by, reason=HISTORY)
    for name, found in many.items():
        getattr(record, name).set(found)
    return [record, _move(record, change, by)] if moves else [record]


def _follow_objective(activity: Activity, values: Mapping[str, object]) -> None:
    if activity.objective_id and (area := values.get("area")) and area.pk != activity.objective.area_id:
        told = _("Below an objective the area is that of the objective: number %(number)d, or leave it empty.")
        raise WrongCell("area", told % {"number": activity.objective.area.number})
    activity.follow_objective()


def _move(activity: Activity, change: RowChange, by: User) -> models.Model:
    """Take the step to the state that was chosen; a day that is not given is today."""
    if not (state := change.values.get("state", "")):
        raise WrongCell("state", _("Choose a state."))
    day = change.values.get(CHANGED_ON, "")
    reason = Text(zh=change.values.get(f"{REASON}_zh_hans", ""), en=change.values.get(f"{REASON}_en", ""))
    on = date.fromisoformat(day) if day else timezone.localdate()
    try:
        return move_state(activity=activity, to=ActivityState(state), on=on, by=by, reason=reason)
    except ValidationError as error:
        raise WrongCell(STEP_COLUMNS.get(error.code, "state"), " ".join(error.messages)) from error


# Names and values --------------------------------------------------------------------------------------------------------
def _key(part: Part, change: RowChange, plan: WorkPlan) -> dict[str, object]:
    """The fields that name a new part: plain ones, and related records by their parts of the key."""
    fields: dict[str, object] = {"plan": plan} if part.plan_path == "plan" else {}
    relations: dict[str, dict[str, str]] = {}
    for path in part.key:
        name, _between, rest = path.partition("__")
        if rest:
            relations.setdefault(name, {})[rest] = change.values.get(path, "")
        else:
            fields[name] = _plain(part.model._meta.get_field(name), change.values.get(path, ""), path)
    for name, lookups in relations.items():
        field = part.model._meta.get_field(name)
        if any(lookups.values()) or not field.null:
            fields[name] = _found(field.related_model, lookups, f"{name}__{list(lookups)[-1]}", plan)
    return fields


def _value(model: type[models.Model], name: str, change: RowChange, plan: WorkPlan) -> object:
    field = model._meta.get_field(name)
    text = change.values.get(name, "")
    if field.many_to_many:
        return [_activity(code, name, plan) for code in text.split(", ") if code]
    if not isinstance(field, models.ForeignKey):
        return _plain(field, text, name)
    if not text:
        return None
    related = field.related_model
    return _found(related, {"number" if related in NUMBERED else key_name(related): text}, name, plan)


def _activity(code: str, column: str, plan: WorkPlan) -> models.Model:
    objective, _dot, number = code.rpartition(".")
    return _found(Activity, {"objective__number": objective, "number": number}, column, plan)


def _plain(field: models.Field, text: str, column: str) -> object:
    try:
        return to_python(field, text)
    except ValidationError as error:
        raise WrongCell(column, " ".join(error.messages)) from error


def _found(related: type[models.Model], lookups: Mapping[str, str], column: str, plan: WorkPlan) -> models.Model:
    """A part of this plan, or a record of another room."""
    within = {path: plan} if (path := PLAN_PATHS.get(related)) else {}
    try:
        return related.objects.get(**within, **{path: value or None if "__" in path else value for path, value in lookups.items()})
    except (related.DoesNotExist, ValueError) as error:
        told = ".".join(value for value in lookups.values() if value)
        message = _("There is no %(what)s “%(name)s”.") % {"what": related._meta.verbose_name, "name": told}
        raise WrongCell(column, message) from error


def _messages(change: RowChange, error: ValidationError) -> list[tuple[str, str]]:
    """What is wrong, by column: the field's own, or the part of the key that stands for it."""
    if not hasattr(error, "error_dict"):
        return [("", message) for message in error.messages]
    return [(_column(change, name), message) for name, messages in error.message_dict.items() for message in messages]


def _column(change: RowChange, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    starts = (f"{name}__", f"{name}_zh_hans")
    return next((key for key in change.letters if key == name or key.startswith(starts)), "")

"""While an amendment is prepared, the work goes on in the plan that it amends: before it comes into force it takes that over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from simple_history.utils import bulk_update_with_history, get_history_manager_for_model

from accounts.models import User

from ..models import Activity, Deliverable, DeliverablePart, Output, Task, WorkPlan
from .copying import REASON as COPIED


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record with the fields that tell how far it has come, and the record it is a part of, if any."""

    model: type[models.Model]
    fields: tuple[str, ...]
    whole: str = ""
    number: str = "number"

    def of(self, plan: WorkPlan) -> models.QuerySet:
        """The records of this kind in a plan."""
        return self.model.objects.filter(**{f"{self.whole}__plan" if self.whole else "plan": plan})


KINDS = (
    _Kind(Activity, ("state",)),
    _Kind(Deliverable, ("state", "proof_id")),
    _Kind(DeliverablePart, ("state", "proof_id"), "deliverable", "order"),
    _Kind(Output, ("state",), "activity"),
    _Kind(Task, ("state", "done_on"), "activity"),
)


def catch_up(*, plan: WorkPlan, by: User) -> int:
    """Take over from the plan that ``plan`` amends how far its work has come since it was copied; how many records changed.

    What was changed in the amendment itself stays as it is there. Everything else that changed meanwhile is seen where both
    versions are compared.
    """
    changed = 0
    for kind in KINDS:
        moved = list(_moved(kind, plan))
        if moved:
            names = [name.removesuffix("_id") for name in kind.fields]
            bulk_update_with_history(moved, kind.model, names, default_user=by, default_change_reason="catch_up")
        changed += len(moved)
    return changed


def _moved(kind: _Kind, plan: WorkPlan) -> Iterator[models.Model]:
    at_first = _as_copied(kind, plan)
    earlier = _counterparts(kind, plan.previous)
    records = kind.of(plan).select_related(kind.whole) if kind.whole else kind.of(plan)
    for record in records:
        copied = at_first.get(record.pk)
        before = earlier.get(_key(kind, record, getattr(copied, kind.number))) if copied else None
        if before is None:
            continue
        taken = [name for name in kind.fields if _only_there(name, record, copied, before)]
        for name in taken:
            setattr(record, name, getattr(before, name))
        if taken:
            yield record


def _as_copied(kind: _Kind, plan: WorkPlan) -> dict[int, models.Model]:
    rows: Iterable[models.Model] = get_history_manager_for_model(kind.model).filter(
        history_change_reason=COPIED, id__in=kind.of(plan).values("pk")
    )
    return {row.id: row for row in rows}


def _counterparts(kind: _Kind, previous: WorkPlan) -> dict[object, models.Model]:
    """The records of the plan before: by their key, and where they are parts by that of their whole and their number in it."""
    if not kind.whole:
        return {record.pk: record for record in kind.of(previous)}
    return {(getattr(record, f"{kind.whole}_id"), getattr(record, kind.number)): record for record in kind.of(previous)}


def _key(kind: _Kind, record: models.Model, number: int) -> object:
    return (getattr(record, kind.whole).carried_from_id, number) if kind.whole else record.carried_from_id


def _only_there(name: str, record: models.Model, copied: models.Model, before: models.Model) -> bool:
    """Whether the plan before changed this field, and the amendment did not."""
    at_first = getattr(copied, name)
    return getattr(record, name) == at_first != getattr(before, name)

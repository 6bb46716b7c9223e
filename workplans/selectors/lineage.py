"""Which plans are versions of each other or continue each other, and which records in them were carried from one another."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from accounts.models import User

from ..models import WorkPlan
from .own import plans_seen_by


def family_of(plan: WorkPlan, user: User) -> list[WorkPlan]:
    """The plan with all that it was copied from and that was copied from it, as far as the person may see them.

    The latest comes first. Two queries.
    """
    before = dict(plans_seen_by(user).values_list("pk", "previous"))
    joined = _joined(plan.pk, before)
    found = plans_seen_by(user).filter(pk__in=joined).select_related("body", "adopted_at", "previous")
    return sorted(found, key=age, reverse=True)


def age(plan: WorkPlan) -> tuple[object, ...]:
    """By which plans of a family stand in order, the oldest first."""
    return plan.period_start, plan.version, plan.pk


def _joined(start: int, before: dict[int, int | None]) -> set[int]:
    """All that is reached from ``start``, forth and back."""
    neighbours: dict[int, set[int]] = {pk: set() for pk in before}
    for pk, previous in before.items():
        if previous in neighbours:
            neighbours[pk].add(previous)
            neighbours[previous].add(pk)
    joined, waiting = set(), {start}
    while waiting:
        joined |= waiting
        waiting = set().union(*(neighbours.get(pk, set()) for pk in waiting)) - joined
    return joined


def origins_of(records: Iterable[models.Model]) -> dict[int, int]:
    """For each of these records of one kind the first one from which it was carried, over however many plans; by key.

    Records of two plans are the same thing when they have the same origin. A query for each generation of copies.
    """
    origin = {record.pk: record.carried_from_id or record.pk for record in records}
    model = next((type(record) for record in records), None)
    earlier: dict[int, int] = {}
    waiting = set(origin.values()) - set(origin)
    while waiting:
        rows = model._base_manager.filter(pk__in=waiting).values_list("pk", "carried_from")
        earlier.update((pk, before or pk) for pk, before in rows)
        waiting = {earlier[pk] for pk in waiting if pk in earlier} - set(earlier)
    return {pk: _first(start, earlier) for pk, start in origin.items()}


def _first(pk: int, earlier: dict[int, int]) -> int:
    while (before := earlier.get(pk, pk)) != pk:
        pk = before
    return pk

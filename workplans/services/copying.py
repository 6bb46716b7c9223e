"""Copies of records, each kind at once: with what they belong to, their history, and the states of their translations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.base import ModelState
from simple_history.utils import get_history_manager_for_model

from accounts.models import User
from base.models import TextState
from base.parity import paired_fields
from base.text import text_of
from base.versions import has_history

REASON = "copy"


class Copies:
    """Which copy stands for which record.

    ``add`` copies all records of one kind, the wholes before their parts: what belongs to a copied record belongs to its copy,
    and what belongs to a record of a copied kind that was left out is left out as well. Four statements for each kind.
    """

    def __init__(self, by: User) -> None:
        self._by = by
        self._of: dict[type[models.Model], dict[int, models.Model]] = {}

    def of(self, record: models.Model) -> models.Model:
        """The copy that stands for a record."""
        return self._of[type(record)][record.pk]

    def add(
        self, model: type[models.Model], records: Iterable[models.Model], change: Callable[[models.Model], None] | None = None
    ) -> None:
        """Copy these records of one kind; ``change`` sets what is to be otherwise on a copy, before it is stored."""
        parents = self._parents_of(model)
        made: dict[int, models.Model] = {}
        for old in records:
            if (new := self._copy_of(old, parents)) is not None:
                if change:
                    change(new)
                made[old.pk] = new
        self._of[model] = made
        if not made:
            return
        model._base_manager.bulk_create(made.values())
        if self._join_within(model, made):
            model._base_manager.bulk_update(made.values(), [_own_kind(model)])
        if has_history(model):
            history = get_history_manager_for_model(model)
            history.bulk_history_create(made.values(), default_user=self._by, default_change_reason=REASON)
        if paired_fields(model):
            _copy_states(model, made)

    def _parents_of(self, model: type[models.Model]) -> list[tuple[str, dict[int, models.Model]]]:
        keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
        return [(key.attname, self._of[key.related_model]) for key in keys if key.related_model in self._of]

    def _copy_of(self, old: models.Model, parents: list[tuple[str, dict[int, models.Model]]]) -> models.Model | None:
        new = copy(old)
        new._state = ModelState()  # neither its place in the database nor the records it has read
        new.pk = None
        for name, copied in parents:
            if (key := getattr(old, name)) is None:
                continue
            if key not in copied:
                return None
            setattr(new, name, copied[key].pk)
        if hasattr(type(old), "carried_from"):
            new.carried_from_id = old.pk
        return new

    @staticmethod
    def _join_within(model: type[models.Model], made: dict[int, models.Model]) -> bool:
        """Let the copies of records that are part of others of their kind be part of those records' copies."""
        if (name := _own_kind(model)) is None:
            return False
        for new in made.values():
            if (key := getattr(new, f"{name}_id")) is not None:
                setattr(new, f"{name}_id", made[key].pk)
        return any(getattr(new, f"{name}_id") for new in made.values())


def _own_kind(model: type[models.Model]) -> str | None:
    """The field by which a record is part of another of its kind."""
    return "parent" if hasattr(model, "parent") else None


def _copy_states(model: type[models.Model], made: dict[int, models.Model]) -> None:
    """A translation that was missing or out of date is so in the copy, and none is for having been copied."""
    states = []
    for state in TextState.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=list(made)):
        new = made[state.object_id]
        if text_of(new, state.field):
            state.pk, state.object_id, state._state = None, new.pk, ModelState()
            states.append(state)
    TextState.objects.bulk_create(states)

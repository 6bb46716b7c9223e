"""Moving everything that names one record over to another of its kind, and back again.

What names a record is found in the models themselves, so that no room has to announce its fields. Each record that is moved
gets a version in its history. Nothing here locks the two records: whoever moves holds them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from .admin_choices import log_choice

POINTED, TAKEN_OUT, CHOSEN, GAINED, ADDED = "pointed", "taken_out", "chosen", "gained", "added"
PLAIN = (str, int, bool, type(None))


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that was moved: ``field`` of the record ``pk`` of ``model`` (``"knowledge.document"``).

    ``pointed``: a foreign key. ``taken_out``: a row that would have doubled another; ``values`` is what stood in it.
    ``chosen``: one of several choices; ``had_both`` where the other record was chosen, too. ``gained``: a choice of the record
    itself, ``keys`` what was added to it. ``added``: a row that was made for the move, with ``values``.
    """

    kind: str
    model: str
    field: str
    pk: int
    values: dict[str, object] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    had_both: bool = False

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def kind_of_record(self) -> str:
        """What people call such a record."""
        return str(self.model_class._meta.verbose_name)

    @property
    def label(self) -> str:
        """What people call the field."""
        return str(self.model_class._meta.get_field(self.field).verbose_name)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who moves, and what the histories call it."""

    by: AbstractBaseUser | None
    reason: str

    def save(self, record: models.Model, **options: object) -> None:
        self._sign(record)
        record.save(**options)

    def delete(self, record: models.Model) -> None:
        self._sign(record)
        record.delete()

    def _sign(self, record: models.Model) -> None:
        record._history_user = self.by
        record._change_reason = self.reason


# What names a record --------------------------------------------------------------------------------------------------------


def keys_to(model: type[models.Model], apart: Collection[type[models.Model]] = ()) -> list[models.ForeignKey]:
    """Every foreign key to ``model``, of whichever room; not those of histories, of hidden tables, and of ``apart``."""
    relations = [each for each in model._meta.get_fields(include_hidden=True) if each.auto_created and not each.concrete]
    found = [each.field for each in relations if not each.many_to_many and not _is_hidden(each.related_model)]
    return sorted((each for each in found if each.model not in apart), key=_place)


def choices_of(model: type[models.Model]) -> list[models.ManyToManyField]:
    """Every choice of several records of ``model`` that has no model of its own between."""
    relations = [each for each in model._meta.get_fields(include_hidden=True) if each.auto_created and each.many_to_many]
    return sorted((each.field for each in relations if each.through._meta.auto_created), key=_place)


def records_naming(
    record: models.Model, apart: Collection[type[models.Model]] = ()
) -> Iterator[tuple[models.Field, models.QuerySet]]:
    """Each field that names the record somewhere, with the records in which it does."""
    for each in (*keys_to(type(record), apart), *choices_of(type(record))):
        yield each, each.model._base_manager.filter(**{each.name: record}).order_by("pk")


def _is_hidden(model: type[models.Model]) -> bool:
    return bool(model._meta.auto_created) or issubclass(model, HistoricalChanges)


def _place(field: models.Field) -> tuple[str, str]:
    return field.model._meta.label_lower, field.name


# There ----------------------------------------------------------------------------------------------------------------------


def move_all(*, source: models.Model, target: models.Model, hand: Hand, apart: Collection[type[models.Model]] = ()) -> list[Move]:
    """Have everything that names ``source`` name ``target``; ``apart`` are models whose foreign keys stay.

    Raises ``ValidationError`` where a record would double another and has parts of its own: somebody decides on these first.
    """
    moves = []
    for each, records in records_naming(source, apart):
        move = _choose if each.many_to_many else _point
        moves += [move(record, each, source, target, hand) for record in _locked(records)]
    moves += [gained for each in type(source)._meta.many_to_many if (gained := _gain(each, source, target, hand))]
    return moves


def added(record: models.Model, key: str) -> Move:
    """The move that a row was made for; ``key`` is its foreign key to the target."""
    return Move(ADDED, record._meta.label_lower, key, record.pk, values=_values(record))


def _point(record: models.Model, key: models.ForeignKey, source: models.Model, target: models.Model, hand: Hand) -> Move:
    values = _values(record)
    setattr(record, key.name, target)
    if not _doubles(record):
        hand.save(record)
        return Move(POINTED, record._meta.label_lower, key.name, record.pk)
    if _has_parts(record):
        text = _("“%(record)s” (%(kind)s) would double another one, and has parts of its own: decide on one of them first.")
        raise ValidationError(text % {"record": record, "kind": record._meta.verbose_name})
    pk = record.pk
    setattr(record, key.name, source)  # its history says what it was
    hand.delete(record)
    return Move(TAKEN_OUT, record._meta.label_lower, key.name, pk, values=values)


def _choose(owner: models.Model, choice: models.ManyToManyField, source: models.Model, target: models.Model, hand: Hand) -> Move:
    before = _chosen(owner, choice.name)
    _replace(owner, choice.name, before, [source.pk], [target.pk], hand)
    return Move(CHOSEN, owner._meta.label_lower, choice.name, owner.pk, had_both=target.pk in before)


def _gain(choice: models.ManyToManyField, source: models.Model, target: models.Model, hand: Hand) -> Move | None:
    if not choice.remote_field.through._meta.auto_created:
        return None
    before = _chosen(target, choice.name)
    new = [key for key in _chosen(source, choice.name) if key not in before]
    if not new:
        return None
    _replace(target, choice.name, before, [], new, hand)
    return Move(GAINED, target._meta.label_lower, choice.name, target.pk, keys=new)


# And back -------------------------------------------------------------------------------------------------------------------


def put_back(moves: Iterable[Move], *, source: models.Model, target: models.Model, hand: Hand) -> list[Move]:
    """Undo moves, the last one first. Returns those that stay as they are, because they were changed since."""
    ways = {POINTED: _point_back, TAKEN_OUT: _put_in, CHOSEN: _choose_back, GAINED: _lose, ADDED: _take_away}
    return [move for move in reversed(list(moves)) if not ways[move.kind](move, source, target, hand)][::-1]


def _point_back(move: Move, source: models.Model, target: models.Model, hand: Hand) -> bool:
    record = _stored(move)
    if record is None or getattr(record, move.field) != target:
        return False
    setattr(record, move.field, source)
    if _doubles(record):
        return False
    hand.save(record)
    return True


def _put_in(move: Move, source: models.Model, target: models.Model, hand: Hand) -> bool:
    fields = {each.attname: each for each in move.model_class._meta.concrete_fields}
    record = move.model_class(**{name: fields[name].to_python(value) for name, value in move.values.items() if name in fields})
    if _doubles(record) or _is_dangling(record):
        return False
    hand.save(record, force_insert=True)
    return True


def _choose_back(move: Move, source: models.Model, target: models.Model, hand: Hand) -> bool:
    owner = _stored(move)
    if owner is None or target.pk not in (now := _chosen(owner, move.field)):
        return False
    _replace(owner, move.field, now, [] if move.had_both else [target.pk], [source.pk], hand)
    return True


def _lose(move: Move, source: models.Model, target: models.Model, hand: Hand) -> bool:
    now = _chosen(target, move.field)
    there = [key for key in move.keys if key in now]
    if there:
        _replace(target, move.field, now, there, [], hand)
    return there == move.keys


def _take_away(move: Move, source: models.Model, target: models.Model, hand: Hand) -> bool:
    record = _stored(move)
    if record is None or _values(record) != move.values:
        return False
    hand.delete(record)
    return True


# Pieces ---------------------------------------------------------------------------------------------------------------------


def _locked(records: models.QuerySet) -> models.QuerySet:
    return records.select_for_update(of=("self",), no_key=True)


def _stored(move: Move) -> models.Model | None:
    return _locked(move.model_class._base_manager.filter(pk=move.pk)).first()


def _values(record: models.Model) -> dict[str, object]:
    """What stands in the record, as JSON keeps it without loss."""
    found = {each: each.value_from_object(record) for each in record._meta.concrete_fields}
    return {each.attname: value if isinstance(value, PLAIN) else each.value_to_string(record) for each, value in found.items()}


def _doubles(record: models.Model) -> bool:
    """Whether another record is the same in what has to be unique."""
    try:
        record.validate_unique()
        for rule in record._meta.constraints:
            if isinstance(rule, models.UniqueConstraint):
                rule.validate(type(record), record)
    except ValidationError:
        return True
    return False


def _is_dangling(record: models.Model) -> bool:
    keys = [each for each in record._meta.concrete_fields if isinstance(each, models.ForeignKey)]
    named = ((each.related_model, getattr(record, each.attname)) for each in keys)
    return any(pk is not None and not model._base_manager.filter(pk=pk).exists() for model, pk in named)


def _has_parts(record: models.Model) -> bool:
    chosen = (each for each in record._meta.many_to_many if _chosen(record, each.name))
    return any(records.exists() for _field, records in records_naming(record)) or any(chosen)


def _chosen(owner: models.Model, name: str) -> list[int]:
    return list(getattr(owner, name).order_by("pk").values_list("pk", flat=True))


def _replace(owner: models.Model, name: str, before: list[int], out: list[int], new: list[int], hand: Hand) -> None:
    """Change a choice; its owner gets a version, so that nobody saves an older form over it unawares."""
    getattr(owner, name).remove(*out)
    getattr(owner, name).add(*new)
    hand.save(owner)
    log_choice(owner, name, before=before, after=_chosen(owner, name), by=hand.by)

"""A report's content as JSON and back, without loss.

The JSON says by which ``SCHEMA`` it was written. Whoever changes the dataclasses of ``content.py`` raises it and adds
to ``UPGRADES`` how an older snapshot becomes a newer one, so that every stored edition can still be drawn.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from . import content
from .content import Snapshot

SCHEMA = 2
KIND = "kind"  # names the dataclass where several are possible
DRAWN = {kind.__name__: kind for kind in get_args(content.Drawn)}


def _cover_with_plan(data: dict[str, Any]) -> dict[str, Any]:
    """Covers name a plan since schema 2."""
    report = data["report"]
    return {**data, "report": {**report, "cover": {**report["cover"], "plan": {"zh": "", "en": ""}}}}


UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _cover_with_plan}


class UnknownSchema(Exception):
    """The snapshot was written by a newer portal than this one."""


def dump(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as JSON: objects, lists, strings, numbers and nulls only."""
    return {"schema": SCHEMA, **_dump(snapshot)}


def load(data: dict[str, Any]) -> Snapshot:
    """The snapshot that ``dump`` made, this portal's or an older one's."""
    schema = data["schema"]
    while schema in UPGRADES:
        data, schema = UPGRADES[schema](data), schema + 1
    if schema != SCHEMA:
        raise UnknownSchema(f"snapshot of schema {schema}, this portal writes {SCHEMA}")
    return _load(Snapshot, data)


def _dump(value: object) -> Any:
    if dataclasses.is_dataclass(value):
        fields = {field.name: _dump(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {KIND: type(value).__name__, **fields} if type(value) in DRAWN.values() else fields
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    return value


def _load(kind: Any, data: Any) -> Any:
    if get_origin(kind) is tuple:
        item_kind = get_args(kind)[0]
        return tuple(_load(item_kind, item) for item in data)
    if get_origin(kind) in (Union, types.UnionType):
        if data is None or not isinstance(data, dict):
            return data
        return _load(DRAWN[data[KIND]], data)
    if dataclasses.is_dataclass(kind):
        return kind(**{name: _load(hint, data[name]) for name, hint in _fields(kind).items()})
    return float(data) if kind is float else data


@cache
def _fields(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

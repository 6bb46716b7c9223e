"""Loading the content of ``fixtures/``: all of it or nothing, as often as one likes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.core import serializers
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import models, transaction
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from .models import MergeableModel, NaturalKeyModel
from .parity_refresh import refresh

SAMPLES = "samples"


class ContentError(Exception):
    """A fixture could not be read; the message names the file and the reason."""


def fixture_files(folder: Path, *, samples: bool) -> list[Path]:
    """The fixture files in loading order (by name), the samples last."""
    files = sorted(folder.glob("*.yaml"))
    return files + sorted((folder / SAMPLES).glob("*.yaml")) if samples else files


@transaction.atomic
def load(files: Iterable[Path]) -> dict[type[models.Model], int]:
    """Create or update every record of ``files``.

    Returns how many records of each model are new or changed: loading the same files twice gives nothing the second
    time. Records are named by their natural keys. Each new or changed record gets an entry in its history.
    """
    loaded: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    waiting = []
    for path in files:
        try:
            for item in serializers.deserialize("yaml", path.read_text(encoding="utf-8"), handle_forward_references=True):
                _stamp(item.object)
                _lead_on(item)
                item.save()
                loaded[type(item.object)].append(item.object)
                if item.deferred_fields:
                    waiting.append(item)
        except (DeserializationError, ValueError, models.ObjectDoesNotExist) as error:
            raise ContentError(f"{path.name}: {error}") from error
    for item in waiting:
        try:
            item.save_deferred_fields()
        except DeserializationError as error:
            raise ContentError(f"{item.object!r}: {error}") from error
    for model, records in loaded.items():
        refresh(model, [record.pk for record in records])  # raw saves pass the watch over each save by
    return {model: changed for model, records in loaded.items() if (changed := _record_changes(model, records))}


def _stamp(record: models.Model) -> None:
    """Say when the record was changed: fixtures are saved raw, and a raw save fills no time by itself."""
    for field in record._meta.concrete_fields:
        if getattr(field, "auto_now", False) and getattr(record, field.attname) is None:
            setattr(record, field.attname, timezone.now())
    if isinstance(record, NaturalKeyModel):
        record.complete_loaded()


def _lead_on(item: DeserializedObject) -> None:
    """Fixtures may still name a record that was merged into another one since: what they say of it holds for the other."""
    record, led = item.object, False
    for field in record._meta.concrete_fields:
        if not _is_mergeable(field) or field.name == "merged_into" or getattr(record, field.attname) is None:
            continue
        named = getattr(record, field.name)
        setattr(record, field.name, named.standing)
        led |= named != named.standing
    if led and record.pk is None:  # it was looked for under the name of old
        key = dict(zip(record.NATURAL_KEY, record.natural_key(), strict=True))
        record.pk = type(record)._base_manager.filter(**key).values_list("pk", flat=True).first()
    for field in filter(_is_mergeable, record._meta.many_to_many):
        if named := item.m2m_data.get(field.name):
            found = field.related_model._base_manager.in_bulk(named)
            item.m2m_data[field.name] = list(dict.fromkeys(found[key].standing.pk for key in named))


def _is_mergeable(field: models.Field) -> bool:
    return field.is_relation and issubclass(field.related_model, MergeableModel)


def _record_changes(model: type[models.Model], records: list[models.Model]) -> int:
    if not hasattr(model, "history"):
        return 0
    history = get_history_manager_for_model(model)
    fields = [field.attname for field in history.model.tracked_fields]
    latest = {row["id"]: row for row in history.filter(pk__in=history.latest_of_each().values("pk")).values("id", *fields)}
    changed = []
    for record in model._base_manager.filter(pk__in=[record.pk for record in records]):
        before = latest.get(record.pk)
        if before is None or any(before[name] != getattr(record, name) for name in fields if name != "updated_at"):
            changed.append(record)
    new = [record for record in changed if record.pk not in latest]
    old = [record for record in changed if record.pk in latest]
    history.bulk_history_create(new, default_change_reason="load_content")
    history.bulk_history_create(old, update=True, default_change_reason="load_content")
    return len(changed)


def is_empty() -> bool:
    """Whether no content was loaded or written yet, in any model that fixtures can name."""
    return not any(model._base_manager.exists() for model in apps.get_models() if hasattr(model, "NATURAL_KEY"))


@transaction.atomic
def remove_samples() -> int:
    """Delete every record marked as a sample; returns how many.

    Raises ``ContentError`` when a real record rests on a sample.
    """
    waiting = [
        model
        for model in apps.get_models()
        if hasattr(model, "NATURAL_KEY") and any(field.name == "is_sample" for field in model._meta.fields)
    ]
    found = sum(model._base_manager.filter(is_sample=True).count() for model in waiting)
    while waiting:
        held = []  # samples that other samples still rest on, such as the provider of a training
        for model in waiting:
            try:
                model._base_manager.filter(is_sample=True).delete()
            except (models.ProtectedError, models.RestrictedError) as error:
                held.append((model, error))
        if len(held) == len(waiting):
            raise ContentError(str(held[0][1])) from held[0][1]
        waiting = [model for model, _error in held]
    return found

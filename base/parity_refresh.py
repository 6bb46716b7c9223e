"""Keeps the states of translations true: what was last seen of a text is compared with what is stored.

A single record is looked at after each save. Whoever writes past ``save()`` (``bulk_create``, ``queryset.update``, raw
fixtures) calls ``refresh`` for what was written; ``manage.py refresh_parity`` looks at everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from modeltranslation.translator import translator
from simple_history.models import HistoricalRecords

from .parity import columns_of, paired_fields
from .parity_rule import Standing, replay, step
from .parity_state import TextState, digest_of
from .text import LANGUAGES, Text

BATCH = 1000  # records looked at in one go
Texts = Mapping[str, Text]  # by field

_WRITTEN = [
    field.name for field in TextState._meta.concrete_fields if field.name not in {"id", "content_type", "object_id", "field"}
]


def translated_models() -> list[type[models.Model]]:
    """Every model with texts in both languages: the registry of ``modeltranslation`` is the one list of them."""
    return [model for model in translator.get_registered_models(abstract=False) if not model._meta.proxy]


def stored_texts(model: type[models.Model], pks: Iterable[int]) -> dict[int, dict[str, Text]]:
    """The translated texts of these records as they are stored, in one query."""
    fields = paired_fields(model)
    columns = [column for field in fields for column in columns_of(field)]
    return {
        pk: {field: Text(zh=values[2 * at] or "", en=values[2 * at + 1] or "") for at, field in enumerate(fields)}
        for pk, *values in model._base_manager.filter(pk__in=pks).values_list("pk", *columns)
    }


def refresh(
    model: type[models.Model],
    pks: Iterable[int] | None = None,
    *,
    by: AbstractBaseUser | None = None,
    at: datetime | None = None,
) -> int:
    """Bring the states of these records, or of all, up to date after a write past ``save()``; how many texts changed.

    Three queries for a thousand records. ``by`` and ``at`` say who changed them when; left out, it was the portal, now.
    """
    if not paired_fields(model):
        return 0
    wanted = list(model._base_manager.values_list("pk", flat=True)) if pks is None else list(pks)
    content_type = ContentType.objects.get_for_model(model)
    changed = 0
    for start in range(0, len(wanted), BATCH):
        texts = stored_texts(model, wanted[start : start + BATCH])
        changed += len(_settle(content_type, texts, _known(content_type, texts), by=by, at=at or timezone.now()))
    return changed


def refresh_all() -> int:
    """Bring every state up to date and forget records and fields that are gone; how many texts changed."""
    changed = 0
    for model in translated_models():
        changed += refresh(model)
        mine = TextState.objects.filter(content_type=ContentType.objects.get_for_model(model))
        mine.exclude(object_id__in=model._base_manager.values("pk"), field__in=paired_fields(model)).delete()
    return changed


def _known(content_type: ContentType, pks: Iterable[int]) -> dict[tuple[int, str], TextState]:
    states = TextState.objects.filter(content_type=content_type, object_id__in=list(pks))
    return {(state.object_id, state.field): state for state in states}


def _settle(
    content_type: ContentType,
    texts: Mapping[int, Texts],
    known: Mapping[tuple[int, str], TextState],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    starting: Mapping[str, Standing] | None = None,
) -> list[TextState]:
    """Take note of every text that is not what was last seen. ``starting`` says from which standing, where it is not the last."""
    changed = []
    for (pk, field), text in _each(texts):
        marks = {language: digest_of(text.in_language(language), language) for language in LANGUAGES}
        state = known.get((pk, field))
        if state is None and not any(marks.values()):
            continue
        moved = [language for language in LANGUAGES if marks[language] != (state.seen(language) if state else "")]
        if not moved:
            continue
        before = state.standing if state else None
        state = state or TextState(content_type=content_type, object_id=pk, field=field)
        state.standing = step((starting or {}).get(field, before), text)
        for language in moved:
            state.note_change(language, marks[language], at=at, by_id=by.pk if by else None)
        changed.append(state)
    if changed:
        keys = ["content_type", "object_id", "field"]
        TextState.objects.bulk_create(changed, batch_size=BATCH, update_conflicts=True, unique_fields=keys, update_fields=_WRITTEN)
    return changed


def _each(texts: Mapping[int, Texts]) -> Iterator[tuple[tuple[int, str], Text]]:
    for pk, fields in texts.items():
        for field, text in fields.items():
            yield (pk, field), text


# After each save of one record -------------------------------------------------------------------------------------------


def connect() -> None:
    """Have every translated model looked at whenever one of its records is saved or deleted."""
    for model in translated_models():
        models.signals.post_save.connect(_after_save, sender=model, dispatch_uid=f"parity of {model._meta.label}")
        models.signals.post_delete.connect(_after_delete, sender=model, dispatch_uid=f"parity of {model._meta.label}")


def _after_save(
    sender: type[models.Model],
    instance: models.Model,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_kwargs: object,
) -> None:
    fields = paired_fields(sender)
    if raw or (update_fields is not None and not _touches(update_fields, fields)):
        return  # raw: a whole file of fixtures is being loaded, and looked at together at its end
    content_type = ContentType.objects.get_for_model(sender)
    texts = {instance.pk: _texts_on(instance, fields)} if update_fields is None else stored_texts(sender, [instance.pk])
    known = {} if created else _known(content_type, texts)
    version = getattr(instance, "_history", None)  # there when an earlier version is saved again
    starting = _standings_at(version, fields, known) if version is not None else None
    _settle(content_type, texts, known, by=_author_of(instance), at=timezone.now(), starting=starting)


def _after_delete(sender: type[models.Model], instance: models.Model, **_kwargs: object) -> None:
    TextState.objects.filter(content_type=ContentType.objects.get_for_model(sender), object_id=instance.pk).delete()


def _touches(update_fields: Iterable[str], fields: Iterable[str]) -> bool:
    return not {name for field in fields for name in (field, *columns_of(field))}.isdisjoint(update_fields)


def _texts_on(record: models.Model, fields: Iterable[str]) -> Texts:
    """The texts that were just written; from the database where the record does not hold them as plain strings."""
    held = {field: tuple(record.__dict__.get(column, ...) for column in columns_of(field)) for field in fields}
    if all(value is None or isinstance(value, str) for pair in held.values() for value in pair):
        return {field: Text(zh=zh or "", en=en or "") for field, (zh, en) in held.items()}
    return stored_texts(type(record), [record.pk])[record.pk]


def _author_of(record: models.Model) -> AbstractBaseUser | None:
    """Who the record's history names: whoever was set on it, else the person whose request this is."""
    if hasattr(record, "_history_user"):
        return record._history_user
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None


def _standings_at(version: models.Model, fields: Iterable[str], known: Mapping[tuple[int, str], TextState]) -> dict[str, Standing]:
    """How the texts stood in an earlier version: a way back brings back what was out of date then, and what was not."""
    columns = [column for field in fields for column in columns_of(field)]
    earlier = type(version).objects.filter(id=version.id, history_date__lte=version.history_date, history_id__lte=version.pk)
    rows = list(earlier.order_by("history_date", "history_id").values("history_date", *columns))
    standings = {}
    for field in fields:
        state = known.get((version.id, field))
        wordings: list[tuple[datetime, Text | None]] = [
            (row["history_date"], Text(*(row[column] or "" for column in columns_of(field)))) for row in rows
        ]
        if state is not None and state.checked_at and wordings and state.checked_at <= _end_of(version):
            wordings.append((state.checked_at, None))
            wordings.sort(key=lambda wording: wording[0])
        if standing := replay(text for _at, text in wordings):
            standings[field] = standing
    return standings


def _end_of(version: models.Model) -> datetime:
    """Until when a version was the newest one."""
    following = version.next_record
    return following.history_date if following is not None else timezone.now()

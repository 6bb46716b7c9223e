"""The history of choices: which other records a record named before and after.

Such choices stand in tables of their own, which no version of the record holds. Django's log says that they changed;
here it also says from what to what, by key, so that it reads in whichever language it is looked at.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms import BaseFormSet, ModelForm
from django.utils.text import capfirst
from django.utils.translation import gettext as _

CHOICES = "choices"  # the part of the log's message that Django itself passes by


@dataclass(frozen=True, slots=True)
class ChangedChoice:
    """What a field named before and after; ``part`` is the part of the record it belongs to, if not the record itself."""

    field: str
    part: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def choices_to_log(form: ModelForm, formsets: Iterable[BaseFormSet] | None) -> list[dict[str, object]]:
    """The changed choices of a form that was just saved, and of its parts, for the message of the log."""
    parts = [part for formset in formsets or () for part in formset.forms if part.has_changed()]
    changed = [*_changed(form, ""), *(each for part in parts for each in _changed(part, str(part.instance)))]
    return [{CHOICES: each} for each in changed]


def _changed(form: ModelForm, part: str) -> Iterator[dict[str, object]]:
    for field in form.instance._meta.many_to_many:
        if field.name in form.changed_data:
            yield {
                "model": form.instance._meta.label_lower,
                "field": field.name,
                "part": part,
                "before": [record.pk for record in form.initial.get(field.name) or ()],
                "after": [record.pk for record in form.cleaned_data[field.name]],
            }


def log_choice(
    record: models.Model, field: str, *, before: Iterable[int], after: Iterable[int], by: AbstractBaseUser | None
) -> None:
    """Tell the log of a choice that was changed otherwise than in a form; without a person, there is nobody to tell of."""
    if by is not None:
        told = {"model": record._meta.label_lower, "field": field, "part": "", "before": [*before], "after": [*after]}
        LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(type(record)),
            object_id=record.pk,
            object_repr=str(record)[:200],
            action_flag=CHANGE,
            change_message=json.dumps([{CHOICES: told}]),
        )


def choices_at(record: models.Model, version: str) -> dict[str, set[object]]:
    """What the record's choices named, by key, when that version was its newest.

    The log keeps what each change found before it; where none came after that version, the choices are those of now.
    """
    fields = {field.name: field for field in record._meta.many_to_many}
    rows = getattr(type(record), record._meta.simple_history_manager_attribute) if fields else None
    newer = (
        rows.filter(**{record._meta.pk.attname: record.pk}, history_id__gt=version).order_by("history_id").first()
        if fields
        else None
    )
    named: dict[str, set[object]] = {}
    if newer is not None:
        kind = ContentType.objects.get_for_model(type(record))
        log = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk), action_time__gte=newer.history_date)
        for each in (each for entry in log.order_by("action_time", "pk") for each in _logged(entry)):
            if not each["part"] and each["field"] in fields:
                named.setdefault(each["field"], set(each["before"]))
    now = {name: set(getattr(record, name).values_list("pk", flat=True)) for name in fields if name not in named}
    return named | now


def name_choices(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """The log's entries, each with its ``choices`` by name in the reader's language: one query per kind of record."""
    entries = list(entries)
    logged = {entry.pk: _logged(entry) for entry in entries}
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for each in (each for found in logged.values() for each in found):
        wanted[_field(each).related_model].update(each["before"], each["after"])
    names = {model: {pk: str(record) for pk, record in model._base_manager.in_bulk(keys).items()} for model, keys in wanted.items()}
    for entry in entries:
        entry.choices = [_named(each, names[_field(each).related_model]) for each in logged[entry.pk]]
    return entries


def _logged(entry: LogEntry) -> list[dict]:
    return logged_parts(entry, CHOICES)


def logged_parts(entry: LogEntry, kind: str) -> list:
    """The parts of one kind in the log's message; none in a message in words."""
    try:
        message = json.loads(entry.change_message)
    except ValueError:
        return []
    return [part[kind] for part in message if isinstance(part, dict) and kind in part]


def _field(logged: dict) -> models.ManyToManyField:
    return apps.get_model(logged["model"])._meta.get_field(logged["field"])


def _named(logged: dict, names: dict[int, str]) -> ChangedChoice:
    def written(keys: list[int]) -> tuple[str, ...]:
        return tuple(names.get(key, _("a deleted record")) for key in keys)

    label = capfirst(str(_field(logged).verbose_name))
    return ChangedChoice(label, logged["part"], written(logged["before"]), written(logged["after"]))

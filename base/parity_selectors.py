"""Which texts of given records are missing or out of date, in one query however many records there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet

from .parity import paired_fields
from .parity_rule import Parity
from .parity_state import TextState
from .text import LANGUAGES

WHO = ("changed_by_zh_hans", "changed_by_en", "checked_by")


def states_of(records: Iterable[models.Model]) -> QuerySet[TextState]:
    """The states of all texts of these records, of whatever kinds they are."""
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for record in records:
        if record.pk is not None and paired_fields(type(record)):
            keys[type(record)].add(record.pk)
    wanted = Q(pk__in=[])
    for model, pks in keys.items():
        wanted |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    return TextState.objects.filter(wanted).order_by("content_type", "object_id", "field")


def stale_or_missing(records: Iterable[models.Model]) -> list[TextState]:
    """The texts of these records that are missing or out of date in one language; with who changed them last."""
    return list(states_of(records).exclude(state=Parity.COMPLETE).select_related("content_type", *WHO))


def stale_languages(records: Iterable[models.Model]) -> dict[models.Model, tuple[str, ...]]:
    """For each record the languages in which a text is out of date, Chinese first; records without any are left out."""
    by_key = {(ContentType.objects.get_for_model(type(each)).pk, each.pk): each for each in records}
    found: dict[models.Model, set[str]] = defaultdict(set)
    stale = states_of(by_key.values()).filter(state=Parity.STALE)
    for content_type, pk, language in stale.values_list("content_type", "object_id", "behind"):
        found[by_key[content_type, pk]].add(language)
    return {record: tuple(each for each in LANGUAGES if each in languages) for record, languages in found.items()}


def stale_in(language: str, model: type[models.Model]) -> Q:
    """Records of ``model`` with a text that is out of date in ``language``."""
    states = TextState.objects.filter(content_type=ContentType.objects.get_for_model(model), state=Parity.STALE, behind=language)
    return Q(pk__in=states.values("object_id"))

"""Finding records by words, in either language."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import get_translation_fields


def matching(records: QuerySet, words: str, fields: Iterable[str]) -> QuerySet:
    """The records that hold every word of ``words`` in one of ``fields``; a translated field counts in both languages."""
    translated = set(get_translatable_fields_for_model(records.model) or ())
    columns = [column for field in fields for column in (get_translation_fields(field) if field in translated else [field])]
    for word in words.split():
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        records = records.filter(found)
    return records

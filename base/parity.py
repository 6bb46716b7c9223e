"""Which texts of a record are written in one language only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from modeltranslation.translator import NotRegistered, translator

from .text import CHINESE, ENGLISH, LANGUAGES, text_of

COLUMN = {CHINESE: "zh_hans", ENGLISH: "en"}


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The fields of a model that are written in both languages, in the order of its ``translation.py``."""
    try:
        return tuple(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return ()


def paired_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The translated fields in which one language is the translation of the other (see ``base.languages``)."""
    fields = translated_fields(model)
    apart = getattr(translator.get_options_for_model(model), "apart", ()) if fields else ()
    return tuple(field for field in fields if field not in apart)


def columns_of(field: str) -> tuple[str, str]:
    """The two columns of a translated field, Chinese first."""
    return tuple(f"{field}_{COLUMN[language]}" for language in LANGUAGES)


def missing_languages(record: models.Model) -> tuple[str, ...]:
    """The languages in which at least one text of this record is missing although the other language has it."""
    missing = {language for field in paired_fields(type(record)) for language in text_of(record, field).missing}
    return tuple(language for language in LANGUAGES if language in missing)


def lacks(language: str, model: type[models.Model]) -> Q:
    """Records of ``model`` with a text that is missing in ``language`` although the other language has it."""
    other = ENGLISH if language == CHINESE else CHINESE
    condition = Q(pk__in=[])
    for field in paired_fields(model):
        here, there = f"{field}_{COLUMN[language]}", f"{field}_{COLUMN[other]}"
        empty = Q(**{f"{here}__isnull": True}) | Q(**{here: ""})
        condition |= empty & Q(**{f"{there}__gt": ""})
    return condition

"""Which fields are written in both languages: each room names its own, and they are registered here."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from modeltranslation.translator import TranslationOptions, translator

from .history import keep_history
from .text import LANGUAGES

Fields = Mapping[type[models.Model], tuple[str, ...]]


def write_in_both_languages(fields: Fields, *, apart: Fields | None = None) -> None:
    """Give each model's fields a column per language, both required where the field is, and keep its history.

    ``apart`` names those of them in which neither language is a translation of the other, such as the spellings to avoid in
    each: there nothing is missing or out of date. The history comes second, because its table needs the columns of both
    languages.
    """
    for model, names in fields.items():
        options = {"fields": names, "required_languages": LANGUAGES, "apart": (apart or {}).get(model, ())}
        translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), options))
    keep_history(*fields)

"""Checks of texts in both languages, asked after each save: do the numbers agree, is the official wording used.

Each room registers its own checks when it starts (``AppConfig.ready``). A check never stops a save; what it finds is shown as
a warning to whoever saved, and again where a report is released.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise

from .parity import translated_fields
from .text import Text, text_of


@dataclass(frozen=True, slots=True)
class TextWarning:
    """What a check found in one field: ``kind`` names the check (“numbers”, “terms”), ``message`` is for people."""

    field: str
    kind: str
    message: str | Promise


Check = Callable[[models.Model, str, Text], Iterable[TextWarning]]
_checks: list[Check] = []


def register(check: Check) -> Check:
    """Have ``check(record, field, text)`` asked for every translated field that holds a text. Twice registered counts once."""
    if check not in _checks:
        _checks.append(check)
    return check


def warnings_of(record: models.Model, fields: Iterable[str] | None = None) -> list[TextWarning]:
    """What the checks find in a record's translated fields, or in those of ``fields`` alone."""
    found: list[TextWarning] = []
    for field in translated_fields(type(record)) if fields is None else fields:
        if text := text_of(record, field):
            for check in _checks:
                found += check(record, field, text)
    return found

"""The history of every change."""

from __future__ import annotations

import simple_history
from django.contrib.auth.models import AbstractBaseUser
from django.db import models


def keep_history(*record_types: type[models.Model], **options: object) -> None:
    """Record every change of these models.

    Called in each app's ``translation.py`` after the models are registered there: registered any earlier, the
    history table would lack the language columns.
    """
    for record_type in record_types:
        simple_history.register(record_type, app=record_type._meta.app_label, **options)


def save_as(record: models.Model, *, by: AbstractBaseUser, reason: str) -> None:
    """Check and save a record; its history names who did it, and ``reason``, the name of what was done."""
    record.full_clean()
    record._history_user = by
    record._change_reason = reason
    record.save()

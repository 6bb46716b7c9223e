"""The history of every change."""

from __future__ import annotations

import simple_history
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


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


def last_change_of(record: models.Model) -> str:
    """Who changed a record last, and when, for people; empty where its history is."""
    newest = record.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    if newest is None:
        return ""
    who = newest.history_user
    name = (who.get_full_name() or who.get_username()) if who else _("the portal itself")
    return f"{name}, {date_format(timezone.localtime(newest.history_date), 'Y-m-d H:i')}"

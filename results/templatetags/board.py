"""Deadlines and gaps in people's words."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import gettext as _

from base.text import CHINESE
from base.waiting import time_left

from ..selectors.deadlines import Deadline

register = template.Library()


@register.simple_tag
def days_left(deadline: Deadline, today: date | None = None) -> str:
    """“3 days left”, “2 days overdue”: see ``base/waiting.py``."""
    return time_left(deadline.due_on, today)


@register.simple_tag
def missing_language(language: str) -> str:
    """“Chinese missing”."""
    return _("Chinese missing") if language == CHINESE else _("English missing")

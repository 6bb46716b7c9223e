"""Deadlines and gaps in people's words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.text import CHINESE

from ..selectors.deadlines import Deadline

register = template.Library()


@register.simple_tag
def days_left(deadline: Deadline) -> str:
    """“3 days left”, “due today”, “2 days overdue”."""
    left = deadline.days_left()
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    return ngettext("%(count)d day overdue", "%(count)d days overdue", -left) % {"count": -left}


@register.simple_tag
def missing_language(language: str) -> str:
    """“Chinese missing”."""
    return _("Chinese missing") if language == CHINESE else _("English missing")

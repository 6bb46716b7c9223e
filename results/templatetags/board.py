"""Deadlines and gaps in people's words."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.text import CHINESE

from ..selectors.deadlines import Deadline

register = template.Library()

MANY_DAYS = 60  # so many overdue are told in months
MANY_MONTHS = 24  # and so many in years


@register.simple_tag
def days_left(deadline: Deadline, today: date | None = None) -> str:
    """“3 days left”, “due today”, “2 days overdue”; “more than 2 years overdue” beside the deadline's day."""
    today = today or timezone.localdate()
    left = deadline.days_left(today)
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    if -left > MANY_DAYS:
        return _long_overdue(deadline.due_on, today)
    return ngettext("%(count)d day overdue", "%(count)d days overdue", -left) % {"count": -left}


def _long_overdue(due: date, today: date) -> str:
    months = (today.year - due.year) * 12 + today.month - due.month - (today.day <= due.day)
    if months < MANY_MONTHS:
        return ngettext("more than %(count)d month overdue", "more than %(count)d months overdue", months) % {"count": months}
    years = months // 12
    return ngettext("more than %(count)d year overdue", "more than %(count)d years overdue", years) % {"count": years}


@register.simple_tag
def missing_language(language: str) -> str:
    """“Chinese missing”."""
    return _("Chinese missing") if language == CHINESE else _("English missing")

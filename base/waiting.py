"""How long something still has, or is overdue, in people's words."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MANY_DAYS = 60  # so many overdue are told in months
MANY_MONTHS = 24  # and so many in years


def time_left(due_on: date, today: date | None = None) -> str:
    """“3 days left”, “due today”, “2 days overdue”; “more than 2 years overdue” beside the day it was due on."""
    today = today or timezone.localdate()
    left = (due_on - today).days
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    if -left > MANY_DAYS:
        return _long_overdue(due_on, today)
    return ngettext("%(count)d day overdue", "%(count)d days overdue", -left) % {"count": -left}


def _long_overdue(due_on: date, today: date) -> str:
    months = (today.year - due_on.year) * 12 + today.month - due_on.month - (today.day <= due_on.day)
    if months < MANY_MONTHS:
        return ngettext("more than %(count)d month overdue", "more than %(count)d months overdue", months) % {"count": months}
    years = months // 12
    return ngettext("more than %(count)d year overdue", "more than %(count)d years overdue", years) % {"count": years}

"""Days and numbers as people write them in the language of the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from base.dates import Precision, format_dates
from base.waiting import time_left

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """“30 May 2024”, “2024年5月30日”; empty when there is no date."""
    return format_dates(value, None, Precision.DAY, get_language() or "en")


@register.filter
def days_left(value: date) -> str:
    """“3 days left”, “due today”, “2 days overdue”."""
    return time_left(value)


@register.filter
def thousands(value: int | Decimal | None) -> str:
    """“19,000,000” in both languages (Django's own filter groups Chinese figures by four); no empty decimals."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"

"""Small words of the results pages."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import get_language

from base.dates import Precision, format_dates
from base.text import Text

from ..selectors.narratives import Comparison, compare_texts

register = template.Library()


@register.filter
def month(day: date | None) -> str:
    """“June 2024”, “2024年6月”; empty when there is no date."""
    return format_dates(day, None, Precision.MONTH, get_language() or "en")


@register.simple_tag
def compare(before: Text, after: Text) -> Comparison:
    """What moved from one text to another, in the reader's language."""
    return compare_texts(before, after)

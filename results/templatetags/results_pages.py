"""Small words of the results pages."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from base.dates import Precision, format_dates
from base.text import Text

from ..figures import write_observation
from ..models import Observation
from ..selectors.narratives import Comparison, compare_texts
from ..selectors.series import SeriesRow
from .figures import figure

register = template.Library()


@register.filter
def month(day: date | None) -> str:
    """“June 2024”, “2024年6月”; empty when there is no date."""
    return format_dates(day, None, Precision.MONTH, get_language() or "en")


@register.simple_tag
def short_figure(observation: Observation | None) -> SafeString:
    """A figure without its unit, where the heading names it; the sign of a share stays."""
    if observation is None or observation.value is None or (observation.measure.unit.suffix_en or "").startswith("%"):
        return figure(observation)
    return conditional_escape(write_observation(observation, get_language() or "en", with_unit=False))


@register.simple_tag
def cells(row: SeriesRow, *, short: bool = False) -> SafeString:
    """The cells of a row of figures at once: a template that asks for each takes longer than reading them."""
    write = short_figure if short else figure
    written = (f'<td class="{"words" if _in_words(each) else "number"}">{write(each)}</td>' for each in row.cells)
    return mark_safe("".join(written))  # noqa: S308 -- each figure is escaped where it is written


def _in_words(observation: Observation | None) -> bool:
    return observation is not None and bool(observation.text_en or observation.text_zh_hans)


@register.simple_tag
def compare(before: Text, after: Text) -> Comparison:
    """What moved from one text to another, in the reader's language."""
    return compare_texts(before, after)

"""What a line of sums is called."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.templatetags.bilingual import bilingual

from ..models import Area
from ..selectors.counts import Half, Line

register = template.Library()


@register.simple_tag
def line_name(line: Line) -> str | SafeString:
    """The area, the half-year or the organisation that a line is about; or that none is named."""
    match line.name:
        case None:
            return _("none named")
        case Half():
            return line.name.said(get_language() or "en")
        case Area():
            return line.name.label
    return bilingual(line.name, "name")

"""The parts of a page that rooms above it add."""

from __future__ import annotations

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from base.panels import panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: template.Context, page: str, record: Model) -> SafeString:
    """``{% panels "country" country %}``: what other rooms have to say about the record; empty where there is nothing."""
    request = context["request"]
    written = [
        render_to_string(panel.template, found, request=request)
        for panel in panels_of(page)
        if (found := panel.find(request, record)) is not None
    ]
    return mark_safe("".join(written))  # noqa: S308 -- each is a rendered template

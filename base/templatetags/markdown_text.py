"""Markdown that people wrote, as clean HTML."""

from __future__ import annotations

from functools import lru_cache

import markdown as converter
import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ELEMENTS = {
    *("p", "br", "hr", "em", "strong", "ul", "ol", "li", "a", "blockquote", "code", "pre", "h3", "h4", "h5"),
    *("table", "thead", "tbody", "tr", "th", "td", "abbr"),
}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}


@register.filter
def markdown(text: str | None) -> SafeString:
    """HTML of a Markdown text, cleaned on output: no scripts, styles, images or foreign attributes."""
    return _clean(text or "")


@lru_cache(maxsize=1024)
def _clean(text: str) -> SafeString:
    """The same text gives the same HTML, which is kept for as long as the process lives."""
    html = converter.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    return mark_safe(nh3.clean(html, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}))  # noqa: S308 -- cleaned here

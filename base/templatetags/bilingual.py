"""Texts in the reader's language; where one is missing, the other language, and said so."""

from __future__ import annotations

from collections.abc import Callable

from django import template
from django.db import models
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.prose import page_of, with_additions
from base.text import CHINESE, ENGLISH, Text, text_of

from .markdown_text import markdown
from .page_links import language_tag

register = template.Library()


@register.simple_tag
def bilingual(record: models.Model | Text | None, field: str = "") -> SafeString:
    """One line or phrase: ``{% bilingual document "title" %}``."""
    return _write(record, field, draw=lambda text, _language: conditional_escape(text), wrapper="span")


@register.simple_tag
def bilingual_paragraphs(record: models.Model | Text | None, field: str = "") -> SafeString:
    """A plain text of several paragraphs."""
    return _write(record, field, draw=lambda text, _language: mark_safe(linebreaks(text, autoescape=True)), wrapper="div")  # noqa: S308 -- escaped by linebreaks


@register.simple_tag(takes_context=True)
def bilingual_markdown(context: template.Context, record: models.Model | Text | None, field: str = "") -> SafeString:
    """A text written in Markdown, with what the page has not explained yet (``base.prose``)."""

    def draw(text: str, language: str) -> SafeString:
        return markdown(with_additions(text, language, page_of(context.get("request"))))

    return _write(record, field, draw=draw, wrapper="div")


@register.simple_tag
def bilingual_lines(record: models.Model | Text | None, field: str = "") -> SafeString:
    """A text with one item per line, as a list."""
    return _write(record, field, draw=_as_list, wrapper="div")


def _as_list(text: str, _language: str) -> SafeString:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def _write(record: models.Model | Text | None, field: str, *, draw: Callable[[str, str], SafeString], wrapper: str) -> SafeString:
    text = record if isinstance(record, Text) else text_of(record, field)
    own = get_language() or ENGLISH
    if text.in_language(own).strip():
        return draw(text.in_language(own), own)
    other = ENGLISH if own == CHINESE else CHINESE
    if not text.in_language(other).strip():
        return SafeString("")
    return format_html(
        '<{0} lang="{1}">{2}</{0}> <span class="untranslated">{3}</span>',
        SafeString(wrapper),
        language_tag(other),
        draw(text.in_language(other), other),
        _("not yet translated"),
    )

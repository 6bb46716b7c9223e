"""Texts in print: in one language, or in both with Chinese first."""

from __future__ import annotations

import re
from itertools import zip_longest

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from base.templatetags.markdown_text import markdown
from base.templatetags.page_links import language_tag
from base.text import CHINESE, Text
from results.reports.words import numbered

register = template.Library()
register.filter("language_tag", language_tag)

WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"  # Han characters and Chinese punctuation
LINE_END = re.compile(rf"(?<={WIDE})[ \t]*\n[ \t]*(?={WIDE})")
CLOSING, OPENING = "，。、；：！？）》】」』”’", "（《【「『“‘"
NEIGHBOURS = re.compile(f"([{CLOSING}](?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}])")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@register.filter
def said(text: Text, language: str) -> SafeString:
    """The text in one language."""
    return _tightened(conditional_escape(text.in_language(language)), language)


def _tightened(html: SafeString, language: str) -> SafeString:
    """Chinese marks that stand beside each other share their blank halves: ）（ is not two characters apart."""
    if language != CHINESE:
        return html
    return mark_safe(NEIGHBOURS.sub(r'<span class="half">\1</span>', html))  # noqa: S308 -- it was safe, and stays so


@register.simple_tag(takes_context=True)
def both(context: template.Context, text: Text, number: Text | None = None) -> SafeString:
    """A phrase in the languages of the edition, one below the other; ``number`` stands before it in each."""
    number = number or Text()
    languages = context["languages"]
    parts = [(language, number.in_language(language), text.in_language(language)) for language in languages]
    if len(parts) == 1:
        return _numbered(*parts[0])
    spans = ((language_tag(language), _numbered(language, mark, said)) for language, mark, said in parts if mark or said)
    return format_html_join("", '<span class="stacked" lang="{}">{}</span>', spans)


@register.simple_tag
def heading_in(language: str, text: Text, number: Text) -> SafeString:
    """A heading with its number, in one language and without marks of its own, as a link must be to be tagged as one."""
    mark = number.in_language(language)
    return format_html("{}{}{}", mark, _gap(mark) if mark else "", text.in_language(language))


def _numbered(language: str, number: str, text: str) -> SafeString:
    tight = _tightened(conditional_escape(text), language)
    if not number:
        return tight
    return format_html('<span class="ordinal">{}</span>{}{}', number, _gap(number), tight)


def _gap(number: str) -> str:
    """What stands between a number and its text: Chinese marks bring their own space."""
    return "" if number.endswith(("、", "）")) else " "


@register.simple_tag(takes_context=True)
def outline(context: template.Context, text: Text, number: Text | None = None) -> str:
    """A heading on one line, for the PDF's bookmarks."""
    number = number or Text()
    marks = ((number.in_language(language), text.in_language(language)) for language in context["languages"])
    return " / ".join(f"{mark}{_gap(mark)}{said}" if mark else said for mark, said in marks)


@register.simple_tag
def phrase(name: str, **values: object) -> Text:
    """A phrase with something in it: ``{% phrase "pillar" code=theme.code as pillar %}``."""
    return numbered(name, **values)


@register.simple_tag
def total(counts: tuple[int, ...]) -> int:
    """What counts add up to."""
    return sum(counts)


@register.simple_tag
def page_of(language: str) -> SafeString:
    """The page and how many there are; the style sheet counts them."""
    before, rest = numbered("page").in_language(language).split("{page}")
    between, after = rest.split("{pages}")
    return format_html('{}<span class="this-page"></span>{}<span class="all-pages"></span>{}', before, between, after)


@register.filter
def prose(text: Text, language: str) -> SafeString:
    """A text in Markdown, in one language."""
    return _prose(text.in_language(language), language)


@register.inclusion_tag("reports/print/facing.html", takes_context=True)
def facing(context: template.Context, text: Text) -> dict[str, object]:
    """A text in Markdown; in a bilingual edition, both languages side by side, paragraph by paragraph.

    When the languages do not have as many paragraphs, they stand side by side as a whole.
    """
    languages = context["languages"]
    if len(languages) == 1:
        return {"whole": prose(text, languages[0]), "languages": languages}
    columns = [BLANK_LINES.split(text.in_language(language).strip()) for language in languages]
    if len({len(column) for column in columns}) > 1:
        columns = [[text.in_language(language)] for language in languages]
    pairs = [
        [(language, _prose(part or "", language)) for language, part in zip(languages, row, strict=True)]
        for row in zip_longest(*columns)
    ]
    return {"pairs": pairs if text else []}


def _prose(text: str, language: str) -> SafeString:
    # A line's end between two Chinese characters is no space, as it would be in English.
    return _tightened(markdown(LINE_END.sub("", text) if language == CHINESE else text), language)

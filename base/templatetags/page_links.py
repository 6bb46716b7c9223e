"""Addresses that a page's frame needs: itself, and itself in the other language."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from base.text import CHINESE

register = template.Library()

TAGS = {CHINESE: "zh-Hans"}  # language tags as HTML wants them (BCP 47), where they differ from Django's
OWN_NAMES = {CHINESE: "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the portal's languages: where a click leads, and the page's one address for machines."""

    tag: str
    name: str
    url: str
    canonical_url: str
    is_current: bool


@register.filter
def language_tag(code: str) -> str:
    """Django's language code as an HTML ``lang`` value: “zh-hans” gives “zh-Hans”."""
    return TAGS.get(code, code)


@register.simple_tag
def current_language_tag() -> str:
    """The page's own language as an HTML ``lang`` value."""
    return language_tag(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """This page in every language, the query string kept."""
    request: HttpRequest = context["request"]
    return [
        LanguageLink(
            tag=language_tag(code),
            name=OWN_NAMES.get(code, code),
            url=same_page(request.get_full_path(), code),
            canonical_url=request.build_absolute_uri(same_page(_canonical_path(request), code)),
            is_current=code == get_language(),
        )
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """This page's one address: no filters, no search words, but the page of a list."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(_canonical_path(request))


def _canonical_path(request: HttpRequest) -> str:
    page = request.GET.get("page", "")
    return f"{request.path}?page={page}" if page.isdecimal() and page != "1" else request.path


def same_page(path: str, language: str) -> str:
    """``path`` in ``language``. A path that leads nowhere (an error page) at least keeps its form."""
    translated = translate_url(path, language)
    current = get_language()
    if translated == path and language != current and path.startswith(f"/{current}/"):
        return f"/{language}/{path.removeprefix(f'/{current}/')}"
    return translated

"""What is added to Markdown texts when they are shown, such as the long form of an abbreviation at its first use.

Each room registers its own additions when it starts (``AppConfig.ready``); this floor knows none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest


@dataclass(slots=True)
class Page:
    """One page being written: what its texts have explained so far, by language, and what additions keep while it lasts."""

    explained: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kept: dict[str, object] = field(default_factory=dict)


# (text in Markdown, its language, the page it stands on) → text in Markdown
Addition = Callable[[str, str, Page], str]
_additions: list[Addition] = []


def register(addition: Addition) -> Addition:
    """Have ``addition`` asked for every Markdown text on a page. Twice registered counts once."""
    if addition not in _additions:
        _additions.append(addition)
    return addition


def with_additions(text: str, language: str, page: Page) -> str:
    """The text as ``page`` shows it, below the texts that it has shown before."""
    for addition in _additions:
        text = addition(text, language, page)
    return text


def page_of(request: HttpRequest | None) -> Page:
    """The page that answers ``request``; without a request each text stands on a page of its own."""
    if request is None:
        return Page()
    if not hasattr(request, "prose_page"):
        request.prose_page = Page()
    return request.prose_page

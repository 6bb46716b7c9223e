"""From HTML to PDF. Nothing outside the HTML is read: no file, no network."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .failures import MissingFont
from .fonts import has_chinese_font, use_report_fonts

VARIANT = "pdf/ua-1"  # tagged for screen readers, in reading order
NO_GLYPH = ".notdef glyph rendered"  # how WeasyPrint's log begins when no font has a character


@dataclass(frozen=True, slots=True)
class Drawing:
    """A PDF and how many pages it has."""

    content: bytes
    pages: int


def draw_pdf(html: str) -> Drawing:
    """The pages of ``html``. The same HTML gives the same bytes.

    Raises ``MissingFont`` when there is no Chinese font, or none for a character of the text: a report with empty
    boxes in it is no report.
    """
    if not has_chinese_font():
        raise MissingFont
    use_report_fonts()
    from weasyprint import HTML  # loads Pango, which must not happen before the fonts are named
    from weasyprint.urls import URLFetcher

    with _noting_missing_glyphs() as missing:
        document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).render(pdf_variant=VARIANT)
        content = document.write_pdf(pdf_variant=VARIANT)
    if missing:
        raise MissingFont("".join(sorted(missing)))
    return Drawing(content=content, pages=len(document.pages))


@contextmanager
def _noting_missing_glyphs() -> Iterator[set[str]]:
    missing: set[str] = set()

    def note(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(NO_GLYPH):
            missing.add(str(record.args[0]))
        return True

    logger = logging.getLogger("weasyprint")
    logger.addFilter(note)
    try:
        yield missing
    finally:
        logger.removeFilter(note)

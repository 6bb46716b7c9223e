"""Reading a drawn edition back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from pypdf import PdfReader

SLUG = "health-som-2024"
DAY = "2024-05-30"


@dataclass(frozen=True)
class Edition:
    """A drawn edition, read back."""

    html: str
    content: bytes
    pages: int

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.content))

    @cached_property
    def page_texts(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def text(self) -> str:
        """All text without spaces and line ends, in which Chinese and tables would differ by chance."""
        return squeezed("".join(self.page_texts))


def squeezed(text: str) -> str:
    return "".join(text.split())

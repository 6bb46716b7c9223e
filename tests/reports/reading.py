"""Reading a drawn edition back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from results import models

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


def keep_editions_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the storage of editions be ``folder`` until the test ends."""
    storage = models.Edition._meta.get_field("file").storage
    monkeypatch.setitem(vars(storage), "base_location", str(folder))
    monkeypatch.setitem(vars(storage), "location", str(folder))

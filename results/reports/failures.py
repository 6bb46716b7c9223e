"""Why an edition could not be drawn, and how that is told to people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..enums import Failure


class DrawingFailed(Exception):
    """An edition cannot be drawn. ``code`` says why; ``detail`` is JSON that the explanation is written from."""

    def __init__(self, code: Failure, **detail: Any) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail


class MissingTranslation(DrawingFailed):
    """A text of the report is not written in a language of the edition."""

    def __init__(self, gaps: Sequence[dict[str, Any]]) -> None:
        super().__init__(Failure.MISSING_TRANSLATION, gaps=list(gaps))


class MissingFont(DrawingFailed):
    """No Chinese font at all, or none that has the ``characters``."""

    def __init__(self, characters: str = "") -> None:
        super().__init__(Failure.MISSING_FONT, characters=characters)


class StorageFailed(DrawingFailed):
    """The file could not be kept; nothing of it was left behind."""

    def __init__(self, reason: str) -> None:
        super().__init__(Failure.STORAGE, reason=reason)

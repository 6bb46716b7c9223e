"""A text in both languages, as it travels outside the database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

ENGLISH = "en"
CHINESE = "zh-hans"
LANGUAGES = (CHINESE, ENGLISH)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and English; either may be empty while it is being written."""

    zh: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in ``language`` ("en" or "zh-hans"); no fallback, so that a gap is seen."""
        return self.zh if language == CHINESE else self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages in which nothing is written although the other one has a text."""
        if not self:
            return ()
        return tuple(language for language in LANGUAGES if not self.in_language(language).strip())


def text_of(record: models.Model | None, field: str) -> Text:
    """Both languages of a translated field; an empty text when there is no record."""
    if record is None:
        return Text()
    return Text(zh=getattr(record, f"{field}_zh_hans") or "", en=getattr(record, f"{field}_en") or "")

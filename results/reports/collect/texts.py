"""Reading texts in both languages, and noting where one language is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise

from base.text import Text, text_of

from ..words import in_both


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that a report uses and that lacks a language."""

    record: models.Model
    field: str
    languages: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Where the gap is, for the edition's row: which record, how it is called, which field, which languages."""
        name = in_both(self.record)
        return {
            "model": self.record._meta.label_lower,
            "pk": self.record.pk,
            "name": {"zh-hans": name.zh, "en": name.en},
            "field": self.field,
            "languages": list(self.languages),
        }


class TextReader:
    """Reads translated fields and keeps the gaps met on the way, each once."""

    def __init__(self) -> None:
        self._gaps: dict[tuple[str, object, str], Gap] = {}

    @property
    def gaps(self) -> list[Gap]:
        return list(self._gaps.values())

    def of(self, record: models.Model | None, field: str, version: models.Model | None = None) -> Text:
        """The text of a record, or of an earlier ``version`` of it; a gap in it is the record's."""
        text = text_of(version or record, field)
        if record is not None and text.missing:
            self._gaps.setdefault((record._meta.label, record.pk, field), Gap(record, field, text.missing))
        return text

    def lines(self, record: models.Model, field: str) -> tuple[Text, ...]:
        """A text with one item per line, the lines of both languages paired in their order."""
        text = self.of(record, field)
        chinese, english = (_lines(each) for each in (text.zh, text.en))
        longer = max(len(chinese), len(english))
        padded = (lines + [""] * (longer - len(lines)) for lines in (chinese, english))
        return tuple(Text(zh=zh, en=en) for zh, en in zip(*padded, strict=True))

    def label(self, choice: Promise | str) -> Text:
        """The label of a closed list; it comes from the portal's own translation."""
        return in_both(choice) if choice else Text()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

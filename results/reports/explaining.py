"""A failed edition in the reader's words: what went wrong, what to do about it, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..enums import Failure

MOST_GAPS = 100  # more than anybody reads at once; the next drawing tells what is left


@dataclass(frozen=True, slots=True)
class GapToFill:
    """A text that lacks languages, and where to write it: an admin page, if there is one."""

    record: str
    kind: str
    field: str
    languages: list[str]
    url: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A failure in the reader's language: why, what to do, and where."""

    reason: str
    advice: str
    gaps: list[GapToFill]
    gaps_left_out: int

    def __str__(self) -> str:
        """All of it as plain lines, for the shell."""
        gaps = [f"- {gap.kind} “{gap.record}”, {gap.field}: {', '.join(gap.languages)}" for gap in self.gaps]
        return "\n".join([self.reason, *gaps, self.advice])


def explain(failure: str, detail: dict[str, Any]) -> Explanation:
    """Why an edition failed, in the reader's language."""
    reason, advice = EXPLANATIONS[Failure(failure or Failure.UNEXPECTED)](detail)
    gaps = detail.get("gaps", [])
    return Explanation(reason, advice, [_gap(gap) for gap in gaps[:MOST_GAPS]], max(0, len(gaps) - MOST_GAPS))


def _missing_translation(detail: dict[str, Any]) -> tuple[str, str]:
    return (
        _("Texts that the report uses are not written in a language of this edition."),
        _("Write the texts listed here in the missing language, then try again."),
    )


def _missing_font(detail: dict[str, Any]) -> tuple[str, str]:
    if characters := detail.get("characters"):
        return (
            _("No installed font has these characters: %(characters)s") % {"characters": " ".join(characters)},
            _("Replace the characters in the text, or ask the administrator to install a font that has them."),
        )
    return (
        _("No Chinese font is installed on the server, so the report would lose its Chinese."),
        _("Ask the administrator to install Noto Sans CJK and to start the portal again, then try again."),
    )


def _broker_away(detail: dict[str, Any]) -> tuple[str, str]:
    return (
        _("The queue did not answer, so nobody was told to draw this edition."),
        _("Try again in a minute. If it fails again, ask the administrator whether the queue is running."),
    )


def _storage(detail: dict[str, Any]) -> tuple[str, str]:
    return (
        _("The finished file could not be stored: %(reason)s. Nothing was left behind.") % {"reason": detail.get("reason", "")},
        _("Ask the administrator to make room on the disk of the server, then try again."),
    )


def _lost(detail: dict[str, Any]) -> tuple[str, str]:
    return (
        _("The worker gave no sign of life for ten minutes; it was stopped before it was done."),
        _("Try again. If it fails again, ask the administrator whether a worker is running."),
    )


def _unexpected(detail: dict[str, Any]) -> tuple[str, str]:
    return (
        _("Something went wrong that nobody had thought of (%(error)s).") % {"error": detail.get("error", "?")},
        _("Try again. If it fails again, tell the administrator: the log of the worker has the details."),
    )


EXPLANATIONS: dict[str, Callable[[dict[str, Any]], tuple[str, str]]] = {
    Failure.MISSING_TRANSLATION: _missing_translation,
    Failure.MISSING_FONT: _missing_font,
    Failure.BROKER_AWAY: _broker_away,
    Failure.STORAGE: _storage,
    Failure.LOST: _lost,
    Failure.UNEXPECTED: _unexpected,
}


def _gap(gap: dict[str, Any]) -> GapToFill:
    model = apps.get_model(gap["model"])
    try:
        field = str(model._meta.get_field(gap["field"]).verbose_name)
    except FieldDoesNotExist:  # renamed since
        field = gap["field"]
    names = dict(settings.LANGUAGES)
    return GapToFill(
        record=gap["name"].get(get_language() or "en") or gap["name"]["en"],
        kind=str(model._meta.verbose_name),
        field=field,
        languages=[str(names[language]) for language in gap["languages"]],
        url=_admin_url(model, gap["pk"]),
    )


def _admin_url(model: type[models.Model], pk: object) -> str:
    """The admin page of a record, or of the record that it is a part of; empty when there is none."""
    while not admin.site.is_registered(model):
        part_of = next((field for field in model._meta.fields if _is_owner(field)), None)
        if part_of is None:
            return ""
        pk = model._base_manager.filter(pk=pk).values_list(part_of.attname, flat=True).first()
        if pk is None:  # deleted since
            return ""
        model = part_of.related_model
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def _is_owner(field: models.Field) -> bool:
    return isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE

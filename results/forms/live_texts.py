"""Text fields of any form that complete live figures and offer a preview; the page loads ``references.js``."""

from __future__ import annotations

from django import forms
from django.db import models
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from base.parity import COLUMN
from base.text import LANGUAGES

HELP = _("Type {{ for a live figure.")
# What static/admin_brand/references.js needs to know, as attributes of the field.
ATTRIBUTES = {
    "data-suggest-url": reverse_lazy("results:suggest_references"),
    "data-preview-url": reverse_lazy("results:preview_text"),
    "data-preview-label": _("Preview"),
    "data-preview-failed": _("The preview could not be made. Try again later."),
    "data-list-label": _("Live figures"),
    "data-count-label": _("suggestions; arrow keys to choose, Enter to take, Escape to close"),
}


def live_columns(model: type[models.Model]) -> dict[str, str]:
    """The columns of a model’s live texts, with the language of each as the portal names it."""
    return {f"{field}_{COLUMN[language]}": language for field in model.LIVE_TEXTS for language in LANGUAGES}


def make_live(field: forms.Field, language: str) -> forms.Field:
    """Have a field of any form complete references and offer a preview; the page loads ``references.js``."""
    field.widget.attrs |= ATTRIBUTES | {"data-live-text": language}
    return field

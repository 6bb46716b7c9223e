"""The state of a translation, where it is shown."""

from __future__ import annotations

from django import template
from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldline
from django.http import HttpRequest

from base.parity import columns_of
from base.parity_board import BoardCount, counts_for
from base.parity_notes import Note
from base.parity_state import LANGUAGE_CHOICES

register = template.Library()


@register.simple_tag
def parity_note(line: Fieldline) -> Note | None:
    """The note on the text that a row of a form shows in both languages, where there is one."""
    notes = getattr(line.form.instance, "parity_notes", None)
    if not notes:
        return None
    names = {_name_of(field) for field in line}
    return next((note for field, note in notes.items() if not names.isdisjoint(columns_of(field))), None)


def _name_of(field: AdminField | AdminReadonlyField) -> str:
    return field.field["name"] if isinstance(field, AdminReadonlyField) else field.field.name


@register.filter
def language_label(language: str) -> str:
    """A language's name in the reader's own: “Chinese”, “中文”."""
    return dict(LANGUAGE_CHOICES).get(language, language)


@register.simple_tag(takes_context=True)
def parity_counts(context: template.Context) -> list[BoardCount]:
    """How many texts are missing or out of date among those that the person may see."""
    request: HttpRequest = context["request"]
    return counts_for(request)

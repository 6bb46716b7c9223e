"""Small help for the preview of a workbook."""

from __future__ import annotations

from django import template

from base.workbooks.comparing import Change
from base.workbooks.importing import Preview

register = template.Library()


@register.filter
def note_on(preview: Preview, change: Change) -> str:
    """Who changed a cell meanwhile, and when."""
    return preview.notes.get(change.name, "")

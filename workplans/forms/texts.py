"""Long texts in both languages, side by side."""

from __future__ import annotations

from typing import Any

from django import forms

from base.forms import VersionedModelForm
from base.text import ENGLISH

CHINESE_TAG = "zh-Hans"


class TextsForm(VersionedModelForm):
    """Each text is marked with its language, days are chosen in the browser's own way."""

    rows = 4

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"rows": self.rows, "lang": CHINESE_TAG if name.endswith("_zh_hans") else ENGLISH}
            elif isinstance(field, forms.DateField):
                field.widget = day_widget()

    def pair(self, name: str) -> tuple[forms.BoundField, forms.BoundField]:
        """The two languages of a text, Chinese first."""
        return self[f"{name}_zh_hans"], self[f"{name}_en"]


def day_widget() -> forms.DateInput:
    """A field for a day as browsers have it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

"""The forms of the pages that search by words alone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .filters import WORDS_LIMIT


class SearchForm(forms.Form):
    """A few words to search for; ``words`` is empty until they are there and valid."""

    q = forms.CharField(label=_("Words"), max_length=WORDS_LIMIT, required=False, widget=forms.TextInput({"type": "search"}))

    @property
    def words(self) -> str:
        """What to search for; empty when nothing readable was asked."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""

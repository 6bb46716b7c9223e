"""Keeping a choice of filters under a name."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

from ..models import SavedView
from ..selectors.register import clean_query


class SavedViewForm(forms.ModelForm):
    """Name, filters and whether others see it. The owner is whoever is signed in, never a field."""

    class Meta:
        model = SavedView
        fields = ["name", "query", "is_shared"]
        widgets = {"query": forms.HiddenInput}

    def __init__(self, *args: object, owner: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.owner = owner
        # Several of these stand on one page.
        self.auto_id = f"view-{self.instance.pk}-%s" if self.instance.pk else "view-%s"

    def clean_name(self) -> str:
        """A name that the owner has not given yet."""
        name = self.cleaned_data["name"]
        taken = SavedView.objects.filter(owner=self.instance.owner, name=name).exclude(pk=self.instance.pk)
        if taken.exists():
            raise ValidationError(_("You already have a view of this name."))
        return name

    def clean_query(self) -> str:
        """Only what the register knows."""
        return clean_query(self.cleaned_data["query"])

"""What a meeting decided about one deliverable: a row of the page on which decisions are entered after the meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.versions import Conflict, hold

from ..enums import DeliverableState
from ..models import Decision, Deliverable
from .texts import TextsForm


class DecisionForm(TextsForm):
    """The decision, and the state of the deliverable after it. A row that nobody touches is neither checked nor saved."""

    rows = 3
    is_part = True
    state = forms.ChoiceField(label=gettext_lazy("Deliverable from now on"), choices=DeliverableState, show_hidden_initial=True)
    seen_deliverable = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Decision
        fields = ("outcome", "decided_on", "text_zh_hans", "text_en", "document")

    def __init__(self, *args: Any, deliverable: Deliverable, seen_deliverable: str, documents: list, **options: Any) -> None:
        initial = {"state": deliverable.state, "seen_deliverable": seen_deliverable, **options.pop("initial", {})}
        super().__init__(*args, initial=initial, empty_permitted=True, use_required_attribute=False, **options)
        self.deliverable = deliverable
        self.fields["document"].choices = documents

    @cached_property
    def changed_data(self) -> list[str]:
        """What the person changed; where somebody recorded the decision after the page was opened, what was typed into the row."""
        changed = super().changed_data
        if self.is_bound and self.instance.pk and not self.seen:
            changed = [name for name in changed if name not in self._meta.fields or self[name].data]
        return changed

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen_deliverable"})

    def clean(self) -> dict[str, Any]:
        """Hold the deliverable as well, where its state is to move: never over what somebody else has made of it."""
        cleaned = super().clean() or self.cleaned_data
        if "state" in self.changed_data:
            try:
                hold(self.deliverable, cleaned.get("seen_deliverable"))
            except Conflict as conflict:
                self.data = self.data.copy()
                self.data[self.add_prefix("seen_deliverable")] = conflict.version
                text = _("Somebody changed this deliverable meanwhile: it is “%(state)s”. Press “Save” again if yours is right.")
                now = conflict.stored.get_state_display() if conflict.stored else ""
                self.add_error("state", ValidationError(text % {"state": now}, code="conflict"))
        return cleaned

    @property
    def texts(self) -> tuple[forms.BoundField, forms.BoundField]:
        """The wording in both languages, Chinese first."""
        return self.pair("text")

    @property
    def choices(self) -> list[forms.BoundField]:
        """Everything but the wording."""
        return [self[name] for name in ("outcome", "decided_on", "state", "document")]

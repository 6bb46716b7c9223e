"""Opening a round of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import WorkPlan
from ..selectors.rounds import Period, periods_to_open, proposed_period
from .texts import day_widget


class RoundForm(forms.Form):
    """For which period, and by when. Proposed is the last period that has ended."""

    period = forms.ChoiceField(label=_("period"))
    due_on = forms.DateField(
        label=_("due on"), required=False, widget=day_widget(), help_text=_("Empty: ten days after the end of the period.")
    )

    def __init__(self, *args: Any, plan: WorkPlan, **options: Any) -> None:
        super().__init__(*args, **options)
        self._periods = {period.end.isoformat(): period for period in periods_to_open(plan)}
        self.fields["period"].choices = [(end, str(period)) for end, period in self._periods.items()]
        if proposed := proposed_period(plan, timezone.localdate()):
            self.initial = {"period": proposed.end.isoformat()}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("due_on") and self.chosen and cleaned["due_on"] < self.chosen.start:
            self.add_error("due_on", _("An evaluation cannot be due before its period begins."))
        return cleaned

    @property
    def chosen(self) -> Period | None:
        """The period that was chosen."""
        return self._periods.get(self.cleaned_data.get("period", ""))

"""Steps of plans and activities as forms: another state with its day and reason, and the copy of a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.text import Text

from .. import rules
from ..enums import ActivityState
from ..models import Activity, WorkPlan
from ..services.versions import next_period
from .texts import CHINESE_TAG, day_widget


class MoveForm(forms.Form):
    """Into which state an activity is taken, as of which day and why."""

    to = forms.ChoiceField(label=gettext_lazy("New state"))
    on = forms.DateField(label=gettext_lazy("As of"), widget=day_widget())
    reason_zh_hans = forms.CharField(
        label=gettext_lazy("Reason, Chinese"), required=False, widget=forms.Textarea({"rows": 3, "lang": CHINESE_TAG})
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason, English"),
        required=False,
        widget=forms.Textarea({"rows": 3, "lang": "en"}),
        help_text=gettext_lazy("Dropping an activity and taking one back need a reason; the other language can follow."),
    )

    def __init__(self, data: Any, activity: Activity) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        self.fields["to"].choices = [(state, ActivityState(state).label) for state in rules.NEXT[activity.state]]

    @property
    def reason(self) -> Text:
        """Why, in the languages in which it was written."""
        return Text(zh=self.cleaned_data["reason_zh_hans"], en=self.cleaned_data["reason_en"])


class AmendForm(forms.Form):
    """The address of an amendment; everything else is as it was."""

    slug = forms.SlugField(
        label=gettext_lazy("Address name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: made from that of the plan."),
    )

    def __init__(self, data: Any, plan: WorkPlan) -> None:
        super().__init__(data, initial=self.start_with(plan))

    def start_with(self, plan: WorkPlan) -> dict[str, object]:
        """What stands in the form at first."""
        return {}

    @property
    def options(self) -> dict[str, Any]:
        """What ``services.versions.copy_plan`` takes."""
        return {"slug": self.cleaned_data["slug"] or None}


class ContinueForm(AmendForm):
    """The period in which a plan is continued."""

    period_start = forms.DateField(label=gettext_lazy("From"), widget=day_widget())
    period_end = forms.DateField(label=gettext_lazy("To"), widget=day_widget())
    move_dates = forms.BooleanField(
        label=gettext_lazy("Move the dates of activities, tasks and deliverables along"), required=False, initial=True
    )
    field_order = ("period_start", "period_end", "move_dates", "slug")

    def start_with(self, plan: WorkPlan) -> dict[str, object]:
        """The period of the same length that follows."""
        start, end = next_period(plan)
        return {"period_start": start, "period_end": end}

    def clean_period_end(self) -> date:
        start, end = self.cleaned_data.get("period_start"), self.cleaned_data["period_end"]
        if start and end < start:
            raise forms.ValidationError(_("A period cannot end before it starts."))
        return end

    @property
    def options(self) -> dict[str, Any]:
        """What ``services.versions.copy_plan`` takes."""
        cleaned = self.cleaned_data
        period = cleaned["period_start"], cleaned["period_end"]
        return {**super().options, "period": period, "move_dates": cleaned["move_dates"]}

"""Noting, following and closing a problem."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from base.text import Text

from ..enums import ProblemSource
from ..models import Activity, Problem, WorkPlan
from ..selectors.problems import people_for, visits_for
from .texts import TextsForm, day_widget

TEXTS = ("description_zh_hans", "description_en", "adjustment_zh_hans", "adjustment_en")


class ProblemForm(TextsForm):
    """What it is about, who takes care of it, and by when."""

    class Meta:
        model = Problem
        fields = (*TEXTS, "owner", "due_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        allowed = [*(person.pk for person in people_for(self.instance.activity)), self.instance.owner_id]
        self.fields["owner"].queryset = User.objects.filter(pk__in=allowed).order_by("last_name", "first_name", "username")

    @property
    def description(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("description")

    @property
    def adjustment(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("adjustment")


class NewProblemForm(TextsForm):
    """A problem that no evaluation told of: found on a visit, or otherwise."""

    class Meta:
        model = Problem
        fields = ("activity", *TEXTS, "found_on", "source", "visit", "due_on")

    def __init__(self, *args: Any, plan: WorkPlan, activities: QuerySet[Activity], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["activity"] = ActivityField(activities, label=self.fields["activity"].label)
        self.fields["visit"].queryset = visits_for(activities, plan)
        self.fields["visit"].required = False
        known = [choice for choice in ProblemSource.choices if choice[0] != ProblemSource.EVALUATION]
        self.fields["source"].choices = known

    description = ProblemForm.description
    adjustment = ProblemForm.adjustment

    @property
    def circumstances(self) -> list[forms.BoundField]:
        """Everything but the texts."""
        return [self[name] for name in ("activity", "found_on", "source", "visit", "due_on")]


class ActivityField(forms.ModelChoiceField):
    """Activities by code and title."""

    def label_from_instance(self, activity: Activity) -> str:
        return f"{activity.code} {activity}"


class ClosingForm(forms.Form):
    """How a problem was settled, in both languages."""

    closing_note_zh_hans = forms.CharField(
        label=_("How it was settled, Chinese"), widget=forms.Textarea({"rows": 3, "lang": "zh-Hans"})
    )
    closing_note_en = forms.CharField(label=_("How it was settled, English"), widget=forms.Textarea({"rows": 3, "lang": "en"}))
    closed_on = forms.DateField(label=_("closed on"), required=False, widget=day_widget())

    @property
    def note(self) -> Text:
        """What was written."""
        return Text(zh=self.cleaned_data["closing_note_zh_hans"], en=self.cleaned_data["closing_note_en"])

    @property
    def pair(self) -> tuple[forms.BoundField, forms.BoundField]:
        """The two languages, Chinese first."""
        return self["closing_note_zh_hans"], self["closing_note_en"]

"""Writing how an activity stands in a round. The form holds the version the person saw (``base.forms``)."""

from __future__ import annotations

from django import forms

from ..models import Evaluation
from .texts import TextsForm


class EvaluationForm(TextsForm):
    """The state of the activity, its progress, and a problem with what is to be adjusted where there is one."""

    class Meta:
        model = Evaluation
        fields = (
            "activity_state",
            *("progress_zh_hans", "progress_en", "problem_zh_hans", "problem_en", "adjustment_zh_hans", "adjustment_en"),
        )

    @property
    def progress(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("progress")

    @property
    def problem(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("problem")

    @property
    def adjustment(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("adjustment")

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class IndicatorLink(NaturalKeyModel):
    """An activity of a work plan, or one of its outputs, that moves an indicator."""

    NATURAL_KEY = (
        *("indicator__code", "activity__plan__slug", "activity__objective__number", "activity__number"),
        "output__number",
    )

    indicator = models.ForeignKey(
        "results.Indicator", on_delete=models.CASCADE, related_name="plan_links", verbose_name=_("indicator")
    )
    activity = models.ForeignKey(
        "workplans.Activity", on_delete=models.CASCADE, related_name="indicator_links", verbose_name=_("activity")
    )
    output = models.ForeignKey(
        "workplans.Output",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="indicator_links",
        verbose_name=_("output"),
        help_text=_("Empty: the activity as a whole."),
    )

    class Meta:
        ordering = ["indicator", "activity", "output"]
        verbose_name = _("work behind an indicator")
        verbose_name_plural = _("work behind indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "activity"],
                condition=Q(output=None),
                name="one_link_per_activity",
                violation_error_message=_("This activity is linked to the indicator already."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "output"],
                name="one_link_per_output",
                violation_error_message=_("This output is linked to the indicator already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.output or self.activity}"

    def clean(self) -> None:
        if self.output_id and self.activity_id and self.output.activity_id != self.activity_id:
            raise ValidationError({"output": _("This output belongs to another activity.")})

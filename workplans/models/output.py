from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import DeliverableState


class Output(NaturalKeyModel):
    """What an activity brings about. Indicators and deliverables point at it."""

    NATURAL_KEY = ("activity__plan__slug", "activity__objective__number", "activity__number", "number")

    activity = models.ForeignKey("workplans.Activity", on_delete=models.CASCADE, related_name="outputs", verbose_name=_("activity"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("output"), max_length=500)
    state = models.CharField(_("state"), max_length=20, choices=DeliverableState, default=DeliverableState.PLANNED)

    class Meta:
        ordering = ["activity", "number"]
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_output_per_number")]

    def __str__(self) -> str:
        return self.title

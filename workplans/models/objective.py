from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class Area(NaturalKeyModel):
    """A part of a plan, such as a pillar or a field of cooperation; ``theme`` joins it to what the whole portal calls it."""

    NATURAL_KEY = ("plan__slug", "number")

    plan = models.ForeignKey("workplans.WorkPlan", on_delete=models.CASCADE, related_name="areas", verbose_name=_("work plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("area"), max_length=300)
    theme = models.ForeignKey(
        "knowledge.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="plan_areas", verbose_name=_("theme")
    )
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name=_("carried from"),
    )

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_area_per_number")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The title as printed, with the number of its theme before it where the theme has one."""
        return f"{self.theme.code}. {self.title}" if self.theme and self.theme.code else self.title


class Objective(NaturalKeyModel):
    """What a plan wants to reach in one area."""

    NATURAL_KEY = ("plan__slug", "number")

    plan = models.ForeignKey("workplans.WorkPlan", on_delete=models.CASCADE, related_name="objectives", verbose_name=_("work plan"))
    area = models.ForeignKey(Area, on_delete=models.RESTRICT, related_name="objectives", verbose_name=_("area"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("objective"), max_length=400)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name=_("carried from"),
    )

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_objective_per_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def clean(self) -> None:
        if self.area_id and self.plan_id and self.area.plan_id != self.plan_id:
            raise ValidationError({"area": _("This area belongs to another plan.")})

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import Precision, format_dates
from base.models import NaturalKeyModel

from ..enums import ActivityState


class Activity(NaturalKeyModel):
    """A piece of work under an objective, by whom, with whom, and when at the precision known."""

    NATURAL_KEY = ("objective__plan__slug", "objective__number", "number")

    objective = models.ForeignKey(
        "workplans.Objective", on_delete=models.CASCADE, related_name="activities", verbose_name=_("objective")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("activity"), max_length=500)
    state = models.CharField(_("state"), max_length=20, choices=ActivityState, default=ActivityState.COMMITTED)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    precision = models.CharField(_("date precision"), max_length=10, choices=Precision, default=Precision.UNKNOWN)
    lead_body = models.ForeignKey(
        "knowledge.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_activities",
        verbose_name=_("lead body"),
    )
    organisations = models.ManyToManyField(
        "knowledge.Organisation", blank=True, related_name="activities", verbose_name=_("organisations")
    )
    countries = models.ManyToManyField("knowledge.Country", blank=True, related_name="activities", verbose_name=_("countries"))
    events = models.ManyToManyField("knowledge.Event", blank=True, related_name="activities", verbose_name=_("events"))

    class Meta:
        ordering = ["objective__plan", "objective__number", "number"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [models.UniqueConstraint(fields=["objective", "number"], name="one_activity_per_number")]

    def __str__(self) -> str:
        return self.title

    @property
    def dates(self) -> str:
        return format_dates(self.starts_on, self.ends_on, self.precision, get_language() or "en")

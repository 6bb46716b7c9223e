from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period
from base.models import NaturalKeyModel

from ..enums import ObservationKind, Operator, Sex, ValueState


class Observation(NaturalKeyModel):
    """One figure of one measure in one period: a baseline, a target or progress.

    A figure that is not there has a state that says why, and no value; it is never 0.
    """

    NATURAL_KEY = ("measure__indicator__code", "measure__code", "kind", "period_start", "period_end", "country__iso3", "sex")

    measure = models.ForeignKey("results.Measure", on_delete=models.CASCADE, related_name="observations", verbose_name=_("measure"))
    kind = models.CharField(_("kind"), max_length=10, choices=ObservationKind)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    country = models.ForeignKey(
        "knowledge.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("country"),
        help_text=_("Empty for the region as a whole."),
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True, default=Sex.ALL)
    state = models.CharField(_("state"), max_length=20, choices=ValueState, default=ValueState.REPORTED)
    operator = models.CharField(_("operator"), max_length=2, choices=Operator, blank=True, default=Operator.EQUAL)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.TextField(_("value in words"), blank=True, help_text=_("For qualitative measures."))
    note = models.TextField(_("note"), blank=True)
    events = models.ManyToManyField("knowledge.Event", blank=True, related_name="observations", verbose_name=_("events"))
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="observations", verbose_name=_("documents"))
    activities = models.ManyToManyField("workplans.Activity", blank=True, related_name="observations", verbose_name=_("activities"))

    class Meta:
        ordering = ["measure", "period_start", "period_end", "kind", "country", "sex"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "kind", "period_start", "period_end", "country", "sex"],
                condition=models.Q(country__isnull=False),
                name="one_observation_per_cell",
                violation_error_message=_("This figure is already there for this country and period."),
            ),
            models.UniqueConstraint(
                fields=["measure", "kind", "period_start", "period_end", "sex"],
                condition=models.Q(country__isnull=True),
                name="one_regional_observation_per_cell",
                violation_error_message=_("This figure is already there for the region and period."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ValueState.REPORTED) | models.Q(value__isnull=True),
                name="no_value_unless_reported",
                violation_error_message=_("A figure that is not available, not applicable or to be set has no value."),
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="observation_period_in_order",
                violation_error_message=_("A period cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} · {self.period}"

    @property
    def period(self) -> str:
        return format_period(self.period_start, self.period_end, get_language() or "en")

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period

from ..enums import ObservationKind, Sex
from .figure import Figure


class Observation(Figure):
    """One approved figure of one measure in one period: a baseline, a target or progress.

    What is being written or reviewed stands in ``EntryFigure`` and becomes an observation when its entry is approved.
    """

    NATURAL_KEY = (
        *("measure__indicator__code", "measure__code", "kind", "period_start", "period_end"),
        *("country__iso3", "sex", "category__dimension__slug", "category__code"),
    )

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
    category = models.ForeignKey(
        "results.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="observations", verbose_name=_("category")
    )
    events = models.ManyToManyField("knowledge.Event", blank=True, related_name="observations", verbose_name=_("events"))
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="observations", verbose_name=_("documents"))
    activities = models.ManyToManyField("workplans.Activity", blank=True, related_name="observations", verbose_name=_("activities"))

    class Meta:
        ordering = ["measure", "period_start", "period_end", "kind", "country", "sex", "category"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        # The overview asks each measure for its latest figure, the indicator's page for those of the region or of countries.
        indexes = [models.Index(fields=["measure", "kind", "state", "-period_end"], name="latest_figure_of_a_measure")]
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure", "kind", "period_start", "period_end", "country", "sex"],
                condition=models.Q(country__isnull=False, category__isnull=True),
                name="one_observation_per_cell",
                violation_error_message=_("This figure is already there for this country and period."),
            ),
            models.UniqueConstraint(
                fields=["measure", "kind", "period_start", "period_end", "sex"],
                condition=models.Q(country__isnull=True, category__isnull=True),
                name="one_regional_observation_per_cell",
                violation_error_message=_("This figure is already there for the region and period."),
            ),
            models.UniqueConstraint(
                fields=["measure", "kind", "period_start", "period_end", "country", "sex", "category"],
                condition=models.Q(country__isnull=False, category__isnull=False),
                name="one_observation_per_category",
                violation_error_message=_("This figure is already there for this country, category and period."),
            ),
            models.UniqueConstraint(
                fields=["measure", "kind", "period_start", "period_end", "sex", "category"],
                condition=models.Q(country__isnull=True, category__isnull=False),
                name="one_regional_observation_per_category",
                violation_error_message=_("This figure is already there for the region, category and period."),
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

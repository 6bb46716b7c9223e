from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..enums import Sex
from .figure import Figure


class EntryFigure(Figure):
    """A figure as an entry tells it, while it is written and reviewed: the entry's period and country, one measure, one part.

    When the entry is approved it becomes an ``Observation``, or corrects one. Nobody but those who work on the entry sees it.
    """

    NATURAL_KEY = (
        *("entry__cycle__slug", "entry__indicator__code", "entry__country__iso3"),
        *("measure__indicator__code", "measure__code", "sex", "category__dimension__slug", "category__code"),
    )

    entry = models.ForeignKey("results.ProgressEntry", on_delete=models.CASCADE, related_name="figures", verbose_name=_("entry"))
    measure = models.ForeignKey(
        "results.Measure", on_delete=models.PROTECT, related_name="entry_figures", verbose_name=_("measure")
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True, default=Sex.ALL)
    category = models.ForeignKey(
        "results.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    correction_reason = models.TextField(
        _("reason for the correction"), blank=True, help_text=_("Needed where a figure that was approved before is changed.")
    )
    events = models.ManyToManyField("knowledge.Event", blank=True, related_name="+", verbose_name=_("events"))
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="+", verbose_name=_("documents"))
    activities = models.ManyToManyField("workplans.Activity", blank=True, related_name="+", verbose_name=_("activities"))
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["entry", "measure__order", "measure__code", "sex", "category"]
        verbose_name = _("figure of an entry")
        verbose_name_plural = _("figures of entries")
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(
                "entry",
                "measure",
                "sex",
                Coalesce("category", 0),
                name="one_entry_figure_per_cell",
                violation_error_message=_("This entry already has this figure."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.measure.code}"

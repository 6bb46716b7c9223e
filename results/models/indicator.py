from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import Aggregation, Direction, Frequency, ValueKind


class Indicator(NaturalKeyModel):
    """What is measured. Stored once, however many frameworks show it (see ``IndicatorPlacement``)."""

    NATURAL_KEY = ("code",)

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=500)
    value_kind = models.CharField(_("kind of value"), max_length=20, choices=ValueKind, default=ValueKind.NUMBER)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.UP)
    period_aggregation = models.CharField(
        _("over periods"),
        max_length=20,
        choices=Aggregation,
        default=Aggregation.LATEST,
        help_text=_("How several periods become one."),
    )
    country_aggregation = models.CharField(
        _("over countries"),
        max_length=20,
        choices=Aggregation,
        default=Aggregation.NONE,
        help_text=_("How countries become the region."),
    )
    frequency = models.CharField(_("frequency"), max_length=20, choices=Frequency, default=Frequency.ANNUAL)
    by_sex = models.BooleanField(_("by sex"), default=False)
    data_sources = models.TextField(_("data sources"), blank=True, help_text=_("One per line."))
    responsible = models.ForeignKey(
        "knowledge.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("responsible body"),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("How the source is read, and what is uncertain about it."))
    related = models.ManyToManyField("self", through="IndicatorRelation", symmetrical=False, blank=True, verbose_name=_("related"))

    class Meta:
        ordering = ["code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("results:indicator", args=[self.code])


class IndicatorRelation(NaturalKeyModel):
    """Two indicators that are close but not equal: linked, and no value ever copied between them."""

    NATURAL_KEY = ("indicator__code", "other__code")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="relations", verbose_name=_("indicator"))
    other = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="relations_to_here", verbose_name=_("related to"))
    note = models.CharField(_("how they differ"), max_length=300)

    class Meta:
        ordering = ["indicator", "other"]
        verbose_name = _("related indicator")
        verbose_name_plural = _("related indicators")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "other"], name="one_relation_per_pair"),
            models.CheckConstraint(
                condition=~models.Q(indicator=models.F("other")),
                name="indicator_not_related_to_itself",
                violation_error_message=_("An indicator cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} – {self.other.code}"


class IndicatorPlacement(NaturalKeyModel):
    """Where a framework shows an indicator: under which result, by which code, in which wording."""

    NATURAL_KEY = ("framework__slug", "code")

    framework = models.ForeignKey(
        "results.Framework", on_delete=models.CASCADE, related_name="placements", verbose_name=_("framework")
    )
    result = models.ForeignKey("results.Result", on_delete=models.PROTECT, related_name="placements", verbose_name=_("result"))
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="placements", verbose_name=_("indicator"))
    code = models.CharField(_("code in this framework"), max_length=40)
    wording = models.CharField(
        _("wording in this framework"), max_length=500, blank=True, help_text=_("Only where it differs from the indicator's name.")
    )
    is_headline = models.BooleanField(
        _("headline"),
        default=False,
        help_text=_("Headline indicators go into the effectiveness review; the others are tracked only."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["framework", "order", "code"]
        verbose_name = _("indicator in a framework")
        verbose_name_plural = _("indicators in frameworks")
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_placement_per_code"),
            models.UniqueConstraint(
                fields=["framework", "indicator"],
                name="one_placement_per_framework",
                violation_error_message=_("This framework already shows this indicator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework.acronym or self.framework.slug} {self.code}"


class Measure(NaturalKeyModel):
    """One of the series that an indicator carries: road and rail, with delay and without."""

    NATURAL_KEY = ("indicator__code", "code")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures", verbose_name=_("indicator"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey("knowledge.Unit", on_delete=models.PROTECT, related_name="measures", verbose_name=_("unit"))
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=0)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["indicator", "order", "code"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [models.UniqueConstraint(fields=["indicator", "code"], name="one_measure_per_code")]

    def __str__(self) -> str:
        return f"{self.indicator.code} · {self.name}"

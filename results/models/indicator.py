from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyManager, NaturalKeyModel
from knowledge.enums import ParticipantKind

from ..enums import Aggregation, Detail, Direction, Frequency, MeasureSource, ValueKind, VersionState
from ..validators.rules import check_rules, fitting_rule, kind_of_figures
from .framework import FrameworkVersion


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
    by_country = models.BooleanField(
        _("by country"), default=False, help_text=_("Each member country has an entry of its own in every reporting cycle.")
    )
    data_sources = models.TextField(_("data sources"), blank=True, help_text=_("One per line."))
    responsible = models.ForeignKey(
        "knowledge.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("responsible body"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_indicators",
        verbose_name=_("owner"),
        help_text=_("Who sees to it that the indicator is told in every cycle."),
    )
    cross_cutting = models.ManyToManyField(
        "knowledge.Theme", blank=True, related_name="tagged_indicators", verbose_name=_("cross-cutting themes")
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

    def clean(self) -> None:
        """Refuse a rule of aggregation that does not fit the kind of value."""
        super().clean()
        check_rules(kind=self.value_kind, over_periods=self.period_aggregation, over_countries=self.country_aggregation)


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


def ever_shown(to_placement: str = "") -> models.Q:
    """Placements that a public framework shows or once showed; none that a version in preparation adds.

    ``to_placement`` is the way there from other records: ``"placements__"``. Only in one ``filter`` with it are they the same.
    """
    added = models.Q(**{f"{to_placement}added_in": None}) | models.Q(**{f"{to_placement}added_in__state": VersionState.CONFIRMED})
    return models.Q(**{f"{to_placement}framework__is_public": True}) & added


def standing(to_placement: str = "") -> models.Q:
    """Placements that stand now: added by a confirmed version or before there was one, and retired by none that is confirmed."""
    added = models.Q(**{f"{to_placement}added_in": None}) | models.Q(**{f"{to_placement}added_in__state": VersionState.CONFIRMED})
    kept = models.Q(**{f"{to_placement}retired_in": None}) | models.Q(**{f"{to_placement}retired_in__state": VersionState.DRAFT})
    return added & kept


class IndicatorPlacementQuerySet(models.QuerySet):
    """Placements by the version of their framework."""

    def current(self) -> Self:
        """Those that stand now: added by a confirmed version, and retired by none that is confirmed."""
        return self.filter(standing())

    def ever_shown(self) -> Self:
        """Those that a public framework shows or once showed."""
        return self.filter(ever_shown())

    def at_version(self, number: int) -> Self:
        """Those that stood in the version ``number``, draft or not."""
        return self.filter(models.Q(added_in=None) | models.Q(added_in__number__lte=number)).exclude(retired_in__number__lte=number)


class IndicatorPlacement(NaturalKeyModel):
    """Where a framework shows an indicator: under which result, by which code, in which wording.

    A changed wording is a new placement that ``replaces`` the old one; nothing that once stood is deleted.
    """

    NATURAL_KEY = ("framework__slug", "code", "added_in__number")

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
    added_in = models.ForeignKey(
        "results.FrameworkVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="added",
        verbose_name=_("added in version"),
    )
    retired_in = models.ForeignKey(
        "results.FrameworkVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retired",
        verbose_name=_("retired in version"),
    )
    retirement_reason = models.CharField(_("reason for retiring or changing it"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    objects = NaturalKeyManager.from_queryset(IndicatorPlacementQuerySet)()

    class Meta:
        ordering = ["framework", "order", "code"]
        verbose_name = _("indicator in a framework")
        verbose_name_plural = _("indicators in frameworks")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                condition=models.Q(retired_in__isnull=True),
                name="one_placement_per_code",
                violation_error_message=_("This framework already has an indicator with this code."),
            ),
            models.UniqueConstraint(
                fields=["framework", "indicator"],
                condition=models.Q(retired_in__isnull=True),
                name="one_placement_per_framework",
                violation_error_message=_("This framework already shows this indicator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework.acronym or self.framework.slug} {self.code}"

    @property
    def retirement(self) -> FrameworkVersion | None:
        """The confirmed version that retired it. A version in preparation has retired nothing yet."""
        version = self.retired_in
        return version if version is not None and version.state == VersionState.CONFIRMED else None


class Measure(NaturalKeyModel):
    """One of the series that an indicator carries: road and rail, with delay and without."""

    NATURAL_KEY = ("indicator__code", "code")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures", verbose_name=_("indicator"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey("knowledge.Unit", on_delete=models.PROTECT, related_name="measures", verbose_name=_("unit"))
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=0)
    detail = models.CharField(
        _("level of detail"),
        max_length=10,
        choices=Detail,
        default=Detail.TOTAL_ONLY,
        help_text=_("With every part, the sum of the parts is checked against the total."),
    )
    dimensions = models.ManyToManyField(
        "results.Dimension", blank=True, related_name="measures", verbose_name=_("further dimensions")
    )
    source = models.CharField(_("where figures come from"), max_length=12, choices=MeasureSource, default=MeasureSource.ENTERED)
    events = models.ManyToManyField(
        "knowledge.Event",
        blank=True,
        related_name="fed_measures",
        verbose_name=_("events that feed it"),
        help_text=_("Their attendance in the measure’s own unit is added up."),
    )
    participant_kind = models.CharField(
        _("only participants of this kind"), max_length=20, choices=ParticipantKind, blank=True, default=ParticipantKind.ANY
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["indicator", "order", "code"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [models.UniqueConstraint(fields=["indicator", "code"], name="one_measure_per_code")]

    def __str__(self) -> str:
        return f"{self.indicator.code} · {self.name}"

    @property
    def figure_kind(self) -> ValueKind:
        """What its figures are; reads its indicator and unit."""
        return kind_of_figures(self.indicator.value_kind, self.unit.kind)

    @property
    def rules(self) -> tuple[Aggregation, Aggregation]:
        """How its periods, and how its countries, become one: the indicator's rules as they fit this measure."""
        kind = self.figure_kind
        own = self.indicator
        return fitting_rule(own.period_aggregation, kind), fitting_rule(own.country_aggregation, kind)

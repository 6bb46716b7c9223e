from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyManager, NaturalKeyModel

from ..enums import VersionState


def check_years(years: object) -> None:
    """A list of whole years in ascending order."""
    if not isinstance(years, list) or not all(isinstance(year, int) for year in years) or years != sorted(set(years)):
        raise ValidationError(_("Write the years as an ascending list, for example [2020, 2023]."))


class FrameworkQuerySet(models.QuerySet):
    """Frameworks by who may see them."""

    def public(self) -> Self:
        return self.filter(is_public=True)


class Framework(NaturalKeyModel):
    """A results framework: who adopted it, what it is measured from, and in which years it is reported."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    description = models.TextField(_("description"), blank=True)
    adopted_by = models.ForeignKey(
        "knowledge.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="frameworks", verbose_name=_("adopted by")
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    document = models.ForeignKey(
        "knowledge.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="frameworks", verbose_name=_("document")
    )
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"))
    progress_years = models.JSONField(
        _("years of the progress columns"),
        default=list,
        blank=True,
        validators=[check_years],
        help_text=_("For example [2020, 2023]. Empty when progress is told per reporting cycle."),
    )
    is_public = models.BooleanField(_("public"), default=False)
    gaps_reason = models.TextField(_("why it was published with gaps"), blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = NaturalKeyManager.from_queryset(FrameworkQuerySet)()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("results framework")
        verbose_name_plural = _("results frameworks")
        permissions = [("publish_framework", _("Can publish results frameworks"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("results:framework", args=[self.slug])


class FrameworkVersion(NaturalKeyModel):
    """A state of a framework that somebody confirmed: which indicators it adds, changes and retires, and why.

    While it is being prepared it changes nothing that the public sees.
    """

    NATURAL_KEY = ("framework__slug", "number")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="versions", verbose_name=_("framework"))
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT, editable=False)
    note = models.TextField(_("what changed and why"), blank=True)
    confirmed_by = models.ForeignKey(
        "knowledge.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.ForeignKey(
        "knowledge.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed at")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    gaps_reason = models.TextField(_("why it was confirmed with gaps"), blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        ordering = ["framework", "-number"]
        verbose_name = _("version of a framework")
        verbose_name_plural = _("versions of frameworks")
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["framework"],
                condition=models.Q(state="draft"),
                name="one_version_in_preparation",
                violation_error_message=_("A version of this framework is being prepared already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework.acronym or self.framework.slug} {self.number}"


class FrameworkLevel(NaturalKeyModel):
    """What a framework calls its levels: impact, cluster, outcome, goal…"""

    NATURAL_KEY = ("framework__slug", "code")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels", verbose_name=_("framework"))
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["framework", "order"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="one_level_per_code")]

    def __str__(self) -> str:
        return self.name


class Result(NaturalKeyModel):
    """A node of a framework's tree: what is to be reached, at one of its levels."""

    NATURAL_KEY = ("framework__slug", "code")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="results", verbose_name=_("framework"))
    level = models.ForeignKey(FrameworkLevel, on_delete=models.PROTECT, related_name="results", verbose_name=_("level"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    code = models.CharField(_("code"), max_length=30)
    statement = models.CharField(_("statement"), max_length=500)
    theme = models.ForeignKey(
        "knowledge.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("theme")
    )
    responsible = models.CharField(_("lead"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["framework", "order", "code"]
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="one_result_per_code",
                violation_error_message=_("This framework already has a result with this code."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"

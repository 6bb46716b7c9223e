from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyManager, NaturalKeyModel

from ..enums import EntryState, Rating
from .live_texts import LiveTexts
from .reviewed import Reviewed

APPROVED = (EntryState.APPROVED, EntryState.PUBLISHED)


class ReviewedQuerySet(models.QuerySet):
    """What is written and reviewed, by where it stands."""

    def approved(self) -> Self:
        return self.filter(state__in=APPROVED)

    def unapproved(self) -> Self:
        return self.exclude(state__in=APPROVED)

    def regional(self) -> Self:
        """What is told about the region as a whole."""
        return self.filter(country=None)


class ProgressEntry(LiveTexts, Reviewed, NaturalKeyModel):
    """What is told about one indicator in one cycle, for the region or one country.

    Whoever writes it is never the one who approves it. Its figures (``EntryFigure``) go through review with it.
    """

    NATURAL_KEY = ("cycle__slug", "indicator__code", "country__iso3")
    LIVE_TEXTS = ("narrative",)

    cycle = models.ForeignKey("results.ReportingCycle", on_delete=models.PROTECT, related_name="entries", verbose_name=_("cycle"))
    indicator = models.ForeignKey(
        "results.Indicator", on_delete=models.PROTECT, related_name="entries", verbose_name=_("indicator")
    )
    country = models.ForeignKey(
        "knowledge.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("country"),
        help_text=_("Empty for the region as a whole."),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_entries",
        verbose_name=_("to be written by"),
    )
    narrative = models.TextField(_("progress"), blank=True, help_text=_("Markdown."))
    proposed_rating = models.CharField(
        _("rating proposed"),
        max_length=20,
        choices=Rating,
        blank=True,
        default=Rating.NOT_RATED,
        editable=False,
        help_text=_("From the figures: baseline, target, time elapsed."),
    )
    rating = models.CharField(_("rating"), max_length=20, choices=Rating, blank=True, default=Rating.NOT_RATED)
    rating_reason = models.TextField(
        _("reason for the rating"), blank=True, help_text=_("Needed where the rating is not the proposed one.")
    )
    objects = NaturalKeyManager.from_queryset(ReviewedQuerySet)()

    class Meta:
        ordering = ["cycle", "indicator__code", "country__order"]
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")
        permissions = [
            ("review_progressentry", _("Can approve or return progress entries")),
            ("publish_progressentry", _("Can publish approved progress entries")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "indicator"],
                condition=models.Q(country__isnull=True),
                name="one_entry_per_indicator_and_cycle",
                violation_error_message=_("This cycle already has an entry for this indicator."),
            ),
            models.UniqueConstraint(
                fields=["cycle", "indicator", "country"],
                condition=models.Q(country__isnull=False),
                name="one_entry_per_country_indicator_and_cycle",
                violation_error_message=_("This cycle already has an entry for this indicator and country."),
            ),
            models.CheckConstraint(
                condition=~models.Q(author=models.F("reviewer")),
                name="author_is_not_reviewer",
                violation_error_message=_("Whoever wrote an entry cannot approve it."),
            ),
        ]

    def __str__(self) -> str:
        parts = (self.indicator.code, str(self.country) if self.country_id else "", str(self.cycle))
        return " · ".join(part for part in parts if part)


class CountryProgress(LiveTexts, Reviewed, NaturalKeyModel):
    """How far countries have come under one theme, and what stands in the way.

    Without a country it sums up the region, as the meeting papers do.
    """

    NATURAL_KEY = ("cycle__slug", "theme__slug", "country__iso3")
    LIVE_TEXTS = ("summary", "challenges")

    cycle = models.ForeignKey(
        "results.ReportingCycle", on_delete=models.PROTECT, related_name="country_progress", verbose_name=_("cycle")
    )
    theme = models.ForeignKey("knowledge.Theme", on_delete=models.PROTECT, related_name="country_progress", verbose_name=_("theme"))
    country = models.ForeignKey(
        "knowledge.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progress",
        verbose_name=_("country"),
        help_text=_("Empty for the region as a whole."),
    )
    summary = models.TextField(_("progress"), blank=True, help_text=_("Markdown."))
    challenges = models.TextField(_("challenges"), blank=True, help_text=_("One per line."))

    objects = NaturalKeyManager.from_queryset(ReviewedQuerySet)()

    class Meta:
        ordering = ["cycle", "theme__order", "country__order"]
        verbose_name = _("country progress")
        verbose_name_plural = _("country progress")
        permissions = [("speak_for_every_country", _("Can write the progress of every country"))]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "theme", "country"],
                condition=models.Q(country__isnull=False),
                name="one_progress_per_country_and_theme",
                violation_error_message=_("This country's progress under this theme is already there."),
            ),
            models.UniqueConstraint(
                fields=["cycle", "theme"],
                condition=models.Q(country__isnull=True),
                name="one_regional_progress_per_theme",
                violation_error_message=_("The region's progress under this theme is already there."),
            ),
            models.CheckConstraint(
                condition=~models.Q(author=models.F("reviewer")),
                name="author_is_not_reviewer_of_country_progress",
                violation_error_message=_("Whoever wrote an entry cannot approve it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme} · {self.country or _('region')}"

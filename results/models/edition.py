from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models.deletion import Collector
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import EditionLanguage, Failure, JobState, Stage

SILENT_AFTER = timedelta(minutes=10)


def report_storage() -> object:
    """Where editions are kept: never below the public media folder."""
    return storages["reports"]


def protect_but_samples(collector: Collector, field: models.Field, editions: Iterable[Edition], using: str) -> None:
    """Editions keep their report from being deleted; those of a sample go with it."""
    of_samples = [each for each in editions if each.report.is_sample]
    if others := [each for each in editions if not each.report.is_sample]:
        models.PROTECT(collector, field, others, using)
    models.CASCADE(collector, field, of_samples, using)


class EditionQuerySet(models.QuerySet):
    """Editions by how their job stands."""

    def active(self) -> Self:
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def silent(self, at: object = None) -> Self:
        """Jobs that have given no sign of life for ten minutes: their worker is gone."""
        return self.active().filter(heartbeat_at__lt=(at or timezone.now()) - SILENT_AFTER)

    def published(self) -> Self:
        return self.filter(state=JobState.DONE, published_at__isnull=False)


class Edition(models.Model):
    """One drawing of a report in one language: its snapshot, its file, and how the job went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(
        "results.ProgressReport", on_delete=protect_but_samples, related_name="editions", verbose_name=_("report")
    )
    language = models.CharField(_("language"), max_length=10, choices=EditionLanguage)
    number = models.PositiveIntegerField(_("edition"), help_text=_("Counts up per report and language."))
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True, default="")
    failure = models.CharField(_("failure"), max_length=30, choices=Failure, blank=True, default="")
    failure_detail = models.JSONField(_("details of the failure"), default=dict, blank=True)
    snapshot = models.JSONField(_("snapshot"), null=True, blank=True)
    file = models.FileField(_("report file"), storage=report_storage, blank=True, max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    requested_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        permissions = [
            ("render_edition", _("Can draw editions")),
            ("publish_edition", _("Can publish editions")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "language"],
                condition=models.Q(state__in=["queued", "running"]),
                name="one_job_per_report_and_language",
            ),
            models.UniqueConstraint(fields=["report", "language", "number"], name="one_edition_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.report.slug} {self.language} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:edition", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)

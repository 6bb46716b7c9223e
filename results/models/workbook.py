from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def workbook_storage() -> object:
    """Where uploaded workbooks wait: never below the public media folder."""
    return storages["evidence"]


class WorkbookImport(models.Model):
    """An uploaded workbook between its preview and the moment somebody confirms it; nothing is written before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=30)
    cycle = models.ForeignKey(
        "results.ReportingCycle", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("cycle")
    )
    file = models.FileField(_("file"), storage=workbook_storage, upload_to="workbooks/")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    changed = models.PositiveIntegerField(_("cells changed"), null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("import of a workbook")
        verbose_name_plural = _("imports of workbooks")

    def __str__(self) -> str:
        return f"{self.kind} {self.uploaded_at:%Y-%m-%d %H:%M}"

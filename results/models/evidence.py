from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel
from base.uploads import check_upload, sha256_of


def evidence_storage() -> object:
    """Where evidence is kept: never below the public media folder, for not all of it is public."""
    return storages["evidence"]


class EvidenceFile(NaturalKeyModel):
    """A file that stands behind a figure or an entry: a list of participants, a letter, minutes.

    It is as public as what it belongs to, and only when ``is_public`` says so.
    """

    NATURAL_KEY = ("sha256", "title")

    entry = models.ForeignKey(
        "results.ProgressEntry", on_delete=models.CASCADE, null=True, blank=True, related_name="files", verbose_name=_("entry")
    )
    observation = models.ForeignKey(
        "results.Observation", on_delete=models.CASCADE, null=True, blank=True, related_name="files", verbose_name=_("observation")
    )
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), storage=evidence_storage, upload_to="evidence/", validators=[check_upload])
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    is_public = models.BooleanField(_("public"), default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, observation__isnull=True)
                | models.Q(entry__isnull=True, observation__isnull=False),
                name="evidence_belongs_to_one",
                violation_error_message=_("A file belongs to one entry or to one figure."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Note the checksum of a file that is new."""
        if self.file and not self.file._committed:
            self.sha256 = sha256_of(self.file)
        super().save(*args, **kwargs)

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.text import CHINESE, ENGLISH
from base.uploads import check_upload, sha256_of

from ..enums import DocumentStatus, DocumentType
from .resource import Resource


class Document(Resource):
    """A key document: a strategy, a report, a plan. Its files are kept per language."""

    URL_KIND = "documents"

    document_type = models.CharField(_("type"), max_length=30, choices=DocumentType)
    status = models.CharField(_("status"), max_length=20, choices=DocumentStatus, default=DocumentStatus.ISSUED)
    dated = models.CharField(_("date or period"), max_length=200, blank=True, help_text=_("As precisely as is known."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text=_("For sorting and filtering."))
    endorsed_by = models.ForeignKey(
        "knowledge.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("endorsed by")
    )
    endorsed_on = models.DateField(_("endorsed on"), null=True, blank=True)
    publisher = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("publisher"),
    )
    reference = models.CharField(_("reference number"), max_length=100, blank=True)
    url = models.URLField(_("web address"), blank=True)

    class Meta:
        ordering = ["-year", "slug"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("publish_document", _("Can publish documents"))]


class DocumentFile(models.Model):
    """One language version of a document. The checksum tells whether two files are the same."""

    class Language(models.TextChoices):
        CHINESE = CHINESE, "简体中文"
        ENGLISH = ENGLISH, "English"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files", verbose_name=_("document"))
    language = models.CharField(_("language"), max_length=10, choices=Language)
    file = models.FileField(_("file"), upload_to="documents/", validators=[check_upload])
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["language"]
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"],
                name="one_file_per_language",
                violation_error_message=_("This document already has a file in this language."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.get_language_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Checksum and size are the file's own, whoever saves it."""
        if self.file and not self.file._committed:
            self.sha256, self.size = sha256_of(self.file), self.file.size
        super().save(*args, **kwargs)

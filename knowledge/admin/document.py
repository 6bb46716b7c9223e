"""Documents with their files in each language."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.admin import PartAdmin, TabularInline
from base.admin_text import both

from ..enums import PublicationState
from ..models import Document, DocumentFile
from .files import UploadMixin
from .resource import ABOUT, SOURCE, ResourceAdmin


class FileInline(UploadMixin, TabularInline):
    model = DocumentFile
    fields = ("language", "file", "size", "sha256")
    readonly_fields = ("size", "sha256")
    max_num = len(DocumentFile.Language)


@admin.register(Document)
class DocumentAdmin(ResourceAdmin):
    list_display = ("title", "document_type", "year", "status", "publisher", "publication")
    list_filter = ("document_type", "status", "year", *ResourceAdmin.list_filter)
    list_select_related = ("publisher",)
    search_fields = (*ResourceAdmin.search_fields, "reference")
    autocomplete_fields = (*ResourceAdmin.autocomplete_fields, "endorsed_by", "publisher")
    inlines = (FileInline,)
    fieldsets = (
        (None, {"fields": ("title", "summary", ("document_type", "status"), ("publisher", "reference"), "url")}),
        (_("Date and endorsement"), {"fields": ("dated", "year", ("endorsed_by", "endorsed_on"))}),
        ABOUT,
        SOURCE,
    )


@admin.register(DocumentFile)
class DocumentFileAdmin(UploadMixin, PartAdmin):
    public_only = Q(document__state=PublicationState.PUBLISHED)
    part_of = Document
    list_display = ("document", "language", "size", "uploaded_at")
    list_filter = ("language",)
    list_select_related = ("document",)
    search_fields = both("document__title")
    autocomplete_fields = ("document",)
    readonly_fields = ("size", "sha256", "uploaded_at")
    fields = ("document", "language", "file", "size", "sha256", "uploaded_at")

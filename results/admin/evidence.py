"""Files that stand behind figures and entries; private unless they are said to be public."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from base.admin import PartAdmin, StackedInline
from base.admin_text import both
from knowledge.admin.files import ADDRESS, UploadMixin

from ..models import EvidenceFile, Framework
from ..models.indicator import ever_shown

ADDRESS[EvidenceFile] = "results:evidence"


class EvidenceInline(UploadMixin, StackedInline):
    model = EvidenceFile
    fields = ("title", ("file", "is_public"))


class EvidenceSavingMixin:
    """For admins with evidence below: whoever uploads a file is named with it."""

    def save_formset(self, request: HttpRequest, form: object, formset: BaseInlineFormSet, change: bool) -> None:
        for part in formset.forms:
            if isinstance(part.instance, EvidenceFile) and part.instance.uploaded_by_id is None:
                part.instance.uploaded_by = request.user
        super().save_formset(request, form, formset, change)


@admin.register(EvidenceFile)
class EvidenceFileAdmin(UploadMixin, PartAdmin):
    public_only = ever_shown("observation__measure__indicator__placements__") & Q(is_public=True)
    part_of = Framework
    list_display = ("title", "observation", "entry", "is_public", "uploaded_by", "uploaded_at")
    list_select_related = ("observation__measure__indicator", "entry__indicator", "entry__cycle", "entry__country", "uploaded_by")
    search_fields = both("title")
    autocomplete_fields = ("observation", "entry")
    fields = (("observation", "entry"), "title", ("file", "is_public"), ("uploaded_by", "uploaded_at", "sha256"))
    readonly_fields = ("uploaded_by", "uploaded_at", "sha256")

    def save_model(self, request: HttpRequest, obj: EvidenceFile, form: object, change: bool) -> None:
        obj.uploaded_by = obj.uploaded_by or request.user
        super().save_model(request, obj, form, change)

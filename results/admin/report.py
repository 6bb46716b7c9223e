"""Reports and their sections. They are drawn and downloaded on the portal's report pages."""

from __future__ import annotations

from django.contrib import admin
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_text import both

from ..models import KindSection, ProgressReport, ReportKind, ReportSection
from .live_texts import AsItReadsMixin, LiveTextsMixin


class SectionInline(LiveTextsMixin, StackedInline):
    model = ReportSection
    fields = ("heading", ("key", "order", "depth", "is_numbered"), "body", ("block",), "caption")
    classes = ("collapse",)


class KindSectionInline(SectionInline):
    model = KindSection
    verbose_name_plural = _("Sections of a new report")


@admin.register(ReportKind)
class ReportKindAdmin(BilingualAdmin):
    list_display = ("name", "slug")
    search_fields = (*both("name"), "slug")
    fields = ("name", "slug")
    inlines = (KindSectionInline,)


@admin.register(ProgressReport)
class ProgressReportAdmin(BilingualAdmin):
    list_display = ("title", "kind", "period", "cycle", "framework", "work_plan")
    list_filter = ("kind", "cycle")
    list_select_related = ("kind", "cycle", "framework", "work_plan")
    search_fields = (*both("title"), "slug")
    autocomplete_fields = ("kind", "cycle", "framework", "work_plan")
    inlines = (SectionInline,)
    fieldsets = (
        (None, {"fields": ("title", "subtitle", ("kind", "cycle"))}),
        (_("What it draws from"), {"fields": (("framework", "work_plan"), ("period_start", "period_end"), "slug", "is_sample")}),
    )
    change_form_template = "admin/results/report_change_form.html"

    @admin.display(description=_("period"), ordering=Coalesce("period_end", "cycle__period_end"))
    def period(self, obj: ProgressReport) -> str:
        return obj.period


@admin.register(ReportSection)
class ReportSectionAdmin(AsItReadsMixin, PartAdmin):
    list_display = ("heading", "report", "order", "block")
    list_filter = ("report", "block")
    list_select_related = ("report",)
    search_fields = both("heading", "body")
    autocomplete_fields = ("report",)
    fields = ("report", "heading", ("key", "order", "depth", "is_numbered"), "body", "block", "caption")


@admin.register(KindSection)
class KindSectionAdmin(AsItReadsMixin, PartAdmin):
    list_display = ("heading", "kind", "order", "block")
    list_filter = ("kind", "block")
    list_select_related = ("kind",)
    search_fields = both("heading", "body")
    autocomplete_fields = ("kind",)
    fields = ("kind", "heading", ("key", "order", "depth", "is_numbered"), "body", "block", "caption")

"""Reports and their sections. They are drawn and downloaded on the portal's report pages."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_text import both

from ..models import ProgressReport, ReportKind, ReportSection
from .live_texts import AsItReadsMixin, LiveTextsMixin


class SectionInline(LiveTextsMixin, StackedInline):
    model = ReportSection
    fields = ("heading", ("key", "order", "depth", "is_numbered"), "body", ("block",), "caption")
    classes = ("collapse",)


@admin.register(ReportKind)
class ReportKindAdmin(BilingualAdmin):
    list_display = ("name", "slug")
    search_fields = (*both("name"), "slug")
    fields = ("name", "slug")


@admin.register(ProgressReport)
class ProgressReportAdmin(BilingualAdmin):
    list_display = ("title", "kind", "cycle", "framework", "work_plan")
    list_filter = ("kind", "cycle")
    list_select_related = ("kind", "cycle", "framework", "work_plan")
    search_fields = (*both("title"), "slug")
    autocomplete_fields = ("kind", "cycle", "framework", "work_plan")
    inlines = (SectionInline,)
    fieldsets = (
        (None, {"fields": ("title", "subtitle", ("kind", "cycle"))}),
        (_("What it draws from"), {"fields": (("framework", "work_plan"), "slug")}),
    )
    change_form_template = "admin/results/report_change_form.html"


@admin.register(ReportSection)
class ReportSectionAdmin(AsItReadsMixin, PartAdmin):
    list_display = ("heading", "report", "order", "block")
    list_filter = ("report", "block")
    list_select_related = ("report",)
    search_fields = both("heading", "body")
    autocomplete_fields = ("report",)
    fields = ("report", "heading", ("key", "order", "depth", "is_numbered"), "body", "block", "caption")

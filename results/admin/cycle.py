"""Reporting cycles with their entries, and the challenges told in them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, TabularInline
from base.admin_text import both, translation_state

from ..models import Challenge, ProgressEntry, ReportingCycle


class EntryInline(TabularInline):
    """Which indicators are told, and how far each entry is; it is written on its own page."""

    model = ProgressEntry
    fields = readonly_fields = ("indicator", "rating", "state", "author", "reviewer", "languages")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator", "cycle", "author", "reviewer")

    def has_add_permission(self, request: HttpRequest, obj: ReportingCycle | None = None) -> bool:
        return False

    @admin.display(description=_("translation"))
    def languages(self, obj: ProgressEntry) -> str:
        return translation_state(obj)


@admin.register(ReportingCycle)
class ReportingCycleAdmin(BilingualAdmin):
    date_hierarchy = "period_end"
    list_display = ("title", "period", "meeting", "sector", "is_open")
    list_filter = ("is_open", "sector")
    list_select_related = ("meeting", "sector")
    search_fields = (*both("title"), "slug")
    autocomplete_fields = ("meeting", "sector")
    inlines = (EntryInline,)
    fields = ("title", ("meeting", "sector"), ("period_start", "period_end"), ("is_open", "slug"))

    @admin.display(description=_("period"), ordering="period_start")
    def period(self, obj: ReportingCycle) -> str:
        return obj.period


@admin.register(Challenge)
class ChallengeAdmin(BilingualAdmin):
    list_display = ("title", "number", "cycle", "theme", "country", "owner", "state")
    list_filter = ("state", "cycle", "theme", "country", "owner")
    list_select_related = ("cycle", "theme", "country", "owner")
    search_fields = both("title", "description")
    autocomplete_fields = ("cycle", "theme", "country", "owner")
    fields = (("cycle", "number", "state"), "title", "description", "follow_up", ("theme", "country", "owner"))

"""The kinds of entry that have no parts: trainings, solutions, country briefs."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from base.admin_text import both

from ..models import CountryBrief, Solution, Training
from .resource import ABOUT, SOURCE, ResourceAdmin


@admin.register(Training)
class TrainingAdmin(ResourceAdmin):
    list_display = ("title", "provider", "location", "mode", "publication")
    list_filter = ("mode", "provider_kind", "capacities", *ResourceAdmin.list_filter)
    list_select_related = ("provider",)
    search_fields = (*ResourceAdmin.search_fields, *both("location"))
    autocomplete_fields = (*ResourceAdmin.autocomplete_fields, "provider", "capacities")
    fieldsets = (
        (None, {"fields": ("title", "summary", ("provider", "provider_kind"), "url")}),
        (_("Where, how long, in which languages"), {"fields": ("location", "duration", "mode", "teaching_languages")}),
        (_("For whom, and how good"), {"fields": ("eligibility", "quality_assurance", "capacities")}),
        ABOUT,
        SOURCE,
    )


@admin.register(Solution)
class SolutionAdmin(ResourceAdmin):
    list_display = ("title", "threat", "provider", "publication")
    list_select_related = ("provider",)
    search_fields = (*ResourceAdmin.search_fields, *both("threat"))
    autocomplete_fields = (*ResourceAdmin.autocomplete_fields, "provider")
    fieldsets = (
        (None, {"fields": ("title", "summary", "threat", "evidence", "provider", "url")}),
        ABOUT,
        SOURCE,
    )


@admin.register(CountryBrief)
class CountryBriefAdmin(ResourceAdmin):
    list_display = ("title", "country", "year", "publication")
    list_filter = ("country", "year", *ResourceAdmin.list_filter)
    list_select_related = ("country",)
    autocomplete_fields = (*ResourceAdmin.autocomplete_fields, "country")
    fieldsets = (
        (None, {"fields": ("title", "summary", ("country", "year"))}),
        (_("The brief"), {"fields": ("health_security", "health_system")}),
        ABOUT,
        SOURCE,
    )

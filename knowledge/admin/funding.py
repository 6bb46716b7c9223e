"""Funds and the grants made from them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, StackedInline
from base.admin_text import both

from ..enums import PublicationState
from ..models import FundingAward, FundingOpportunity
from .resource import ABOUT, SOURCE, ResourceAdmin

AWARD_FIELDS = ("beneficiary", ("amount", "currency", "status"), "countries", "purpose", "note", "slug")


class AwardInline(StackedInline):
    model = FundingAward
    fields = AWARD_FIELDS
    autocomplete_fields = ("countries",)
    classes = ("collapse",)


@admin.register(FundingOpportunity)
class FundingOpportunityAdmin(ResourceAdmin):
    date_hierarchy = "closes_on"
    list_display = ("title", "funder", "opens_on", "closes_on", "publication")
    list_filter = ("funder", *ResourceAdmin.list_filter)
    list_select_related = ("funder",)
    autocomplete_fields = (*ResourceAdmin.autocomplete_fields, "funder")
    inlines = (AwardInline,)
    fieldsets = (
        (None, {"fields": ("title", "summary", "funder", ("opens_on", "closes_on"), "url")}),
        (_("Who may apply, for what"), {"fields": ("eligibility", "priority_areas")}),
        ABOUT,
        SOURCE,
    )


@admin.register(FundingAward)
class FundingAwardAdmin(BilingualAdmin):
    public_only = Q(opportunity__state=PublicationState.PUBLISHED)
    part_of = FundingOpportunity
    list_display = ("beneficiary", "opportunity", "amount", "currency", "status")
    list_filter = ("status", "opportunity", "countries")
    list_select_related = ("opportunity",)
    search_fields = (*both("beneficiary", "purpose"), "slug")
    autocomplete_fields = ("opportunity", "countries")
    fields = ("opportunity", *AWARD_FIELDS)

"""Indicators with the series they carry, their places in frameworks, and what they are related to."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_text import both

from ..models import Framework, Indicator, IndicatorPlacement, IndicatorRelation, Measure
from .observation import ObservationInline


class MeasureInline(StackedInline):
    model = Measure
    fields = ("name", ("code", "unit", "decimals", "order"))
    autocomplete_fields = ("unit",)


class RelationInline(StackedInline):
    model = IndicatorRelation
    fk_name = "indicator"
    fields = ("other", "note")
    autocomplete_fields = ("other",)


class PlacementInline(StackedInline):
    model = IndicatorPlacement
    fields = (("framework", "result"), ("code", "order", "is_headline"), "wording")
    autocomplete_fields = ("framework", "result")


@admin.register(Indicator)
class IndicatorAdmin(BilingualAdmin):
    public_only = Q(placements__framework__is_public=True)
    part_of = Framework
    list_display = ("name", "code", "value_kind", "frequency", "responsible")
    list_filter = ("placements__framework", "value_kind", "frequency", "responsible", "by_sex")
    list_select_related = ("responsible",)
    search_fields = (*both("name"), "code")
    autocomplete_fields = ("responsible",)
    inlines = (MeasureInline, RelationInline, PlacementInline)
    fieldsets = (
        (None, {"fields": (("code", "responsible"), "name")}),
        (
            _("What is measured"),
            {"fields": (("value_kind", "direction", "by_sex"), ("frequency", "period_aggregation", "country_aggregation"))},
        ),
        (_("Sources"), {"fields": ("data_sources", "note")}),
    )


@admin.register(Measure)
class MeasureAdmin(BilingualAdmin):
    public_only = Q(indicator__placements__framework__is_public=True)
    part_of = Framework
    list_display = ("name", "indicator_code", "code", "unit", "decimals")
    list_filter = ("unit", "indicator__placements__framework")
    search_fields = (*both("name", "indicator__name"), "code", "indicator__code")
    autocomplete_fields = ("indicator", "unit")
    inlines = (ObservationInline,)
    fields = ("indicator", "name", ("code", "unit", "decimals", "order"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator", "unit")  # its name begins with the indicator's code

    @admin.display(description=_("indicator"), ordering="indicator__code")
    def indicator_code(self, obj: Measure) -> str:
        return obj.indicator.code


@admin.register(IndicatorRelation)
class IndicatorRelationAdmin(PartAdmin):
    public_only = Q(indicator__placements__framework__is_public=True, other__placements__framework__is_public=True)
    part_of = Framework
    list_display = ("indicator", "other", "note")
    list_select_related = ("indicator", "other")
    search_fields = (*both("note"), "indicator__code", "other__code")
    autocomplete_fields = ("indicator", "other")
    fields = ("indicator", "other", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator", "other")

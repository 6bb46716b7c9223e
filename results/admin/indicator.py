"""Indicators with the series they carry, their places in frameworks, and what they are related to."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline, TabularInline
from base.admin_text import both
from knowledge.enums import ThemeKind
from knowledge.models import Theme
from workplans.enums import PlanState

from ..aggregation_help import rules_explained
from ..models import Framework, Indicator, IndicatorLink, IndicatorPlacement, IndicatorRelation
from ..models.indicator import ever_shown
from ..selectors.quality import CRITERIA, quality_of_indicator
from .measure import MeasureInline, StepInline


class RelationInline(StackedInline):
    model = IndicatorRelation
    fk_name = "indicator"
    fields = ("other", "note")
    autocomplete_fields = ("other",)


class LinkInline(TabularInline):
    model = IndicatorLink
    fields = ("activity", "output")
    autocomplete_fields = ("activity", "output")


class PlacementInline(TabularInline):
    """Where frameworks show it. It is placed on a framework's page, or on that of the version being prepared."""

    model = IndicatorPlacement
    fields = readonly_fields = ("framework", "code", "result", "is_headline", "added_in", "retired_in")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        placements = super().get_queryset(request)
        return placements.select_related("framework", "result", "added_in__framework", "retired_in__framework")

    def has_add_permission(self, request: HttpRequest, obj: Indicator | None = None) -> bool:
        return False


@admin.register(Indicator)
class IndicatorAdmin(BilingualAdmin):
    public_only = ever_shown("placements__")
    part_of = Framework
    list_display = ("name", "code", "value_kind", "frequency", "responsible", "owner")
    list_filter = (
        "placements__framework",
        ("cross_cutting", admin.RelatedOnlyFieldListFilter),
        *("value_kind", "frequency", "responsible", "by_sex"),
    )
    list_select_related = ("responsible", "owner")
    search_fields = (*both("name"), "code")
    autocomplete_fields = ("responsible", "owner")
    readonly_fields = ("quality",)

    class Media:
        css: ClassVar = {"all": ["admin_brand/versions.css"]}

    inlines = (MeasureInline, StepInline, RelationInline, LinkInline, PlacementInline)
    fieldsets = (
        (None, {"fields": ("code", "name", ("responsible", "owner"), "cross_cutting")}),
        (
            _("What is measured"),
            {
                "fields": (
                    ("value_kind", "direction", "by_sex", "by_country"),
                    ("frequency", "period_aggregation", "country_aggregation"),
                ),
                "description": lazy(rules_explained, str)(),
            },
        ),
        (_("Sources"), {"fields": ("data_sources", "note")}),
        (_("Quality check"), {"fields": ("quality",), "classes": ("collapse",)}),
    )

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name == "cross_cutting":
            kwargs |= {
                "queryset": Theme.objects.filter(kind=ThemeKind.CROSS_CUTTING),
                "widget": forms.CheckboxSelectMultiple,
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("quality"))
    def quality(self, obj: Indicator) -> str:
        rows = quality_of_indicator(obj) if obj.pk else []
        context = {"quality": rows, "criteria": CRITERIA.values()}
        return render_to_string("results/quality_table.html", context) if rows else "–"


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


@admin.register(IndicatorLink)
class IndicatorLinkAdmin(PartAdmin):
    public_only = Q(indicator__placements__framework__is_public=True) & ~Q(activity__plan__state=PlanState.DRAFT)
    part_of = Framework
    list_display = ("indicator", "activity", "output")
    list_select_related = ("indicator", "activity__plan", "activity__objective", "output")
    search_fields = ("indicator__code", *both("activity__title"))
    autocomplete_fields = ("indicator", "activity", "output")
    fields = ("indicator", "activity", "output")

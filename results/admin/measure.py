"""The series an indicator carries: what they count, how finely they are told, and which events feed them."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_text import both

from ..models import Category, Dimension, Framework, Measure, ScaleStep
from ..selectors.sums import sum_problems_among
from .observation import ObservationInline


class MeasureInline(StackedInline):
    """The essentials; what feeds it is on its own page."""

    model = Measure
    fields = ("name", ("code", "unit", "decimals", "order"), ("detail", "source"))
    autocomplete_fields = ("unit",)


class StepInline(StackedInline):
    """For an indicator told by a qualitative scale."""

    model = ScaleStep
    fields = ("name", ("code", "rank"))


@admin.register(Measure)
class MeasureAdmin(BilingualAdmin):
    public_only = Q(indicator__placements__framework__is_public=True)
    part_of = Framework
    list_display = ("name", "indicator_code", "code", "unit", "detail", "source")
    list_filter = ("unit", "detail", "source", "indicator__placements__framework")
    search_fields = (*both("name", "indicator__name"), "code", "indicator__code")
    autocomplete_fields = ("indicator", "unit", "events", "dimensions")
    inlines = (ObservationInline,)
    fieldsets = (
        (None, {"fields": ("indicator", "name", ("code", "unit", "decimals", "order"))}),
        (_("How finely it is told"), {"fields": ("detail", "dimensions")}),
        (_("Where figures come from"), {"fields": ("source", "events", "participant_kind")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator", "unit")  # its name begins with the indicator's code

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[BaseInlineFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for problem in sum_problems_among(form.instance.observations.all()):
            self.message_user(request, problem.message, messages.WARNING)

    @admin.display(description=_("indicator"), ordering="indicator__code")
    def indicator_code(self, obj: Measure) -> str:
        return obj.indicator.code


class CategoryInline(StackedInline):
    model = Category
    fields = ("name", ("code", "order"))


@admin.register(Dimension)
class DimensionAdmin(BilingualAdmin):
    list_display = ("name", "slug")
    search_fields = (*both("name"), "slug")
    fields = ("slug", "name")
    inlines = (CategoryInline,)


@admin.register(Category)
class CategoryAdmin(PartAdmin):
    list_display = ("name", "dimension", "code", "order")
    list_filter = ("dimension",)
    list_select_related = ("dimension",)
    search_fields = (*both("name", "dimension__name"), "code")
    autocomplete_fields = ("dimension",)
    fields = ("dimension", "name", ("code", "order"))


@admin.register(ScaleStep)
class ScaleStepAdmin(PartAdmin):
    public_only = Q(indicator__placements__framework__is_public=True)
    part_of = Framework
    list_display = ("name", "indicator", "code", "rank")
    list_select_related = ("indicator",)
    search_fields = (*both("name"), "code", "indicator__code")
    autocomplete_fields = ("indicator",)
    fields = ("indicator", "name", ("code", "rank"))

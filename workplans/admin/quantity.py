"""Targets of plans, the quantities that count towards them, and what was delivered."""

from __future__ import annotations

from django.contrib import admin

from base.admin import BilingualAdmin, PartAdmin
from base.admin_text import both

from ..models import Delivery, Quantity, Target
from .parts import NumberedForm, NumberedMixin, OfPlanMixin, StackedInline


class DeliveryInline(StackedInline):
    model = Delivery
    fields = (("number", "value"), ("period_start", "period_end"), ("event", "country", "organisation"), "note")
    autocomplete_fields = ("event", "country", "organisation")


@admin.register(Target)
class TargetAdmin(NumberedMixin, OfPlanMixin, BilingualAdmin):
    form = NumberedForm
    list_display = ("title", "number", "plan", "value", "unit", "area")
    list_filter = ("plan", "unit")
    list_select_related = ("plan", "unit", "area")
    search_fields = (*both("title", "plan__title"), "plan__slug")
    autocomplete_fields = ("plan", "unit", "area", "parent")
    fields = ("plan", "title", ("number", "value", "unit"), ("area", "parent"))


@admin.register(Quantity)
class QuantityAdmin(NumberedMixin, OfPlanMixin, PartAdmin):
    plan_path = "activity__plan"
    form = NumberedForm
    list_display = ("title", "activity", "planned", "unit", "target")
    list_filter = ("activity__plan", "unit")
    list_select_related = ("activity", "unit", "target")
    search_fields = (*both("title", "activity__title"), "activity__plan__slug")
    autocomplete_fields = ("activity", "unit", "target")
    inlines = (DeliveryInline,)
    fields = ("activity", "title", ("number", "planned", "unit"), "target")


@admin.register(Delivery)
class DeliveryAdmin(NumberedMixin, OfPlanMixin, PartAdmin):
    plan_path = "quantity__activity__plan"
    form = NumberedForm
    date_hierarchy = "period_end"
    list_display = ("quantity", "period_start", "period_end", "value", "event", "country")
    list_filter = ("quantity__activity__plan", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("quantity", "event", "country")
    search_fields = both("note", "quantity__title", "quantity__activity__title")
    autocomplete_fields = ("quantity", "event", "country", "organisation")
    fields = ("quantity", ("number", "value"), ("period_start", "period_end"), ("event", "country", "organisation"), "note")

"""Risks and assumptions, and what each reporting cycle found of them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from base.admin import BilingualAdmin, PartAdmin, StackedInline, TabularInline
from base.admin_text import both

from ..models import Framework, RiskAssumption, RiskReview


class RiskInline(StackedInline):
    model = RiskAssumption
    fields = (("kind", "order", "reviewed_on"), "text")


class ReviewInline(TabularInline):
    """What each cycle found; it is written on the page of the cycle's risks, or on the review's own."""

    model = RiskReview
    fields = readonly_fields = ("cycle", "verdict", "note", "reviewed_by", "reviewed_at")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("cycle", "risk", "reviewed_by").order_by("-cycle__period_end")

    def has_add_permission(self, request: HttpRequest, obj: RiskAssumption | None = None) -> bool:
        return False


@admin.register(RiskAssumption)
class RiskAssumptionAdmin(PartAdmin):
    public_only = Q(result__framework__is_public=True)
    part_of = Framework
    list_display = ("text", "kind", "result", "reviewed_on")
    list_filter = ("kind", "result__framework")
    list_select_related = ("result",)
    search_fields = (*both("text"), "result__code")
    autocomplete_fields = ("result",)
    inlines = (ReviewInline,)
    fields = ("result", ("kind", "order", "reviewed_on"), "text")


@admin.register(RiskReview)
class RiskReviewAdmin(BilingualAdmin):
    list_display = ("risk", "cycle", "verdict", "reviewed_by", "reviewed_at")
    list_filter = ("verdict", "cycle", "risk__result__framework")
    list_select_related = ("risk", "cycle", "reviewed_by")
    search_fields = (*both("note", "risk__text"), "risk__result__code")
    autocomplete_fields = ("risk", "cycle")
    readonly_fields = ("reviewed_by", "reviewed_at")
    kept_on_revert = ("risk", "cycle")
    fields = (("risk", "cycle"), "verdict", "note", ("reviewed_by", "reviewed_at"))

    def get_readonly_fields(self, request: HttpRequest, obj: RiskReview | None = None) -> list[str]:
        fixed = ("risk", "cycle") if obj else ()  # a review stays where its history is
        return [*super().get_readonly_fields(request, obj), *fixed]

    def save_model(self, request: HttpRequest, obj: RiskReview, form: ModelForm, change: bool) -> None:
        obj.reviewed_by = request.user
        super().save_model(request, obj, form, change)
        RiskAssumption.objects.filter(pk=obj.risk_id).update(reviewed_on=obj.reviewed_at.date())

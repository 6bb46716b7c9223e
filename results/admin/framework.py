"""Results frameworks: their levels, their results, and the indicators they show."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..models import Framework, FrameworkLevel, IndicatorPlacement, Result, RiskAssumption
from ..services import frameworks


def _publish(taken: StepTaken) -> Framework:
    return frameworks.publish(framework=taken.record, is_public=True, by=taken.by)


def _withdraw(taken: StepTaken) -> Framework:
    return frameworks.publish(framework=taken.record, is_public=False, by=taken.by)


class LevelInline(StackedInline):
    model = FrameworkLevel
    fields = ("name", ("code", "order"))


class PlacementInline(StackedInline):
    model = IndicatorPlacement
    fields = (("code", "order", "is_headline"), ("indicator", "result"), "wording")
    autocomplete_fields = ("indicator", "result")
    classes = ("collapse",)


class RiskInline(StackedInline):
    model = RiskAssumption
    fields = (("kind", "order", "reviewed_on"), "text")


@admin.register(Framework)
class FrameworkAdmin(StepsMixin, BilingualAdmin):
    steps = (
        Step(
            "publish",
            _("Publish"),
            _("Published."),
            may=lambda user, framework: rules.may_publish_framework(user, framework, is_public=True),
            run=_publish,
        ),
        Step(
            "withdraw",
            _("Withdraw from the public"),
            _("It is no longer public."),
            may=lambda user, framework: rules.may_publish_framework(user, framework, is_public=False),
            run=_withdraw,
        ),
    )
    state_field = "is_public"
    kept_on_revert = ("is_public",)
    public_only = Q(is_public=True)
    list_display = ("title", "acronym", "baseline_year", "adopted_by", "is_public", "order")
    list_filter = ("is_public", "adopted_by")
    list_select_related = ("adopted_by",)
    search_fields = (*both("title"), "acronym", "slug")
    autocomplete_fields = ("adopted_by", "document")
    inlines = (LevelInline, PlacementInline)
    fieldsets = (
        (None, {"fields": ("title", "acronym", "description")}),
        (_("Adoption and years"), {"fields": (("adopted_by", "adopted_on"), "document", "baseline_year", "progress_years")}),
        (_("Order and address"), {"fields": (("order", "slug"),)}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Framework | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)


@admin.register(FrameworkLevel)
class FrameworkLevelAdmin(PartAdmin):
    public_only = Q(framework__is_public=True)
    part_of = Framework
    list_display = ("name", "framework", "code", "order")
    list_filter = ("framework",)
    list_select_related = ("framework",)
    search_fields = (*both("name"), "code")
    autocomplete_fields = ("framework",)
    fields = ("framework", "name", ("code", "order"))


@admin.register(Result)
class ResultAdmin(BilingualAdmin):
    public_only = Q(framework__is_public=True)
    part_of = Framework
    list_display = ("statement", "code", "framework", "level", "parent")
    list_filter = ("framework", "level", "theme")
    list_select_related = ("framework", "level", "parent")
    search_fields = (*both("statement"), "code")
    autocomplete_fields = ("framework", "level", "parent", "theme")
    inlines = (RiskInline,)
    fields = (
        "framework",
        ("code", "level", "order"),
        ("parent", "theme"),
        "statement",
        "responsible",
        "note",
    )


@admin.register(RiskAssumption)
class RiskAssumptionAdmin(PartAdmin):
    public_only = Q(result__framework__is_public=True)
    part_of = Framework
    list_display = ("text", "kind", "result", "reviewed_on")
    list_filter = ("kind", "result__framework")
    list_select_related = ("result",)
    search_fields = (*both("text"), "result__code")
    autocomplete_fields = ("result",)
    fields = ("result", ("kind", "order", "reviewed_on"), "text")


@admin.register(IndicatorPlacement)
class IndicatorPlacementAdmin(PartAdmin):
    public_only = Q(framework__is_public=True)
    part_of = Framework
    list_display = ("code", "indicator", "framework", "result", "is_headline")
    list_filter = ("framework", "is_headline")
    list_select_related = ("indicator", "framework", "result")
    search_fields = (*both("wording", "indicator__name"), "code", "indicator__code")
    autocomplete_fields = ("framework", "result", "indicator")
    fields = ("framework", ("code", "order", "is_headline"), ("indicator", "result"), "wording")

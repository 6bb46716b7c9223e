"""Results frameworks: their levels, their results, and the indicators they show."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from base.admin import BilingualAdmin, PartAdmin, StackedInline, TabularInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import VersionState
from ..models import Framework, FrameworkLevel, FrameworkVersion, IndicatorPlacement, Result
from ..models.indicator import ever_shown
from ..selectors.quality import CRITERIA, gaps, quality_of_framework
from ..services import framework_versions, frameworks
from .risk import RiskInline


def _publish(taken: StepTaken) -> Framework:
    return frameworks.publish(framework=taken.record, is_public=True, by=taken.by, reason_for_gaps=taken.note)


def _withdraw(taken: StepTaken) -> Framework:
    return frameworks.publish(framework=taken.record, is_public=False, by=taken.by)


def _prepare(taken: StepTaken) -> FrameworkVersion:
    return framework_versions.prepare_version(framework=taken.record, by=taken.by)


def _may_publish(user: User, framework: Framework) -> bool:
    return rules.may_publish_framework(user, framework, is_public=True)


def _may_publish_with_gaps(user: User, framework: Framework) -> bool:
    return _may_publish(user, framework) and bool(gaps(quality_of_framework(framework)))


def _may_prepare(user: User, framework: Framework) -> bool:
    none_prepared = not framework.versions.filter(state=VersionState.DRAFT).exists()
    return none_prepared and rules.may_prepare_version(user, framework)


def changes_by_versions(framework: Framework | None) -> bool:
    """Whether the framework has a confirmed version: from then on its indicators change by versions alone."""
    return framework is not None and framework.versions.filter(state=VersionState.CONFIRMED).exists()


class LevelInline(StackedInline):
    model = FrameworkLevel
    fields = ("name", ("code", "order"))


class PlacementInline(StackedInline):
    model = IndicatorPlacement
    fields = (("code", "order", "is_headline"), ("indicator", "result"), "wording")
    autocomplete_fields = ("indicator", "result")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).current().select_related("framework", "indicator", "result")

    def has_add_permission(self, request: HttpRequest, obj: Framework | None = None) -> bool:
        return super().has_add_permission(request, obj) and not changes_by_versions(obj)

    def has_change_permission(self, request: HttpRequest, obj: Framework | None = None) -> bool:
        return super().has_change_permission(request, obj) and not changes_by_versions(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Framework | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not changes_by_versions(obj)


class VersionInline(TabularInline):
    """The framework's versions; each is prepared and confirmed on its own page."""

    model = FrameworkVersion
    fields = readonly_fields = ("number", "state", "confirmed_by", "confirmed_at", "confirmed_on")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("framework", "confirmed_by", "confirmed_at")

    def has_add_permission(self, request: HttpRequest, obj: Framework | None = None) -> bool:
        return False


@admin.register(Framework)
class FrameworkAdmin(StepsMixin, BilingualAdmin):
    steps = (
        Step(
            "publish",
            _("Publish"),
            _("Published."),
            may=_may_publish,
            run=_publish,
        ),
        Step(
            "publish_with_gaps",
            _("Publish with gaps"),
            _("Published."),
            may=_may_publish_with_gaps,
            run=_publish,
            with_note=True,
            note_label=_("Why is it published although something is missing?"),
        ),
        Step(
            "withdraw",
            _("Withdraw from the public"),
            _("It is no longer public."),
            may=lambda user, framework: rules.may_publish_framework(user, framework, is_public=False),
            run=_withdraw,
        ),
        Step("prepare", _("Prepare the next version"), _("A version is being prepared."), may=_may_prepare, run=_prepare),
    )
    state_field = "is_public"
    kept_on_revert = ("is_public",)
    public_only = Q(is_public=True)
    list_display = ("title", "acronym", "baseline_year", "adopted_by", "is_public", "order")
    list_filter = ("is_public", "adopted_by")
    list_select_related = ("adopted_by",)
    search_fields = (*both("title"), "acronym", "slug")
    autocomplete_fields = ("adopted_by", "document")
    readonly_fields = ("gaps_reason", "quality")

    class Media:
        css: ClassVar = {"all": ["admin_brand/versions.css"]}

    inlines = (VersionInline, LevelInline, PlacementInline)
    fieldsets = (
        (None, {"fields": ("title", "acronym", "description")}),
        (_("Adoption and years"), {"fields": (("adopted_by", "adopted_on"), "document", "baseline_year", "progress_years")}),
        (_("Order and address"), {"fields": (("order", "slug"),)}),
        (_("Quality check"), {"fields": ("gaps_reason", "quality"), "classes": ("collapse",)}),
    )

    @admin.display(description=_("quality"))
    def quality(self, obj: Framework) -> str:
        if obj.pk is None:
            return "–"
        context = {"quality": quality_of_framework(obj), "criteria": CRITERIA.values()}
        return render_to_string("results/quality_table.html", context)

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


@admin.register(IndicatorPlacement)
class IndicatorPlacementAdmin(PartAdmin):
    public_only = ever_shown()
    part_of = Framework
    list_display = ("code", "indicator", "framework", "result", "is_headline", "added_in", "retired_in")
    list_filter = ("framework", "is_headline")
    list_select_related = ("indicator", "framework", "result", "added_in__framework", "retired_in__framework")
    search_fields = (*both("wording", "indicator__name"), "code", "indicator__code")
    autocomplete_fields = ("framework", "result", "indicator")
    readonly_fields = ("added_in", "retired_in", "retirement_reason", "replaces")
    fields = (
        "framework",
        ("code", "order", "is_headline"),
        ("indicator", "result"),
        "wording",
        ("added_in", "retired_in", "replaces"),
        "retirement_reason",
    )

    def has_change_permission(self, request: HttpRequest, obj: IndicatorPlacement | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and changes_by_versions(obj.framework))

    def has_delete_permission(self, request: HttpRequest, obj: IndicatorPlacement | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and changes_by_versions(obj.framework))

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        if db_field.name == "framework":  # the others change by versions
            kwargs["queryset"] = Framework.objects.exclude(versions__state=VersionState.CONFIRMED)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

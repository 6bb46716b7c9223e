"""Reporting cycles with their entries, and the challenges told in them."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, TabularInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both, translation_state
from base.templatetags.quantities import day

from .. import rules
from ..models import Challenge, DeadlineChange, ProgressEntry, ReportingCycle
from ..selectors.deadlines import deadlines_of
from ..services.cycles import Opened, open_cycle
from .live_texts import AsItReadsMixin


class EntryInline(TabularInline):
    """Which indicators are told, and how far each entry is; it is written on its own page."""

    model = ProgressEntry
    fields = readonly_fields = ("indicator", "country", "rating", "state", "author", "reviewer", "languages")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("indicator", "country", "cycle", "author", "reviewer")

    def has_add_permission(self, request: HttpRequest, obj: ReportingCycle | None = None) -> bool:
        return False

    @admin.display(description=_("translation"))
    def languages(self, obj: ProgressEntry) -> str:
        return translation_state(obj)


class DeadlineChangeInline(TabularInline):
    """Deadlines that somebody moved, and why; without a row the calendar's rule decides."""

    model = DeadlineChange
    fields = ("step", "due_on", "reason")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("cycle")


def _open(taken: StepTaken) -> Opened:
    return open_cycle(cycle=taken.record, by=taken.by)


@admin.register(ReportingCycle)
class ReportingCycleAdmin(StepsMixin, BilingualAdmin):
    steps = (
        Step(
            "open", _("Open: make the missing entries"), _("Opened: what was missing is there now."), may=rules.may_open, run=_open
        ),
    )
    state_field = "is_open"
    kept_on_revert = ("opened_at", "opened_by")
    date_hierarchy = "period_end"
    list_display = ("title", "period", "meeting", "sector", "is_open")
    list_filter = ("is_open", "sector")
    list_select_related = ("meeting", "sector")
    search_fields = (*both("title"), "slug")
    autocomplete_fields = ("meeting", "sector")
    readonly_fields = ("deadlines", "opened_at", "opened_by")
    inlines = (DeadlineChangeInline, EntryInline)
    fieldsets = (
        (None, {"fields": ("title", ("meeting", "sector"), ("period_start", "period_end"), ("is_open", "slug"))}),
        (_("What is told, and by when"), {"fields": ("frameworks", "calendar", "deadlines", ("opened_at", "opened_by"))}),
    )

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name == "frameworks":
            kwargs["widget"] = forms.CheckboxSelectMultiple  # there are few
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("period"), ordering="period_start")
    def period(self, obj: ReportingCycle) -> str:
        return obj.period

    @admin.display(description=_("deadlines"))
    def deadlines(self, obj: ReportingCycle) -> str:
        if obj.pk is None or not (found := deadlines_of(obj)):
            return "–"
        return format_html_join(" · ", "{} {}", ((deadline.step.label, day(deadline.due_on)) for deadline in found))

    def view_on_site(self, obj: ReportingCycle) -> str:
        """The board of the cycle."""
        return reverse("results:board", args=[obj.slug])


@admin.register(Challenge)
class ChallengeAdmin(AsItReadsMixin, BilingualAdmin):
    list_display = ("title", "number", "cycle", "theme", "country", "owner", "state")
    list_filter = ("state", "cycle", "theme", "country", "owner")
    list_select_related = ("cycle", "theme", "country", "owner")
    search_fields = both("title", "description")
    autocomplete_fields = ("cycle", "theme", "country", "owner")
    fields = (("cycle", "number", "state"), "title", "description", "follow_up", ("theme", "country", "owner"))

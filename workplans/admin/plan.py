"""Work plans, their objectives and activities."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.admin import BilingualAdmin, StackedInline, TabularInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import PlanState
from ..models import Activity, Area, Deliverable, Involvement, Objective, WorkPlan
from ..services import publishing
from .parts import DraftsOnlyMixin


def _step(name: str, label: str, done: str, to: PlanState) -> Step:
    def run(taken: StepTaken) -> WorkPlan:
        return publishing.move(plan=taken.record, to=to, by=taken.by)

    return Step(name, label, done, may=lambda user, plan: rules.may_move(user, plan, to), run=run)


class AreaInline(DraftsOnlyMixin, StackedInline):
    model = Area
    fields = ("title", ("number", "theme"))
    autocomplete_fields = ("theme",)


class ObjectiveInline(DraftsOnlyMixin, StackedInline):
    model = Objective
    fields = ("title", ("number", "area"))
    autocomplete_fields = ("area",)


class DeliverableInline(DraftsOnlyMixin, StackedInline):
    model = Deliverable
    fields = ("title", ("number", "due_year", "due_quarter"), ("action_asked", "state"))


class ActivityInline(DraftsOnlyMixin, StackedInline):
    model = Activity
    fields = ("title", ("number", "state"), ("starts_on", "ends_on", "precision"))


class InvolvementInline(DraftsOnlyMixin, TabularInline):
    model = Involvement
    fields = ("role", "body", "organisation", "country", "order")
    autocomplete_fields = ("body", "organisation", "country")


@admin.register(WorkPlan)
class WorkPlanAdmin(StepsMixin, DraftsOnlyMixin, BilingualAdmin):
    steps = (
        _step("publish", _("Bring into force"), _("The plan is in force."), PlanState.CURRENT),
        _step("close", pgettext_lazy("a work plan", "Close"), _("The plan is closed."), PlanState.CLOSED),
        _step("take-back", _("Make it a draft again"), _("It is a draft again."), PlanState.DRAFT),
    )
    kept_on_revert = ("state",)
    public_only = ~Q(state=PlanState.DRAFT)
    list_display = ("title", "body", "period", "state")
    list_filter = ("state", "body")
    list_select_related = ("body",)
    search_fields = (*both("title"), "slug")
    autocomplete_fields = ("body", "documents")
    inlines = (AreaInline, ObjectiveInline, DeliverableInline)
    fields = ("title", "introduction", "body", ("period_start", "period_end"), "documents", "slug")

    @admin.display(description=_("period"), ordering="period_start")
    def period(self, obj: WorkPlan) -> str:
        return obj.period


@admin.register(Area)
class AreaAdmin(DraftsOnlyMixin, BilingualAdmin):
    list_display = ("title", "number", "plan", "theme")
    list_filter = ("plan", "theme")
    list_select_related = ("plan", "theme")
    search_fields = both("title")
    autocomplete_fields = ("plan", "theme")
    fields = ("plan", "title", ("number", "theme"))


@admin.register(Objective)
class ObjectiveAdmin(DraftsOnlyMixin, BilingualAdmin):
    list_display = ("title", "number", "plan", "area")
    list_filter = ("plan", "area__theme")
    list_select_related = ("plan", "area")
    search_fields = both("title")
    autocomplete_fields = ("plan", "area")
    inlines = (ActivityInline,)
    fields = ("plan", "title", ("number", "area"))


@admin.register(Activity)
class ActivityAdmin(DraftsOnlyMixin, BilingualAdmin):
    date_hierarchy = "starts_on"
    list_display = ("title", "code", "plan", "state", "dates_shown")
    list_filter = ("state", "plan", "involvements__body", "involvements__country")
    list_select_related = ("plan", "objective")
    search_fields = (*both("title"), *both("objective__title"))
    autocomplete_fields = ("plan", "area", "objective", "events", "documents")
    inlines = (InvolvementInline,)
    fields = (
        ("plan", "area"),
        "objective",
        "title",
        "description",
        ("number", "state"),
        ("starts_on", "ends_on", "precision"),
        "and_others",
        "events",
        "documents",
    )

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates_shown(self, obj: Activity) -> str:
        return obj.dates

    @admin.display(description=_("code"))
    def code(self, obj: Activity) -> str:
        return obj.code

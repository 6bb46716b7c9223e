"""Work plans, their objectives and activities."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.admin import BilingualAdmin, StackedInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import PlanState
from ..models import Activity, Deliverable, Objective, WorkPlan
from ..services import publishing
from .parts import DraftsOnlyMixin


def _step(name: str, label: str, done: str, to: PlanState) -> Step:
    def run(taken: StepTaken) -> WorkPlan:
        return publishing.move(plan=taken.record, to=to, by=taken.by)

    return Step(name, label, done, may=lambda user, plan: rules.may_move(user, plan, to), run=run)


class ObjectiveInline(DraftsOnlyMixin, StackedInline):
    model = Objective
    fields = ("title", ("number", "theme"))
    autocomplete_fields = ("theme",)


class DeliverableInline(DraftsOnlyMixin, StackedInline):
    model = Deliverable
    fields = ("title", ("number", "due_year", "due_quarter"), ("action_asked", "state"))


class ActivityInline(DraftsOnlyMixin, StackedInline):
    model = Activity
    fields = ("title", ("number", "state"), ("starts_on", "ends_on", "precision"), "lead_body")
    autocomplete_fields = ("lead_body",)


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
    inlines = (ObjectiveInline, DeliverableInline)
    fields = ("title", "introduction", "body", ("period_start", "period_end"), "documents", "slug")

    @admin.display(description=_("period"), ordering="period_start")
    def period(self, obj: WorkPlan) -> str:
        return obj.period


@admin.register(Objective)
class ObjectiveAdmin(DraftsOnlyMixin, BilingualAdmin):
    list_display = ("title", "number", "plan", "theme")
    list_filter = ("plan", "theme")
    list_select_related = ("plan", "theme")
    search_fields = both("title")
    autocomplete_fields = ("plan", "theme")
    inlines = (ActivityInline,)
    fields = ("plan", "title", ("number", "theme"))


@admin.register(Activity)
class ActivityAdmin(DraftsOnlyMixin, BilingualAdmin):
    date_hierarchy = "starts_on"
    list_display = ("title", "objective", "state", "dates_shown", "lead_body")
    list_filter = ("state", "objective__plan", "lead_body", "countries")
    list_select_related = ("objective__plan", "lead_body")
    search_fields = (*both("title"), *both("objective__title"))
    autocomplete_fields = ("objective", "lead_body", "organisations", "countries", "events")
    fields = (
        "objective",
        "title",
        ("number", "state"),
        ("starts_on", "ends_on", "precision"),
        "lead_body",
        "organisations",
        "countries",
        "events",
    )

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates_shown(self, obj: Activity) -> str:
        return obj.dates

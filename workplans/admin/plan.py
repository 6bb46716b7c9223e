"""Work plans with their areas, objectives and deliverables: their way into force, and the copies made of them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.admin import BilingualAdmin
from base.admin_steps import Step, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import PlanState
from ..forms.steps import AmendForm, ContinueForm
from ..models import Activity, Area, Deliverable, Objective, WorkPlan
from ..services import publishing
from ..services.versions import copy_plan
from .parts import AreaFilter, DraftsOnlyMixin, NumberedForm, NumberedMixin, OfPlanMixin, StackedInline
from .step_pages import StepFilled, StepPage, StepPagesMixin


def _step(name: str, label: str, done: str, to: PlanState) -> Step:
    def run(taken: StepTaken) -> WorkPlan:
        return publishing.move(plan=taken.record, to=to, by=taken.by)

    return Step(name, label, done, may=lambda user, plan: rules.may_move(user, plan, to), run=run)


def _copy(name: str, label: str, done: str, form: type[AmendForm], *, as_amendment: bool) -> StepPage:
    def run(filled: StepFilled) -> WorkPlan:
        return copy_plan(plan=filled.record, by=filled.by, as_amendment=as_amendment, **filled.form.options)

    return StepPage(
        name, label, done, may=lambda user, plan: rules.may_copy(user, plan, as_amendment=as_amendment), run=run, form=form
    )


class AreaInline(StackedInline):
    model = Area
    fields = ("title", ("number", "theme"))
    autocomplete_fields = ("theme",)


class ObjectiveInline(StackedInline):
    model = Objective
    fields = ("title", ("number", "area"))
    autocomplete_fields = ("area",)


class DeliverableInline(StackedInline):
    model = Deliverable
    fields = ("title", ("number", "due_year", "due_quarter"), ("action_asked", "state", "meeting"))
    autocomplete_fields = ("meeting",)


class ActivityInline(StackedInline):
    model = Activity
    fields = ("title", ("number", "state"), ("starts_on", "ends_on", "precision"))
    readonly_fields = ("state",)  # it changes by steps, on the activity's own page


@admin.register(WorkPlan)
class WorkPlanAdmin(StepPagesMixin, DraftsOnlyMixin, BilingualAdmin):
    steps = (
        _step("publish", _("Bring into force"), _("The plan is in force."), PlanState.CURRENT),
        _step("close", pgettext_lazy("a work plan", "Close"), _("The plan is closed."), PlanState.CLOSED),
        _step("take-back", _("Make it a draft again"), _("It is a draft again."), PlanState.DRAFT),
        _copy("amend", _("Amend…"), _("The amendment is a draft: change what is to change."), AmendForm, as_amendment=True),
        _copy(
            "continue",
            _("Copy to the next period…"),
            _("The plan of the next period is a draft: change what is to change."),
            ContinueForm,
            as_amendment=False,
        ),
    )
    kept_on_revert = ("state", "previous", "version")
    public_only = ~Q(state=PlanState.DRAFT)
    list_display = ("title", "body", "period", "version", "state")
    list_filter = ("state", "body")
    list_select_related = ("body",)
    search_fields = (*both("title"), "slug")
    autocomplete_fields = ("body", "documents", "adopted_at")
    readonly_fields = ("previous", "version")
    inlines = (AreaInline, ObjectiveInline, DeliverableInline)
    fieldsets = (
        (None, {"fields": ("title", "introduction", "body", ("period_start", "period_end"), "documents", "slug")}),
        (_("Version"), {"fields": (("previous", "version"), "change_note", ("adopted_on", "adopted_at"))}),
        (_("Words and rounds"), {"fields": ("area_word", "objective_word", "activity_word", "months_between_rounds")}),
    )

    @admin.display(description=_("period"), ordering="period_start")
    def period(self, obj: WorkPlan) -> str:
        return obj.period


@admin.register(Area)
class AreaAdmin(NumberedMixin, OfPlanMixin, BilingualAdmin):
    form = NumberedForm
    list_display = ("title", "number", "plan", "theme")
    list_filter = ("plan", "theme")
    list_select_related = ("plan", "theme")
    search_fields = (*both("title", "plan__title"), "plan__slug")
    autocomplete_fields = ("plan", "theme")
    fields = ("plan", "title", ("number", "theme"))


@admin.register(Objective)
class ObjectiveAdmin(NumberedMixin, OfPlanMixin, BilingualAdmin):
    form = NumberedForm
    list_display = ("title", "number", "plan", "area")
    list_filter = ("plan", AreaFilter, "area__theme")
    list_select_related = ("plan", "area")
    search_fields = (*both("title", "plan__title"), "plan__slug")
    autocomplete_fields = ("plan", "area")
    inlines = (ActivityInline,)
    fields = ("plan", "title", ("number", "area"))

"""Activities with all that belongs to them; their state changes by a step with its day and reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from base.admin import BilingualAdmin, PartAdmin
from base.admin import StackedInline as PlainStackedInline
from base.admin import TabularInline as PlainTabularInline
from base.admin_text import both

from .. import rules
from ..forms.steps import MoveForm
from ..models import Activity, BudgetLine, Involvement, Output, Quantity, StateChange, Task
from ..services.moving import move_state
from .parts import (
    PARTIES,
    AreaFilter,
    DraftsOnlyMixin,
    NumberedForm,
    NumberedMixin,
    OfPlanMixin,
    OverdueActivities,
    StackedInline,
)
from .step_pages import StepFilled, StepPage, StepPagesMixin


def _may_move(user: User, activity: Activity) -> bool:
    return any(rules.may_move_activity(user, activity, to) for to in rules.NEXT[activity.state])


def _move(filled: StepFilled) -> StateChange:
    taken = filled.form.cleaned_data
    return move_state(activity=filled.record, to=taken["to"], on=taken["on"], by=filled.by, reason=filled.form.reason)


class InvolvementInline(DraftsOnlyMixin, PlainTabularInline):
    model = Involvement
    fields = ("role", "body", "organisation", "country", "order")
    autocomplete_fields = ("body", "organisation", "country")


class OutputInline(StackedInline):
    model = Output
    fields = ("title", ("number", "state"))


class TaskInline(StackedInline):
    model = Task
    fields = ("title", ("number", "kind", "state"), ("owner", "organisation"), ("due_on", "precision", "done_on"))
    autocomplete_fields = ("owner", "organisation")


class BudgetInline(StackedInline):
    model = BudgetLine
    fields = (("number", "kind"), ("amount", "currency"), ("source", "opportunity"), "note")
    autocomplete_fields = ("source", "opportunity")


class QuantityInline(StackedInline):
    """What is planned; what was delivered is on the quantity's own page."""

    model = Quantity
    fields = ("title", ("number", "planned", "unit"), "target")
    autocomplete_fields = ("unit", "target")


class StateChangeInline(PlainStackedInline):
    """The steps so far, to read: a step is taken by its button, and its reason is put right on a page of its own."""

    model = StateChange
    fields = readonly_fields = ("from_state", "to_state", "changed_on", "reason")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Activity | None = None) -> bool:
        return False


class ActivityForm(NumberedForm):
    """Plan and area are those of the objective, where there is one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("plan", "area"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        if objective := self.cleaned_data.get("objective"):
            self.cleaned_data |= {"plan": objective.plan, "area": objective.area}
        elif "objective" not in self.errors:
            for name in ("plan", "area"):
                if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
                    self.add_error(name, forms.ValidationError(_("Choose it, or choose an objective."), code="required"))
        return super().clean()


@admin.register(Activity)
class ActivityAdmin(StepPagesMixin, NumberedMixin, OfPlanMixin, BilingualAdmin):
    steps = (StepPage("move", _("Change the state…"), _("The state is changed."), may=_may_move, run=_move, form=MoveForm),)
    kept_on_revert = ("state",)
    form = ActivityForm
    date_hierarchy = "starts_on"
    list_display = ("title", "code", "plan", "area", "state", "dates_shown")
    list_filter = ("state", OverdueActivities, "plan", AreaFilter, *PARTIES)
    list_select_related = ("plan", "objective", "area")
    search_fields = (*both("title", "objective__title", "plan__title"), "plan__slug")
    autocomplete_fields = ("plan", "area", "objective", "events", "documents")
    inlines = (InvolvementInline, OutputInline, TaskInline, BudgetInline, QuantityInline, StateChangeInline)
    fields = (
        ("plan", "area"),
        "objective",
        "title",
        "description",
        "number",
        ("starts_on", "ends_on", "precision"),
        "and_others",
        "events",
        "documents",
    )

    def get_fields(self, request: HttpRequest, obj: Activity | None = None) -> tuple:
        """A new activity begins in a state; from then on the state changes by steps."""
        fields = super().get_fields(request, obj)
        return fields if obj else tuple(("number", "state") if field == "number" else field for field in fields)

    def get_inlines(self, request: HttpRequest, obj: Activity | None) -> tuple:
        return self.inlines if obj else tuple(each for each in self.inlines if each is not StateChangeInline)

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates_shown(self, obj: Activity) -> str:
        return obj.dates

    @admin.display(description=_("code"))
    def code(self, obj: Activity) -> str:
        return obj.code


@admin.register(StateChange)
class StateChangeAdmin(OfPlanMixin, PartAdmin):
    """A step that was taken stays; only its reason is put right, or into the other language."""

    plan_path = "activity__plan"
    list_display = ("activity", "from_state", "to_state", "changed_on")
    list_filter = ("to_state", "activity__plan")
    list_select_related = ("activity",)
    search_fields = both("reason", "activity__title")
    readonly_fields = ("activity", "from_state", "to_state", "changed_on")
    kept_on_revert = ("activity", "from_state", "to_state", "changed_on")
    fields = ("activity", ("from_state", "to_state", "changed_on"), "reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StateChange | None = None) -> bool:
        return False

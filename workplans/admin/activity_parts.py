"""The parts of activities on pages of their own: for their history, and for whoever has only this one part to change."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import PartAdmin
from base.admin_text import both

from .. import rules
from ..models import BudgetLine, Involvement, Output, Task
from .parts import NumberedForm, NumberedMixin, OfPlanMixin, OverdueTasks


class OfActivityMixin(OfPlanMixin):
    plan_path = "activity__plan"
    list_select_related: tuple[str, ...] = ("activity__plan",)

    @admin.display(description=_("work plan"), ordering="activity__plan")
    def plan(self, obj: object) -> str:
        return str(obj.activity.plan)


@admin.register(Involvement)
class InvolvementAdmin(OfActivityMixin, PartAdmin):
    list_display = ("party", "role", "activity", "plan")
    list_filter = ("role", "activity__plan", "body", "country")
    list_select_related = ("activity__plan", "body", "organisation", "country")
    search_fields = both("activity__title", "body__name", "organisation__name", "country__name")
    autocomplete_fields = ("activity", "body", "organisation", "country")
    fields = ("activity", ("role", "order"), ("body", "organisation", "country"))

    @admin.display(description=_("who"))
    def party(self, obj: Involvement) -> str:
        return str(obj.party)


@admin.register(Output)
class OutputAdmin(NumberedMixin, OfActivityMixin, PartAdmin):
    form = NumberedForm
    list_display = ("title", "number", "activity", "plan", "state")
    list_filter = ("state", "activity__plan")
    search_fields = (*both("title", "activity__title"), "activity__plan__slug")
    autocomplete_fields = ("activity",)
    fields = ("activity", "title", ("number", "state"))


@admin.register(Task)
class TaskAdmin(NumberedMixin, OfActivityMixin, PartAdmin):
    """People outside the secretariat change the tasks of their own activities."""

    form = NumberedForm
    date_hierarchy = "due_on"
    list_display = ("title", "kind", "activity", "plan", "owner", "due", "state")
    list_filter = ("state", OverdueTasks, "kind", "activity__plan", ("owner", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("activity__plan", "owner")
    search_fields = both("title", "activity__title")
    autocomplete_fields = ("activity", "owner", "organisation")
    fields = ("activity", "title", ("number", "kind", "state"), ("owner", "organisation"), ("due_on", "precision", "done_on"))

    def has_change_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or rules.works_on(request.user, obj.activity))

    @admin.display(description=_("due on"), ordering="due_on")
    def due(self, obj: Task) -> str:
        return obj.due


@admin.register(BudgetLine)
class BudgetLineAdmin(NumberedMixin, OfActivityMixin, PartAdmin):
    form = NumberedForm
    list_display = ("activity", "number", "kind", "amount", "currency", "source", "plan")
    list_filter = ("kind", "currency", "activity__plan", ("source", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("activity__plan", "source")
    search_fields = both("note", "activity__title", "source__name")
    autocomplete_fields = ("activity", "source", "opportunity")
    fields = ("activity", ("number", "kind"), ("amount", "currency"), ("source", "opportunity"), "note")

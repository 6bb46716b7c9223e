"""What the parts of a work plan share: who sees and deletes them, their numbers, and filters of their lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.admin import NamedFormSet
from base.admin import StackedInline as PlainStackedInline

from .. import rules
from ..enums import PlanState
from ..models import Activity, WorkPlan
from ..selectors.timing import overdue_activities, overdue_deliverables, overdue_tasks

WAYS_UP = ("plan", "round", "activity", "deliverable", "quantity")
NUMBER = "number"


def plan_of(record: models.Model) -> WorkPlan:
    """The plan that a record is a part of, or is itself."""
    while not isinstance(record, WorkPlan):
        record = next(getattr(record, name) for name in WAYS_UP if hasattr(type(record), name))
    return record


class DraftsOnlyMixin:
    """Parts are deleted while their plan is a draft, and never after."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or rules.may_delete(plan_of(obj)))


class OfPlanMixin(DraftsOnlyMixin):
    """A part of a plan: parts of drafts are for those who work on plans, as the drafts themselves are."""

    part_of = WorkPlan
    plan_path: ClassVar[str] = "plan"

    def limited_to(self, request: HttpRequest) -> Q | None:
        works_on_plans = any(request.user.has_perm(f"workplans.{action}_workplan") for action in ("change", "publish"))
        return None if works_on_plans else ~Q(**{f"{self.plan_path}__state": PlanState.DRAFT})


# Numbers -----------------------------------------------------------------------------------------------------------------


def next_number(model: type[models.Model], **whole: object) -> int:
    """The first number after those that the parts of ``whole`` have."""
    return (model._base_manager.filter(**whole).aggregate(last=Max(NUMBER))["last"] or 0) + 1


def whole_of(model: type[models.Model], values: dict[str, Any]) -> dict[str, object]:
    """Within what a record of these values is numbered: its quantity, its activity, its objective or its plan."""
    for name in ("quantity", "activity", "objective"):
        if values.get(name) is not None:
            return {name: values[name]}
    apart = {"objective": None} if model is Activity else {}
    return {"plan": values["plan"], **apart} if values.get("plan") is not None else {}


class NumberedForm(forms.ModelForm):
    """Without a number a record gets the next free one."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if NUMBER in self.fields and cleaned.get(NUMBER) is None and NUMBER not in self.errors:
            whole = whole_of(self._meta.model, cleaned)
            cleaned[NUMBER] = next_number(self._meta.model, **whole) if whole else None
        return cleaned


class NumberedMixin:
    """For admins and inlines: the number may be left empty."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == NUMBER:
            field.required, field.help_text = False, _("Empty: the next free number.")
        return field


class NumberedFormSet(NamedFormSet):
    """New rows without a number get the next free ones, in their order."""

    def full_clean(self) -> None:
        if self.is_bound:
            self._give_numbers()
        super().full_clean()

    def _give_numbers(self) -> None:
        posted = [self.data.get(form.add_prefix(NUMBER), "") for form in self.forms]
        highest = max((int(number) for number in posted if number.isdecimal()), default=0)
        stored = next_number(self.model, **{self.fk.name: self.instance}) - 1 if self.instance.pk else 0
        last = max(highest, stored)
        for form, number in zip(self.forms, posted, strict=True):
            if NUMBER in form.fields and not number.strip() and form.has_changed():
                last += 1
                form.data = form.data.copy()
                form.data[form.add_prefix(NUMBER)] = str(last)


class StackedInline(NumberedMixin, DraftsOnlyMixin, PlainStackedInline):
    """Parts with texts of their own."""

    formset = NumberedFormSet


# Filters -----------------------------------------------------------------------------------------------------------------


class OverdueFilter(admin.SimpleListFilter):
    """What is late."""

    title = pgettext_lazy("filter", "overdue")
    parameter_name = "overdue"
    condition: ClassVar[Callable[[], Q]]

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("1", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(type(self).condition()) if self.value() == "1" else queryset


class OverdueActivities(OverdueFilter):
    condition = staticmethod(overdue_activities)


class OverdueTasks(OverdueFilter):
    condition = staticmethod(overdue_tasks)


class OverdueDeliverables(OverdueFilter):
    condition = staticmethod(overdue_deliverables)


class AreaFilter(admin.SimpleListFilter):
    """The areas of the plan that the list is narrowed down to: many plans together have too many of them."""

    title = _("area")
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        plan = request.GET.get("plan__id__exact", "")
        areas = WorkPlan.objects.get(pk=plan).areas.all() if plan.isdecimal() and WorkPlan.objects.filter(pk=plan).exists() else ()
        return [(str(area.number), f"{area.number}. {area}") for area in areas]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        number = self.value() or ""
        return queryset.filter(area__number=number) if number.isdecimal() else queryset


PARTIES = tuple((f"involvements__{party}", admin.RelatedOnlyFieldListFilter) for party in ("body", "organisation", "country"))

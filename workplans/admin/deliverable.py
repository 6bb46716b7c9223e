"""Deliverables with their parts, what proves them, and what meetings decided about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin
from base.admin import StackedInline as PlainStackedInline
from base.admin_text import both

from ..models import Decision, Deliverable, DeliverablePart
from ..services.decisions import doubts_about
from .parts import DraftsOnlyMixin, NumberedForm, NumberedMixin, OfPlanMixin, OverdueDeliverables


class PartInline(DraftsOnlyMixin, PlainStackedInline):
    model = DeliverablePart
    fields = ("title", ("state", "order"), "proof")
    autocomplete_fields = ("proof",)


class DecisionInline(DraftsOnlyMixin, PlainStackedInline):
    model = Decision
    fields = (("meeting", "outcome", "decided_on"), "text", "document")
    autocomplete_fields = ("meeting", "document")


class DeliverableForm(NumberedForm):
    """What is behind a deliverable stands in its own plan."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if plan := cleaned.get("plan"):
            strange = [each for each in cleaned.get("activities") or () if each.plan_id != plan.pk]
            if strange:
                self.add_error("activities", self._of_another_plan(strange))
            elsewhere = [each for each in cleaned.get("outputs") or () if each.activity.plan_id != plan.pk]
            if elsewhere:
                self.add_error("outputs", self._of_another_plan(elsewhere))
        return cleaned

    @staticmethod
    def _of_another_plan(records: list) -> forms.ValidationError:
        names = "; ".join(str(record) for record in records)
        return forms.ValidationError(_("Not of this plan: %(names)s"), params={"names": names})


@admin.register(Deliverable)
class DeliverableAdmin(NumberedMixin, OfPlanMixin, BilingualAdmin):
    form = DeliverableForm
    list_display = ("title", "number", "due_shown", "action_asked", "meeting", "state", "plan")
    list_filter = ("state", OverdueDeliverables, "action_asked", "plan", ("meeting", admin.RelatedOnlyFieldListFilter), "due_year")
    list_select_related = ("plan", "meeting")
    search_fields = (*both("title", "plan__title"), "plan__slug")
    autocomplete_fields = ("plan", "meeting", "proof", "activities", "outputs")
    inlines = (PartInline, DecisionInline)
    fields = (
        "plan",
        "title",
        ("number", "due_year", "due_quarter"),
        ("action_asked", "state"),
        ("meeting", "proof"),
        "activities",
        "outputs",
    )

    @admin.display(description=_("due"), ordering="due_year")
    def due_shown(self, obj: Deliverable) -> str:
        return obj.due

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[BaseInlineFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = [part.instance for formset in formsets for part in formset.forms if part.has_changed()]
        for decision in (each for each in changed if isinstance(each, Decision) and each.pk):
            for doubt in doubts_about(decision):
                self.message_user(request, doubt, messages.WARNING)


@admin.register(DeliverablePart)
class DeliverablePartAdmin(OfPlanMixin, PartAdmin):
    plan_path = "deliverable__plan"
    list_display = ("title", "deliverable", "state")
    list_filter = ("state", "deliverable__plan")
    list_select_related = ("deliverable__plan",)
    search_fields = both("title")
    autocomplete_fields = ("deliverable", "proof")
    fields = ("deliverable", "title", ("state", "order"), "proof")


@admin.register(Decision)
class DecisionAdmin(OfPlanMixin, PartAdmin):
    plan_path = "deliverable__plan"
    list_display = ("deliverable", "meeting", "outcome", "decided_on")
    list_filter = ("outcome", "deliverable__plan", ("meeting", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("deliverable__plan", "meeting")
    search_fields = both("text", "deliverable__title", "meeting__title")
    autocomplete_fields = ("deliverable", "meeting", "document")
    fields = ("deliverable", ("meeting", "outcome", "decided_on"), "text", "document")

"""Progress entries: written by editors, returned or approved by reviewers."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import EntryState
from ..models import ProgressEntry, ReportingCycle
from ..selectors.progress import PublicEntry, last_approved, previous_entry
from ..services import reviewing


def _submit(taken: StepTaken) -> ProgressEntry:
    return reviewing.submit(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


def _approve(taken: StepTaken) -> ProgressEntry:
    return reviewing.approve(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


def _return(taken: StepTaken) -> ProgressEntry:
    return reviewing.return_(entry=taken.record, by=taken.by, note=taken.note, seen_at=taken.seen_at)


@admin.register(ProgressEntry)
class ProgressEntryAdmin(StepsMixin, BilingualAdmin):
    steps = (
        Step(
            "submit",
            _("Submit for review"),
            _("Submitted for review."),
            may=rules.may_submit,
            run=_submit,
            actions=("change",),
            save_label=_("Save and submit for review"),
            may_once_saved=rules.may_record,  # saving makes it a draft, whatever it was
        ),
        Step("approve", _("Approve"), _("Approved."), may=rules.may_approve, run=_approve, actions=("review",)),
        Step("return", _("Return to the author"), _("Returned to the author."), may=rules.may_return, run=_return, with_note=True),
    )
    kept_on_revert = ("state", "author", "reviewer", "review_note", "cycle", "indicator")
    list_display = ("indicator", "cycle", "rating", "state", "author", "reviewer", "updated_at")
    list_filter = ("state", "cycle", "rating", "indicator__placements__framework")
    list_select_related = ("indicator", "cycle", "author", "reviewer")
    search_fields = (*both("narrative", "indicator__name"), "indicator__code")
    autocomplete_fields = ("indicator",)
    readonly_fields = ("author", "reviewer", "public_now", "previous")
    fieldsets = (
        (None, {"fields": (("cycle", "indicator"), "rating", "narrative")}),
        (_("For comparison"), {"fields": ("public_now", "previous")}),
        (_("Review"), {"fields": (("author", "reviewer"),)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: ProgressEntry | None = None) -> list[str]:
        fixed = ("cycle", "indicator") if obj else ()  # an entry stays where its history is
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request: HttpRequest, obj: ProgressEntry | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:1]

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        if db_field.name == "cycle":
            kwargs["queryset"] = ReportingCycle.objects.filter(is_open=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("cycle", "indicator", "author", "reviewer")

    def has_change_permission(self, request: HttpRequest, obj: ProgressEntry | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or rules.may_record(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: ProgressEntry | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.state != EntryState.APPROVED)

    def save_model(self, request: HttpRequest, obj: ProgressEntry, form: forms.ModelForm, change: bool) -> None:
        if change and not form.changed_data and not self.is_revert(request):
            return  # pressing “Save” without a change takes nothing back from the reviewers
        self.keep_on_revert(obj)
        reviewing.record(entry=obj, by=request.user)

    def state_note(self, request: HttpRequest, record: ProgressEntry) -> str:
        if record.state in (EntryState.SUBMITTED, EntryState.APPROVED) and self.has_change_permission(request, record):
            return _("A change makes this entry your draft. What was approved stays public until the new text is approved.")
        return ""

    @admin.display(description=_("what is public now"))
    def public_now(self, obj: ProgressEntry) -> str:
        if obj.state == EntryState.APPROVED:
            return _("This text.")
        return _beside(next(iter(last_approved(ProgressEntry.objects.filter(pk=obj.pk))), None))

    @admin.display(description=_("the cycle before"))
    def previous(self, obj: ProgressEntry) -> str:
        return _beside(previous_entry(indicator=obj.indicator, cycle=obj.cycle))


def _beside(entry: PublicEntry | None) -> str:
    return render_to_string("admin/results/public_entry.html", {"entry": entry})

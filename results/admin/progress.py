"""Progress entries: written by editors, returned, approved and published by reviewers; focal points write their country's."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both

from .. import rules
from ..enums import EntryState
from ..models import EntryFigure, ProgressEntry, ReportingCycle
from ..models.progress import APPROVED
from ..selectors.board import url_of
from ..selectors.cells import cells_of
from ..selectors.progress import PublicEntry, last_approved, previous_entry
from ..services import reviewing
from .live_texts import AsItReadsMixin


def _submit(taken: StepTaken) -> ProgressEntry:
    return reviewing.submit(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


def _approve(taken: StepTaken) -> ProgressEntry:
    return reviewing.approve(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


def _return(taken: StepTaken) -> ProgressEntry:
    return reviewing.return_(entry=taken.record, by=taken.by, note=taken.note, seen_at=taken.seen_at)


def _publish(taken: StepTaken) -> ProgressEntry:
    return reviewing.publish(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


class OwnCountryMixin:
    """Records of an entry or a country, of which a focal point sees those of the own country alone."""

    country_path = "country"

    def limited_to(self, request: HttpRequest) -> Q | None:
        if rules.speaks_for_every_country(request.user):
            return None
        return Q(**{f"{self.country_path}__isnull": False, self.country_path: request.user.country_id})


class FigureInline(StackedInline):
    """The figures of the entry, reviewed with it; what is approved and what the period before said stands above."""

    model = EntryFigure
    fields = (
        ("measure", "sex", "category"),
        ("state", "operator", "value"),
        ("numerator", "denominator", "scale_step"),
        "text",
        "note",
        "override_reason",
        "correction_reason",
    )
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("entry__cycle", "entry__indicator", "entry__country", "measure")

    def get_formset(self, request: HttpRequest, obj: ProgressEntry | None = None, **kwargs: object) -> type[BaseInlineFormSet]:
        self.entry = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        entry = getattr(self, "entry", None)
        if entry is not None and db_field.name == "measure":
            kwargs["queryset"] = entry.indicator.measures.select_related("indicator")
        elif entry is not None and db_field.name == "scale_step":
            kwargs["queryset"] = entry.indicator.scale.all()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(ProgressEntry)
class ProgressEntryAdmin(OwnCountryMixin, AsItReadsMixin, StepsMixin, BilingualAdmin):
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
        Step("publish", _("Publish"), _("Published."), may=rules.may_publish, run=_publish, actions=("publish",)),
    )
    kept_on_revert = (
        *("state", "author", "reviewer", "review_note", "cycle", "indicator", "country", "proposed_rating"),
        *("submitted_at", "published_at"),
    )
    list_display = ("indicator", "country", "cycle", "rating", "state", "assignee", "author", "reviewer", "updated_at")
    list_filter = ("state", "cycle", "rating", "country", "indicator__placements__framework")
    list_select_related = ("indicator", "country", "cycle", "assignee", "author", "reviewer")
    search_fields = (*both("narrative", "indicator__name", "country__name"), "indicator__code", "country__iso3")
    autocomplete_fields = ("indicator", "country", "assignee")
    inlines = (FigureInline,)
    readonly_fields = ("proposed_rating", "author", "reviewer", "public_now", "previous", "figures_before")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("cycle", "indicator"),
                    ("country", "assignee"),
                    ("rating", "proposed_rating"),
                    "rating_reason",
                    "narrative",
                )
            },
        ),
        (_("For comparison"), {"fields": ("public_now", "previous", "figures_before")}),
        (_("Review"), {"fields": (("author", "reviewer"),)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: ProgressEntry | None = None) -> list[str]:
        fixed = ("cycle", "indicator", "country") if obj else ()  # an entry stays where its history is
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
        return super().get_queryset(request).select_related("cycle", "indicator", "country", "author", "reviewer")

    def get_inlines(self, request: HttpRequest, obj: ProgressEntry | None) -> tuple:
        return self.inlines if obj else ()  # its figures are those of the indicator, once that is known

    def view_on_site(self, obj: ProgressEntry) -> str:
        """The page on which it is written outside the admin."""
        return url_of(obj)

    def has_change_permission(self, request: HttpRequest, obj: ProgressEntry | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or rules.may_record(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: ProgressEntry | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.state not in APPROVED)

    def save_model(self, request: HttpRequest, obj: ProgressEntry, form: forms.ModelForm, change: bool) -> None:
        if change and not form.changed_data and not self.is_revert(request):
            return  # pressing “Save” without a change takes nothing back from the reviewers
        self.keep_on_revert(obj)
        reviewing.record(entry=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[BaseInlineFormSet], change: bool) -> None:
        """A changed figure takes the entry back from the reviewers, as a changed text does."""
        super().save_related(request, form, formsets, change)
        if change and any(formset.has_changed() for formset in formsets):
            reviewing.record(entry=form.instance, by=request.user)

    def state_note(self, request: HttpRequest, record: ProgressEntry) -> str:
        if record.state in (EntryState.SUBMITTED, *APPROVED) and self.has_change_permission(request, record):
            return _("A change makes this entry your draft. What was approved stays public until the new text is approved.")
        return ""

    @admin.display(description=_("what is public now"))
    def public_now(self, obj: ProgressEntry) -> str:
        if obj.state in APPROVED:
            return _("This text.")
        return _beside(next(iter(last_approved(ProgressEntry.objects.filter(pk=obj.pk))), None))

    @admin.display(description=_("the cycle before"))
    def previous(self, obj: ProgressEntry) -> str:
        return _beside(previous_entry(indicator=obj.indicator, cycle=obj.cycle, country=obj.country))

    @admin.display(description=_("figures before"))
    def figures_before(self, obj: ProgressEntry) -> str:
        """What is approved for this period, and what the period before said."""
        cells = [cell for cell in cells_of(obj) if cell.approved or cell.previous]
        return render_to_string("admin/results/figures_before.html", {"cells": cells})


def _beside(entry: PublicEntry | None) -> str:
    return render_to_string("admin/results/public_entry.html", {"entry": entry})


@admin.register(EntryFigure)
class EntryFigureAdmin(OwnCountryMixin, PartAdmin):
    """One figure with its evidence; changing it takes its entry back from the reviewers."""

    country_path = "entry__country"
    kept_on_revert = ("entry", "measure", "sex", "category")
    list_display = ("measure", "entry", "sex", "category", "state", "value")
    list_filter = ("entry__cycle", "state", "sex")
    list_select_related = ("measure__indicator", "entry__cycle", "entry__indicator", "entry__country", "category")
    search_fields = (*both("measure__name", "note"), "measure__indicator__code")
    autocomplete_fields = ("entry", "measure", "events", "documents", "activities")
    fieldsets = (
        (None, {"fields": ("entry", ("measure", "sex", "category"))}),
        (
            _("The figure"),
            {
                "fields": (
                    *(("state", "operator", "value"), ("numerator", "denominator", "scale_step"), "text", "note"),
                    *("override_reason", "correction_reason"),
                )
            },
        ),
        (_("What shows it"), {"fields": ("events", "documents", "activities")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("entry__cycle", "entry__indicator", "entry__country", "measure")

    def get_readonly_fields(self, request: HttpRequest, obj: EntryFigure | None = None) -> list[str]:
        fixed = ("entry", "measure", "sex", "category") if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_change_permission(self, request: HttpRequest, obj: EntryFigure | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or rules.may_record(request.user, obj.entry))

    def has_delete_permission(self, request: HttpRequest, obj: EntryFigure | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (obj.entry.state not in APPROVED and rules.may_record(request.user, obj.entry)))

    def save_model(self, request: HttpRequest, obj: EntryFigure, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        reviewing.record(entry=obj.entry, by=request.user)

    def delete_model(self, request: HttpRequest, obj: EntryFigure) -> None:
        super().delete_model(request, obj)
        reviewing.record(entry=obj.entry, by=request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        return {}  # each by its own entry's rules

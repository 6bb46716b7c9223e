"""The progress of countries, written by the secretariat and, each for its own country, by focal points."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both
from knowledge.models import Country

from .. import rules
from ..enums import EntryState
from ..models import CountryProgress, ReportingCycle
from ..models.progress import APPROVED
from ..selectors.board import url_of
from ..services import reviewing
from .live_texts import AsItReadsMixin


def _submit(taken: StepTaken) -> CountryProgress:
    return reviewing.submit(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


def _approve(taken: StepTaken) -> CountryProgress:
    return reviewing.approve(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


def _return(taken: StepTaken) -> CountryProgress:
    return reviewing.return_(entry=taken.record, by=taken.by, note=taken.note, seen_at=taken.seen_at)


def _publish(taken: StepTaken) -> CountryProgress:
    return reviewing.publish(entry=taken.record, by=taken.by, seen_at=taken.seen_at)


@admin.register(CountryProgress)
class CountryProgressAdmin(AsItReadsMixin, StepsMixin, BilingualAdmin):
    steps = (
        Step(
            "submit",
            _("Submit for review"),
            _("Submitted for review."),
            may=rules.may_submit,
            run=_submit,
            actions=("change",),
            save_label=_("Save and submit for review"),
            may_once_saved=rules.may_record,
        ),
        Step("approve", _("Approve"), _("Approved."), may=rules.may_approve, run=_approve, actions=("change",)),
        Step("return", _("Return to the author"), _("Returned to the author."), may=rules.may_return, run=_return, with_note=True),
        Step("publish", _("Publish"), _("Published."), may=rules.may_publish, run=_publish),
    )
    kept_on_revert = ("state", "author", "reviewer", "review_note", "submitted_at", "published_at")
    list_display = ("theme", "country", "cycle", "state", "author", "reviewer", "updated_at")
    list_filter = ("state", "cycle", "theme", "country")
    list_select_related = ("theme", "country", "cycle", "author", "reviewer")
    readonly_fields = ("author", "reviewer")
    search_fields = (*both("summary", "challenges", "theme__name", "country__name"), "country__iso3")
    autocomplete_fields = ("theme",)
    fieldsets = (
        (None, {"fields": (("cycle", "theme", "country"), "summary", "challenges")}),
        (_("Review"), {"fields": (("author", "reviewer"),)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: CountryProgress | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:1]

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        actions = super().get_actions(request)
        if not rules.may_review_any(request.user):
            actions.pop("step_approve", None)
        return actions

    def view_on_site(self, obj: CountryProgress) -> str:
        """The page on which it is written outside the admin."""
        return url_of(obj)

    def limited_to(self, request: HttpRequest) -> Q | None:
        if rules.speaks_for_every_country(request.user):
            return None
        return Q(country__isnull=False, country=request.user.country_id)

    def sees_history(self, request: HttpRequest) -> bool:
        return True  # of the records within reach

    def is_within_reach(self, request: HttpRequest, obj: CountryProgress | None) -> bool:
        """By the record in hand, not by the one stored: an old version may have been another country's."""
        return obj is None or rules.may_speak_for(request.user, obj.country_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        speaks = rules.speaks_for_every_country(request.user) or request.user.country_id is not None
        return super().has_add_permission(request) and speaks

    def has_change_permission(self, request: HttpRequest, obj: CountryProgress | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.cycle.is_open)

    def has_delete_permission(self, request: HttpRequest, obj: CountryProgress | None = None) -> bool:
        reachable = super().has_delete_permission(request, obj) and self.is_within_reach(request, obj)
        return reachable and (obj is None or obj.state not in APPROVED)

    def save_model(self, request: HttpRequest, obj: CountryProgress, form: forms.ModelForm, change: bool) -> None:
        if change and not form.changed_data and not self.is_revert(request):
            return  # pressing “Save” without a change takes nothing back from the reviewers
        self.keep_on_revert(obj)
        reviewing.record(entry=obj, by=request.user)

    def state_note(self, request: HttpRequest, record: CountryProgress) -> str:
        if record.state in (EntryState.SUBMITTED, *APPROVED) and self.has_change_permission(request, record):
            return _("A change makes this entry your draft. What was approved stays public until the new text is approved.")
        return ""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        if db_field.name == "cycle":
            kwargs["queryset"] = ReportingCycle.objects.filter(is_open=True)
        elif db_field.name == "country" and not rules.speaks_for_every_country(request.user):
            kwargs |= {"queryset": Country.objects.filter(pk=request.user.country_id), "empty_label": None}
            field = super().formfield_for_foreignkey(db_field, request, **kwargs)
            field.required, field.initial, field.help_text = True, request.user.country_id, ""
            return field
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

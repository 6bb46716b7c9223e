"""Versions of frameworks: prepared on a page of their own, step by step, and confirmed by a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from base.admin import BilingualAdmin
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both
from base.text import text_of

from .. import rules
from ..enums import VersionState
from ..forms.placement import AdditionForm, ChangeForm, ReasonForm
from ..models import Framework, FrameworkVersion, IndicatorPlacement
from ..selectors.framework_versions import version_records
from ..selectors.quality import CRITERIA, gaps, quality_of_framework
from ..services import framework_versions as versions


def _confirm(taken: StepTaken) -> FrameworkVersion:
    return versions.confirm_version(version=taken.record, by=taken.by, reason_for_gaps=taken.note)


def _discard(taken: StepTaken) -> None:
    versions.discard_version(version=taken.record, by=taken.by)


def _may_confirm_with_gaps(user: User, version: FrameworkVersion) -> bool:
    return rules.may_confirm_version(user, version) and bool(gaps(quality_of_framework(version.framework, version)))


def _may_discard(user: User, version: FrameworkVersion) -> bool:
    return version.state == VersionState.DRAFT and rules.may_prepare_version(user, version.framework)


class VersionForm(forms.ModelForm):
    """A new version, of a framework of which none is being prepared."""

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        framework = (cleaned or self.cleaned_data).get("framework")
        if not self.instance.pk and framework and framework.versions.filter(state=VersionState.DRAFT).exists():
            raise forms.ValidationError(_("A version of this framework is being prepared already."))
        return cleaned


@admin.register(FrameworkVersion)
class FrameworkVersionAdmin(StepsMixin, BilingualAdmin):
    steps = (
        Step("confirm", gettext_lazy("Confirm"), gettext_lazy("Confirmed."), may=rules.may_confirm_version, run=_confirm),
        Step(
            "confirm_with_gaps",
            gettext_lazy("Confirm with gaps"),
            gettext_lazy("Confirmed."),
            may=_may_confirm_with_gaps,
            run=_confirm,
            with_note=True,
            note_label=gettext_lazy("Why does it stand although something is missing?"),
        ),
        Step("discard", gettext_lazy("Discard this version"), gettext_lazy("Discarded."), may=_may_discard, run=_discard),
    )
    form = VersionForm
    public_only = Q(framework__is_public=True, state=VersionState.CONFIRMED)
    part_of = Framework
    kept_on_revert = ("framework", "number", "state", "recorded_by", "gaps_reason")
    list_display = ("framework", "number", "state", "confirmed_by", "confirmed_on")
    list_filter = ("state", "framework")
    list_select_related = ("framework", "confirmed_by")
    search_fields = both("note", "framework__title")
    autocomplete_fields = ("confirmed_by", "confirmed_at")
    readonly_fields = ("number", "recorded_by", "gaps_reason", "contents", "quality")
    fieldsets = (
        (None, {"fields": (("framework", "number"), "note")}),
        (
            gettext_lazy("Confirmation"),
            {"fields": (("confirmed_by", "confirmed_at", "confirmed_on"), "recorded_by", "gaps_reason")},
        ),
        (gettext_lazy("Indicators"), {"fields": ("contents",)}),
        (gettext_lazy("Quality check"), {"fields": ("quality",), "classes": ("collapse",)}),
    )

    class Media:
        css: ClassVar = {"all": ["admin_brand/versions.css"]}

    # The form ------------------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: FrameworkVersion | None = None) -> list:
        if obj is None:
            return [(None, {"fields": ["framework", *self._side_by_side(["note"])]})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: FrameworkVersion | None = None) -> list[str]:
        fixed = ["framework"] if obj else []
        if obj and obj.state == VersionState.CONFIRMED:  # only how it is told may be corrected
            fixed += ["confirmed_by", "confirmed_at", "confirmed_on"]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_delete_permission(self, request: HttpRequest, obj: FrameworkVersion | None = None) -> bool:
        return False  # a draft is discarded by its button, a confirmed version is kept

    def save_model(self, request: HttpRequest, obj: FrameworkVersion, form: forms.ModelForm, change: bool) -> None:
        if not change:
            made = versions.prepare_version(framework=obj.framework, by=request.user, note=text_of(obj, "note"))
            obj.__dict__.update(made.__dict__)
        elif FrameworkVersion.objects.filter(pk=obj.pk, state=VersionState.CONFIRMED).exists():  # obj may be an older version
            versions.correct_note(version=obj, note=text_of(obj, "note"), by=request.user)
        else:
            super().save_model(request, obj, form, change)

    def state_note(self, request: HttpRequest, record: FrameworkVersion) -> str:
        if record.state == VersionState.DRAFT:
            return _("Nothing below is public before the version is confirmed. Save who confirmed it and when, then confirm.")
        return _("This version is confirmed and is altered no more. Only how it is told can be corrected.")

    def _form_url(self, record: models.Model) -> str:
        if FrameworkVersion.objects.filter(pk=record.pk).exists():
            return super()._form_url(record)
        return reverse("admin:results_framework_change", args=[record.framework_id])  # it was discarded

    @admin.display(description=gettext_lazy("in this version"))
    def contents(self, obj: FrameworkVersion) -> str:
        standing = obj.framework.placements.at_version(obj.number).select_related("indicator", "result", "replaces")
        (record,) = version_records(obj.framework, [obj])
        context = {"version": obj, "placements": standing, "changes": record.changes, "is_draft": obj.state == VersionState.DRAFT}
        return render_to_string("admin/results/version_contents.html", context)

    @admin.display(description=gettext_lazy("quality"))
    def quality(self, obj: FrameworkVersion) -> str:
        context = {"quality": quality_of_framework(obj.framework, obj), "criteria": CRITERIA.values()}
        return render_to_string("results/quality_table.html", context)

    # The steps of a draft ------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable, name: str) -> URLPattern:
            return path(f"<int:version_id>/{route}", self.admin_site.admin_view(view), name=f"results_frameworkversion_{name}")

        return [
            at("place/", self.place_view, "place"),
            at("change/<int:placement_id>/", self.change_placement_view, "change_placement"),
            at("retire/<int:placement_id>/", self.retire_view, "retire"),
            at("undo/<int:placement_id>/", require_POST(self.undo_view), "undo"),
            *super().get_urls(),
        ]

    def place_view(self, request: HttpRequest, version_id: int) -> HttpResponse:
        """Place an indicator that the framework does not show yet."""
        version = self._draft(request, version_id)
        form = AdditionForm(version, data=request.POST or None)

        def run() -> None:
            versions.place_indicator(version=version, by=request.user, **form.as_placed)

        return self._answer(request, version, form, run, title=_("Place an indicator"))

    def change_placement_view(self, request: HttpRequest, version_id: int, placement_id: int) -> HttpResponse:
        """Show an indicator otherwise from this version on."""
        version = self._draft(request, version_id)
        placement = self._placement(version, placement_id)
        form = ChangeForm(version, placement, data=request.POST or None)

        def run() -> None:
            versions.change_placement(placement=placement, version=version, by=request.user, **form.as_placed)

        return self._answer(request, version, form, run, title=_("Change how an indicator is shown"), placement=placement)

    def retire_view(self, request: HttpRequest, version_id: int, placement_id: int) -> HttpResponse:
        """Retire an indicator from this version on."""
        version = self._draft(request, version_id)
        placement = self._placement(version, placement_id)
        form = ReasonForm(data=request.POST or None)

        def run() -> None:
            versions.retire_placement(placement=placement, version=version, by=request.user, reason=form.reason)

        return self._answer(request, version, form, run, title=_("Retire an indicator"), placement=placement)

    def undo_view(self, request: HttpRequest, version_id: int, placement_id: int) -> HttpResponse:
        """Take back what the draft does with one placement."""
        version = self._draft(request, version_id)
        placement = get_object_or_404(version.framework.placements, pk=placement_id)
        try:
            versions.undo_step(placement=placement, version=version, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, _("Taken back."), messages.SUCCESS)
        return redirect(self._form_url(version))

    def _draft(self, request: HttpRequest, version_id: int) -> FrameworkVersion:
        version = get_object_or_404(self.get_queryset(request).select_related("framework"), pk=version_id)
        if version.state != VersionState.DRAFT or not rules.may_prepare_version(request.user, version.framework):
            raise PermissionDenied
        return version

    def _placement(self, version: FrameworkVersion, placement_id: int) -> IndicatorPlacement:
        standing: QuerySet = version.framework.placements.at_version(version.number).select_related("indicator")
        return get_object_or_404(standing, pk=placement_id)

    def _answer(
        self,
        request: HttpRequest,
        version: FrameworkVersion,
        form: forms.Form,
        run: Callable[[], None],
        *,
        title: str | Promise,
        placement: IndicatorPlacement | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and form.is_valid():
            try:
                run()
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.message_user(request, _("Noted in version %(number)s.") % {"number": version.number}, messages.SUCCESS)
                return redirect(self._form_url(version))
        back = self._form_url(version)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "form": form, "back": back}
        context |= {"version": version, "placement": placement}
        return render(request, "admin/results/placement_step.html", context)

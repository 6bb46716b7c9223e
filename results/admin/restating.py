"""Corrections of published figures in the admin: the reason is asked with the change, and what was corrected is listed."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin
from base.admin_text import both
from base.text import Text

from ..models import Observation, Restatement
from ..selectors.restatements import corrections_in, editions_showing
from ..services import restating

REASONS = ("correction_reason_zh_hans", "correction_reason_en")


class RestatingForm(forms.ModelForm):
    """A figure, with the reason in both languages for correcting it once an edition has shown it."""

    correction_reason_zh_hans = forms.CharField(
        label=_("Reason for the correction (中文)"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2, "lang": "zh-Hans"}),
    )
    correction_reason_en = forms.CharField(
        label=_("Reason for the correction (English)"), required=False, widget=AdminTextareaWidget(attrs={"rows": 2, "lang": "en"})
    )

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        missing = [name for name in REASONS if not self.cleaned_data.get(name, "").strip()]
        stored = type(self.instance)._base_manager.filter(pk=self.instance.pk).first() if missing and self.instance.pk else None
        if stored and restating.changes(stored, values_in(self)) and editions_showing(stored).exists():
            for name in missing:
                self.add_error(name, _("This figure was published. Say in both languages why it is corrected."))
        return cleaned

    @property
    def reason(self) -> Text:
        zh, en = (self.cleaned_data.get(name, "").strip() for name in REASONS)
        return Text(zh=zh, en=en)


def values_in(form: forms.ModelForm) -> Mapping[str, object]:
    """What a valid form says, by the names of the record's own fields."""
    own = {field.name for field in form._meta.model._meta.concrete_fields}
    return {name: value for name, value in form.cleaned_data.items() if name in own}


class RestatingAdminMixin:
    """For the admin of figures: asks why where a published edition shows the figure, and saves through ``services/restating``."""

    form = RestatingForm

    def get_fieldsets(self, request: HttpRequest, obj: Observation | None = None) -> list:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        if not (editions := list(editions_showing(obj))):
            return fieldsets
        shown = ", ".join(str(edition) for edition in editions)
        text = _("These published editions show the figure and will list its correction: %(editions)s.")
        reasons = {"fields": (REASONS,), "description": text % {"editions": shown}}
        return [*fieldsets, (_("Correction of a published figure"), reasons)]

    def has_delete_permission(self, request: HttpRequest, obj: Observation | None = None) -> bool:
        """What an edition shows is corrected, not deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or not editions_showing(obj).exists())

    def save_model(self, request: HttpRequest, obj: Observation, form: RestatingForm, change: bool) -> None:
        values = values_in(form)
        stored = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        if stored is None or not restating.changes(stored, values):
            super().save_model(request, obj, form, change)
            return
        restating.correct_observation(observation=obj, values=values, reason=form.reason, by=request.user)


class RestatingInlineForm(forms.ModelForm):
    """A row of a figure: once an edition has shown it, it is corrected on its own page, where the reason is asked."""

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        stored = type(self.instance)._base_manager.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if stored and restating.changes(stored, values_in(self)) and editions_showing(stored).exists():
            raise forms.ValidationError(_("This figure is published. Correct it on its own page, where the reason is asked."))
        return cleaned


@admin.register(Restatement)
class RestatementAdmin(BilingualAdmin):
    """Corrections, to look at. They come about where a published figure or entry is corrected."""

    date_hierarchy = "made_at"
    list_display = ("what", "reason", "made_by", "made_at")
    list_filter = ("editions__report", "made_by")
    search_fields = (*both("reason"), "observation__measure__indicator__code", "entry__indicator__code")
    fields = ("what", "changes", "reason", "editions_touched", ("made_by", "made_at"))
    readonly_fields = ("what", "changes", "reason", "editions_touched", "made_by", "made_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        related = ("observation__measure__indicator", "entry__indicator", "entry__cycle", "entry__country", "made_by")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description=_("what"))
    def what(self, obj: Restatement) -> str:
        return str(obj.observation or obj.entry)

    @admin.display(description=_("what changed"))
    def changes(self, obj: Restatement) -> str:
        rows = ((each.label, each.old or "–", each.new or "–") for each in corrections_in(obj))
        return format_html("<dl>{}</dl>", format_html_join("", "<div><dt>{}</dt><dd><del>{}</del> <ins>{}</ins></dd></div>", rows))

    @admin.display(description=_("editions affected"))
    def editions_touched(self, obj: Restatement) -> str:
        editions = obj.editions.select_related("report")
        return format_html_join(", ", '<a href="{}">{}</a>', ((each.get_absolute_url(), str(each)) for each in editions))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

"""Figures: a baseline, a target or progress of one measure in one period."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, TabularInline
from base.admin_text import both

from ..figures import write_observation
from ..models import Framework, Observation
from ..selectors.sums import sum_problems_around
from .evidence import EvidenceInline, EvidenceSavingMixin
from .restating import RestatingAdminMixin, RestatingInlineForm


class ObservationInline(TabularInline):
    """The figure itself; its words, note and evidence are on its own page."""

    model = Observation
    form = RestatingInlineForm
    fields = ("kind", "period_start", "period_end", "country", "sex", "state", "operator", "value")


@admin.register(Observation)
class ObservationAdmin(EvidenceSavingMixin, RestatingAdminMixin, BilingualAdmin):
    public_only = Q(measure__indicator__placements__framework__is_public=True)
    part_of = Framework
    date_hierarchy = "period_end"
    list_display = ("measure", "kind", "period_shown", "figure", "country", "state")
    list_filter = ("kind", "state", "measure__indicator__placements__framework", "country", "sex")
    search_fields = (*both("measure__name", "measure__indicator__name", "note"), "measure__indicator__code")
    autocomplete_fields = ("measure", "country", "category", "scale_step", "events", "documents", "activities")
    inlines = (EvidenceInline,)
    fieldsets = (
        (None, {"fields": ("measure", ("kind", "period_start", "period_end"), ("country", "sex", "category"))}),
        (
            _("The figure"),
            {
                "fields": (("state", "operator", "value"), ("numerator", "denominator", "scale_step"), "text", "note"),
                "description": _("A percentage or ratio told by numerator and denominator gets its value from them."),
            },
        ),
        (_("In place of a figure added up from events"), {"fields": ("override_reason",)}),
        (_("What shows it"), {"fields": ("events", "documents", "activities")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).select_related("measure__indicator", "measure__unit", "country", "category", "scale_step")
        )

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[BaseInlineFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for problem in sum_problems_around(form.instance):
            self.message_user(request, problem.message, messages.WARNING)

    @admin.display(description=_("period"), ordering="period_start")
    def period_shown(self, obj: Observation) -> str:
        return obj.period

    @admin.display(description=_("figure"))
    def figure(self, obj: Observation) -> str:
        return write_observation(obj, get_language() or "en")

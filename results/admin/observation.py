"""Figures: a baseline, a target or progress of one measure in one period."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, TabularInline
from base.admin_text import both

from ..figures import write_observation
from ..models import Framework, Observation
from .restating import RestatingAdminMixin


class ObservationInline(TabularInline):
    """The figure itself; its words, note and evidence are on its own page."""

    model = Observation
    fields = ("kind", "period_start", "period_end", "country", "sex", "state", "operator", "value")


@admin.register(Observation)
class ObservationAdmin(RestatingAdminMixin, BilingualAdmin):
    public_only = Q(measure__indicator__placements__framework__is_public=True)
    part_of = Framework
    date_hierarchy = "period_end"
    list_display = ("measure", "kind", "period_shown", "figure", "country", "state")
    list_filter = ("kind", "state", "measure__indicator__placements__framework", "country", "sex")
    search_fields = (*both("measure__name", "measure__indicator__name", "note"), "measure__indicator__code")
    autocomplete_fields = ("measure", "country", "events", "documents", "activities")
    fieldsets = (
        (None, {"fields": ("measure", ("kind", "period_start", "period_end"), ("country", "sex"))}),
        (_("The figure"), {"fields": (("state", "operator", "value"), "text", "note")}),
        (_("What shows it"), {"fields": ("events", "documents", "activities")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("measure__indicator", "measure__unit", "country")

    @admin.display(description=_("period"), ordering="period_start")
    def period_shown(self, obj: Observation) -> str:
        return obj.period

    @admin.display(description=_("figure"))
    def figure(self, obj: Observation) -> str:
        return write_observation(obj, get_language() or "en")

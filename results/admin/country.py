"""The progress of countries, written by the secretariat and, each for its own country, by focal points."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from base.admin import BilingualAdmin
from base.admin_text import both
from knowledge.models import Country

from .. import rules
from ..models import CountryProgress, ReportingCycle


@admin.register(CountryProgress)
class CountryProgressAdmin(BilingualAdmin):
    list_display = ("theme", "country", "cycle", "updated_at")
    list_filter = ("cycle", "theme", "country")
    list_select_related = ("theme", "country", "cycle")
    search_fields = (*both("summary", "challenges", "theme__name", "country__name"), "country__iso3")
    autocomplete_fields = ("theme",)
    fields = (("cycle", "theme", "country"), "summary", "challenges")

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
        return super().has_delete_permission(request, obj) and self.is_within_reach(request, obj)

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

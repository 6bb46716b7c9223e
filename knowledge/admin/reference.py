"""What entries refer to: countries, bodies, themes, units, capacities, official terms."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin
from base.admin_text import both
from base.text import text_of

from ..models import Body, Country, GlossaryTerm, IhrCapacity, Theme, Unit


@admin.register(Country)
class CountryAdmin(BilingualAdmin):
    list_display = ("name", "iso3", "is_member", "order")
    list_filter = ("is_member",)
    search_fields = (*both("name", "variants"), "iso3")
    fields = ("name", "variants", ("iso3", "is_member", "order"))


@admin.register(Body)
class BodyAdmin(BilingualAdmin):
    list_display = ("name", "acronym", "kind", "state", "parent", "sector")
    list_filter = ("kind", "state", "sector")
    list_select_related = ("parent", "sector")
    search_fields = (*both("name"), "acronym", "slug")
    autocomplete_fields = ("parent", "sector", "members")
    fieldsets = (
        (None, {"fields": ("name", ("acronym", "kind", "state"), "mandate")}),
        (_("Place in the programme"), {"fields": (("parent", "sector"), "founded", "membership", "members")}),
        (_("Order and address"), {"fields": (("order", "slug"),)}),
    )


@admin.register(Theme)
class ThemeAdmin(BilingualAdmin):
    list_display = ("printed_name", "kind", "code", "parent", "strategy", "order")
    list_filter = ("kind", "strategy")
    list_select_related = ("parent", "strategy")
    search_fields = (*both("name"), "code", "slug")
    autocomplete_fields = ("parent", "strategy")
    fields = ("name", ("kind", "code", "order"), "description", ("parent", "strategy"), "slug")

    @admin.display(description=_("name"), ordering="order")
    def printed_name(self, theme: Theme) -> str:
        return theme.label


@admin.register(Unit)
class UnitAdmin(BilingualAdmin):
    list_display = ("name", "kind", "suffix", "slug")
    search_fields = (*both("name"), "slug")
    fields = ("name", "kind", "suffix", "slug")

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("suffix"):
            field.strip = False  # the space before “km/h” is printed
        return field


@admin.register(IhrCapacity)
class IhrCapacityAdmin(BilingualAdmin):
    list_display = ("name", "order")
    search_fields = (*both("name"), "slug")
    fields = ("name", ("order", "slug"))


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(BilingualAdmin):
    list_display = ("term", "short_form", "abbreviation", "avoided")
    search_fields = (*both("term", "short_form", "variants"), "abbreviation", "slug")
    fields = ("term", "short_form", "variants", ("abbreviation", "slug"), "note")

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("variants_"):
            field.help_text = _("One per line. Whoever saves a text that uses one is told the official term.")
        return field

    @admin.display(description=_("variants to avoid"))
    def avoided(self, term: GlossaryTerm) -> str:
        variants = text_of(term, "variants")
        return " · ".join(filter(None, (line.strip() for text in (variants.zh, variants.en) for line in text.splitlines())))

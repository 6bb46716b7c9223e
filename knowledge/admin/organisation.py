"""Organisations and all their names; two that are one are merged from the list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from base.admin import BilingualAdmin, NamedFormSet, PartAdmin, TabularInline
from base.admin_text import both

from .. import rules
from ..models import Organisation, OrganisationName
from ..organisation_names import organisation_key
from ..selectors.organisations import OrganisationNames
from .merging import merge_view


class StandingFilter(admin.SimpleListFilter):
    """The list shows what stands; what was merged into something else is there on request."""

    title = gettext_lazy("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", pgettext_lazy("organisations", "merged into another one"))]

    def choices(self, changelist: Any) -> list[dict[str, object]]:
        everything, *others = super().choices(changelist)
        return [{**everything, "display": pgettext_lazy("organisations", "not merged")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.exclude(merged_into=None) if self.value() == "yes" else queryset.current()


class DuplicateFilter(admin.SimpleListFilter):
    """Organisations that may be one and the same, by any of their names."""

    title = gettext_lazy("possible duplicates")
    parameter_name = "alike"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", gettext_lazy("with a name like another one’s"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in={each.pk for pair in OrganisationNames.load().alike() for each in pair})


class DistinctNames(NamedFormSet):
    """Two new rows of one page may hold the same name, too."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            key = organisation_key(form.cleaned_data.get("name") or "") if hasattr(form, "cleaned_data") else ""
            if key and not form.cleaned_data.get("DELETE"):
                if key in seen:
                    form.add_error("name", _("This name stands here twice."))
                seen.add(key)


class NameInline(TabularInline):
    model = OrganisationName
    formset = DistinctNames
    fields = ("name",)

    def has_add_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return super().has_add_permission(request, obj) and not _is_merged(obj)

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_merged(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_merged(obj)


def _is_merged(obj: models.Model | None) -> bool:
    return isinstance(obj, Organisation) and obj.merged_into_id is not None


@admin.register(Organisation)
class OrganisationAdmin(BilingualAdmin):
    list_display = ("name", "acronym", "kind")
    list_filter = (StandingFilter, DuplicateFilter, "kind", "countries", "is_sample")
    search_fields = (*both("name"), "acronym", "slug", "names__name")
    autocomplete_fields = ("countries",)
    fields = ("name", ("acronym", "kind"), "description", "countries", "website", ("slug", "is_sample"))
    readonly_fields = ("merged_into",)
    inlines = (NameInline,)
    actions = ("merge_selected",)

    def get_fields(self, request: HttpRequest, obj: Organisation | None = None) -> tuple:
        return ("merged_into", *self.fields) if _is_merged(obj) else self.fields

    def get_list_display(self, request: HttpRequest) -> list:
        columns = super().get_list_display(request)
        return [*columns, "merged_into"] if request.GET.get(StandingFilter.parameter_name) else columns

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        """What was merged is to look at; undoing the merge gives it back."""
        return super().has_change_permission(request, obj) and not _is_merged(obj)

    # Merging -------------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name="knowledge_organisation_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        return merge_view(self, request)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return rules.may_merge(request.user)

    @admin.action(description=gettext_lazy("Merge: they are one organisation"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        chosen = list(queryset.current().values_list("pk", flat=True))
        if len(chosen) < 2:
            self.message_user(request, _("Choose two or more organisations that are not merged yet."), messages.WARNING)
            return None
        return redirect(f"{reverse('admin:knowledge_organisation_merge')}?{urlencode({'of': chosen}, doseq=True)}")


@admin.register(OrganisationName)
class OrganisationNameAdmin(PartAdmin):
    list_display = ("name", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("name", *both("organisation__name"))
    autocomplete_fields = ("organisation",)
    fields = ("organisation", "name")

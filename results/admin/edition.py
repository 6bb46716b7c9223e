"""Editions, to look at. They are drawn, published and downloaded on the portal's report pages."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from base.admin_text import both

from ..models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    date_hierarchy = "requested_at"
    list_display = ("report", "number", "language", "state", "pages", "requested_by", "requested_at", "published_at", "page")
    list_filter = ("state", "language", "report")
    list_select_related = ("report", "requested_by")
    search_fields = (*both("report__title"), "sha256")
    fields = readonly_fields = (
        "report",
        "number",
        "language",
        "state",
        "stage",
        "failure",
        "pages",
        "size",
        "sha256",
        "requested_by",
        "requested_at",
        "finished_at",
        "published_by",
        "published_at",
        "page",
    )

    @admin.display(description=_("page of the edition"))
    def page(self, obj: Edition) -> str:
        address = self.view_on_site(obj)
        return format_html('<a href="{}">{}</a>', address, _("Open")) if address else "–"

    def view_on_site(self, obj: Edition) -> str | None:
        try:
            return reverse("reports:edition", args=[obj.pk])
        except NoReverseMatch:
            return None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

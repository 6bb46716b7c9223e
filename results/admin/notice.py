"""The outbox: which e-mails are out, which wait, and why one could not be sent. To read only."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from ..models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    list_per_page = 50
    date_hierarchy = "made_at"
    list_display = ("recipient", "kind", "cycle", "made_at", "sent_at", "tries", "error")
    list_filter = ("kind", ("sent_at", admin.EmptyFieldListFilter), "cycle")
    list_select_related = ("recipient", "cycle")
    search_fields = ("recipient__username", "recipient__email", "key")
    fields = ("recipient", "kind", "cycle", "key", "facts", "made_at", "sent_at", "tries", "next_try_at", "error")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

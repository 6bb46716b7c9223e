"""The outbox: which e-mails are out, which wait, and why one could not be sent. To read only."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..letters import label_of
from ..models import Notice


class KindFilter(admin.SimpleListFilter):
    """The kinds that there are, by their names."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        kinds = Notice.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return [(kind, label_of(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    list_per_page = 50
    date_hierarchy = "made_at"
    list_display = ("recipient", "about", "made_at", "sent_at", "tries", "error")
    list_filter = (KindFilter, ("sent_at", admin.EmptyFieldListFilter))
    list_select_related = ("recipient",)
    search_fields = ("recipient__username", "recipient__email", "key")
    fields = ("recipient", "about", "key", "facts", "made_at", "sent_at", "tries", "next_try_at", "error")
    readonly_fields = ("about",)

    @admin.display(description=_("kind"), ordering="kind")
    def about(self, obj: Notice) -> str:
        return obj.kind_label

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

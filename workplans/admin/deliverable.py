"""Deliverables and their parts."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, PartAdmin, StackedInline
from base.admin_text import both

from ..models import Deliverable, DeliverablePart
from .parts import DraftsOnlyMixin


class PartInline(DraftsOnlyMixin, StackedInline):
    model = DeliverablePart
    fields = ("title", ("state", "order"))


@admin.register(Deliverable)
class DeliverableAdmin(DraftsOnlyMixin, BilingualAdmin):
    list_display = ("title", "number", "due_shown", "action_asked", "state", "plan")
    list_filter = ("state", "action_asked", "plan", "due_year", "due_quarter")
    list_select_related = ("plan",)
    search_fields = both("title")
    autocomplete_fields = ("plan", "meeting", "proof", "activities")
    inlines = (PartInline,)
    fields = (
        "plan",
        "title",
        ("number", "due_year", "due_quarter"),
        ("action_asked", "state"),
        ("meeting", "proof"),
        "activities",
    )

    @admin.display(description=_("due"), ordering="due_year")
    def due_shown(self, obj: Deliverable) -> str:
        return obj.due


@admin.register(DeliverablePart)
class DeliverablePartAdmin(DraftsOnlyMixin, PartAdmin):
    list_display = ("title", "deliverable", "state")
    list_filter = ("state", "deliverable__plan")
    list_select_related = ("deliverable__plan",)
    search_fields = both("title")
    autocomplete_fields = ("deliverable",)
    fields = ("deliverable", "title", ("state", "order"))

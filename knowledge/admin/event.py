"""Events with their hosts, materials and outcomes."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.admin import PartAdmin, StackedInline, TabularInline
from base.admin_text import both

from ..enums import PublicationState
from ..models import Event, EventAttendance, EventHost, EventMaterial, MeetingOutcome
from .files import UploadMixin
from .resource import SOURCE, ResourceAdmin


class HostInline(StackedInline):
    model = EventHost
    fields = ("role", ("country", "organisation", "order"))
    autocomplete_fields = ("country", "organisation")


class AttendanceInline(TabularInline):
    """Rows only: their totals are added up on the event's page."""

    model = EventAttendance
    fields = ("unit", "country", "sex", "kind", "count", "is_sample")
    autocomplete_fields = ("unit", "country")


class MaterialInline(UploadMixin, StackedInline):
    model = EventMaterial
    fields = ("title", ("kind", "order", "is_sample"), ("file", "url"))


class OutcomeInline(StackedInline):
    model = MeetingOutcome
    fields = ("decision", ("theme", "order"))
    autocomplete_fields = ("theme",)


@admin.register(Event)
class EventAdmin(ResourceAdmin):
    date_hierarchy = "starts_on"
    list_display = ("title", "dates_shown", "kind", "status", "body", "publication")
    list_filter = ("kind", "status", "mode", "body", *ResourceAdmin.list_filter)
    list_select_related = ("body",)
    search_fields = (*ResourceAdmin.search_fields, *both("place"))
    autocomplete_fields = (*ResourceAdmin.autocomplete_fields, "body", "part_of", "documents")
    inlines = (HostInline, AttendanceInline, MaterialInline, OutcomeInline)
    fieldsets = (
        (None, {"fields": ("title", "summary", ("kind", "status"), ("body", "part_of"))}),
        (
            _("When and where"),
            {"fields": (("starts_on", "ends_on", "precision"), "place", ("mode", "time_zone"))},
        ),
        (_("What and whom it concerns"), {"fields": ("themes", "countries", "documents")}),
        SOURCE,
    )

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates_shown(self, obj: Event) -> str:
        return obj.dates


class EventPartAdmin(PartAdmin):
    public_only = Q(event__state=PublicationState.PUBLISHED)
    part_of = Event
    list_select_related = ("event",)
    autocomplete_fields = ("event",)
    search_fields = both("event__title")


@admin.register(EventHost)
class EventHostAdmin(EventPartAdmin):
    list_display = ("role", "event", "country", "organisation")
    list_select_related = ("event", "country", "organisation")
    autocomplete_fields = ("event", "country", "organisation")
    fields = ("event", "role", ("country", "organisation", "order"))


@admin.register(EventAttendance)
class EventAttendanceAdmin(EventPartAdmin):
    list_display = ("event", "unit", "country", "sex", "kind", "count")
    list_filter = ("unit", "sex", "kind", "is_sample")
    list_select_related = ("event", "unit", "country")
    autocomplete_fields = ("event", "unit", "country")
    fields = ("event", ("unit", "country"), ("sex", "kind", "count", "is_sample"))


@admin.register(EventMaterial)
class EventMaterialAdmin(UploadMixin, EventPartAdmin):
    list_display = ("title", "event", "kind")
    list_filter = ("kind", "is_sample")
    fields = ("event", "title", ("kind", "order", "is_sample"), ("file", "url"))


@admin.register(MeetingOutcome)
class MeetingOutcomeAdmin(EventPartAdmin):
    list_display = ("decision", "event", "theme")
    list_filter = ("theme",)
    list_select_related = ("event", "theme")
    autocomplete_fields = ("event", "theme")
    search_fields = (*both("decision"), *both("event__title"))
    fields = ("event", "decision", ("theme", "order"))

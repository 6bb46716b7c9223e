"""Working calendars with their holidays and rules, and the deadlines that were moved."""

from __future__ import annotations

from django.contrib import admin

from base.admin import BilingualAdmin, PartAdmin, TabularInline
from base.admin_text import both

from ..models import CalendarDay, DeadlineChange, DeadlineRule, WorkCalendar


class DayInline(TabularInline):
    model = CalendarDay
    fields = ("day", "name", "is_working")


class RuleInline(TabularInline):
    model = DeadlineRule
    fields = ("step", "working_days")


@admin.register(WorkCalendar)
class WorkCalendarAdmin(BilingualAdmin):
    list_display = ("name", "slug", "weekend")
    search_fields = (*both("name"), "slug")
    inlines = (RuleInline, DayInline)
    fields = ("name", ("slug", "weekend"))


@admin.register(CalendarDay)
class CalendarDayAdmin(PartAdmin):
    list_display = ("day", "name", "calendar", "is_working")
    list_filter = ("calendar", "is_working")
    list_select_related = ("calendar",)
    search_fields = both("name")
    fields = ("calendar", ("day", "is_working"), "name")


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(PartAdmin):
    list_display = ("calendar", "step", "working_days")
    list_filter = ("calendar", "step")
    list_select_related = ("calendar",)
    search_fields = both("calendar__name")
    fields = ("calendar", ("step", "working_days"))


@admin.register(DeadlineChange)
class DeadlineChangeAdmin(PartAdmin):
    list_display = ("cycle", "step", "due_on", "reason")
    list_filter = ("cycle", "step")
    list_select_related = ("cycle",)
    search_fields = ("reason", *both("cycle__title"))
    fields = ("cycle", ("step", "due_on"), "reason")

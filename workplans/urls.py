from __future__ import annotations

from django.urls import path, re_path

from .views import (
    activities,
    calendar,
    deliverables,
    feeds,
    owed,
    parties,
    plans,
    register,
    saved_views,
    timeline,
)

app_name = "workplans"

CODE = r"(?P<code>\d{1,5}(?:\.\d{1,5})?)"  # of an activity: “2.1” below an objective, “24” where there is none

urlpatterns = [
    path("", plans.list_plans, name="index"),
    path("register/", register.show_register, name="register"),
    re_path(r"^register\.(?P<ending>csv|xlsx)$", register.give_register, name="register_file"),
    path("register/views/", saved_views.manage_views, name="saved_views"),
    path("register/views/<int:pk>/", saved_views.change_view, name="saved_view"),
    path("owed/", owed.show_owed, name="owed"),
    path("countries/<slug:key>/", parties.show_country, name="country"),
    path("organisations/<slug:key>/", parties.show_organisation, name="organisation"),
    path("bodies/<slug:key>/", parties.show_body, name="body"),
    path("themes/<slug:key>/", parties.show_theme, name="theme"),
    path("timeline/", timeline.show_timeline, name="timeline"),
    path("calendar/", calendar.show_calendar, name="calendar"),
    path("calendar.ics", feeds.give_calendar, name="calendar_feed"),
    path("<slug:slug>/", plans.show_plan, name="plan"),
    path("<slug:slug>/timeline/", timeline.show_timeline, name="plan_timeline"),
    path("<slug:slug>/calendar.ics", feeds.give_calendar, name="plan_calendar_feed"),
    re_path(rf"^(?P<slug>[-\w]+)/activities/{CODE}/$", activities.show_activity, name="activity"),
    path("<slug:slug>/deliverables/<int:number>/", deliverables.show_deliverable, name="deliverable"),
]

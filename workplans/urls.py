from __future__ import annotations

from django.urls import path, re_path

from . import converters  # noqa: F401 -- makes days and codes known to addresses
from .views import (
    activities,
    calendar,
    counts,
    decisions,
    deliverables,
    evaluations,
    feeds,
    mine,
    owed,
    parties,
    plans,
    problems,
    register,
    rounds,
    saved_views,
    timeline,
    versions,
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
    path("mine/", mine.show_mine, name="mine"),
    path("problems/", problems.list_problems, name="all_problems"),
    path("decisions/", decisions.enter_decisions, name="decisions"),
    path("<slug:slug>/", plans.show_plan, name="plan"),
    path("<slug:slug>/versions/", versions.list_versions, name="versions"),
    path("<slug:slug>/compare/", versions.show_comparison, name="compare"),
    path("<slug:slug>/timeline/", timeline.show_timeline, name="plan_timeline"),
    path("<slug:slug>/calendar.ics", feeds.give_calendar, name="plan_calendar_feed"),
    re_path(rf"^(?P<slug>[-\w]+)/activities/{CODE}/$", activities.show_activity, name="activity"),
    path("<slug:slug>/deliverables/<int:number>/", deliverables.show_deliverable, name="deliverable"),
    path("<slug:slug>/counts/", counts.show_counts, name="counts"),
    re_path(r"^(?P<slug>[-\w]+)/counts\.(?P<ending>csv|xlsx)$", counts.give_counts, name="counts_file"),
    path("<slug:slug>/rounds/", rounds.list_rounds, name="rounds"),
    path("<slug:slug>/rounds/<day:period_end>/", rounds.show_round, name="round"),
    path("<slug:slug>/rounds/<day:period_end>/<code:code>/", evaluations.show_evaluation, name="evaluation"),
    path("<slug:slug>/problems/", problems.list_problems, name="problems"),
    path("<slug:slug>/problems/add/", problems.add_problem, name="problem_add"),
    path("<slug:slug>/problems/<code:code>/<int:number>/", problems.show_problem, name="problem"),
]

from __future__ import annotations

from django.urls import path

from . import actions, views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="index"),
    path("editions/<uuid:edition_id>/", views.edition, name="edition"),
    path("editions/<uuid:edition_id>/status/", views.edition_status, name="edition_status"),
    path("editions/<uuid:edition_id>/download/", views.download, name="download"),
    path("editions/<uuid:edition_id>/retry/", actions.retry, name="retry"),
    path("editions/<uuid:edition_id>/publish/", actions.publish, name="publish"),
    path("plans/<slug:plan_slug>/summary/", actions.prepare_summary, name="prepare_summary"),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/render/", actions.render_report, name="render"),
]

"""The front page and everything below /results/."""

from __future__ import annotations

from django.urls import include, path

from .views import frameworks, indicators
from .views.overview import show_overview

pages = [
    path("", frameworks.list_frameworks, name="index"),
    path("indicators/<slug:code>/", indicators.show_indicator, name="indicator"),
    path("indicators/<slug:code>/chart.svg", indicators.draw_chart, {"width": indicators.WIDE}, name="chart"),
    path("indicators/<slug:code>/chart-narrow.svg", indicators.draw_chart, {"width": indicators.NARROW}, name="narrow_chart"),
    path("<slug:slug>/", frameworks.show_framework, name="framework"),
]

urlpatterns = [
    path("", show_overview, name="overview"),
    path("results/", include((pages, "results"))),
]

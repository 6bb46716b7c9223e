"""The front page and everything below /results/."""

from __future__ import annotations

from django.urls import include, path

from .views import frameworks, indicators
from .views.overview import overview

pages = [
    path("", frameworks.index, name="index"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:code>/chart.svg", indicators.chart, name="chart"),
    path("<slug:slug>/", frameworks.framework, name="framework"),
]

urlpatterns = [
    path("", overview, name="overview"),
    path("results/", include((pages, "results"))),
]

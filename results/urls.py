from __future__ import annotations

from django.urls import path

from .views.overview import overview

urlpatterns = [
    path("", overview, name="overview"),
]

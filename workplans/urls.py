from __future__ import annotations

from django.urls import URLPattern

app_name = "workplans"

urlpatterns: list[URLPattern] = []

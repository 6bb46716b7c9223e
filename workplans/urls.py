from __future__ import annotations

from django.urls import path

from .views import plans

app_name = "workplans"

urlpatterns = [
    path("", plans.list_plans, name="index"),
    path("<slug:slug>/", plans.show_plan, name="plan"),
]

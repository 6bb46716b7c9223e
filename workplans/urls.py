from __future__ import annotations

from django.urls import path

from . import views

app_name = "workplans"

urlpatterns = [
    path("", views.list_plans, name="index"),
    path("<slug:slug>/", views.show_plan, name="plan"),
]

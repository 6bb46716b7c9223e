from __future__ import annotations

from django.urls import path

from . import views

app_name = "workplans"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.plan, name="plan"),
]

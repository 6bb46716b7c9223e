"""Addresses of the parity board, inside the admin and for those who may use it."""

from django.contrib import admin
from django.urls import path

from . import parity_views

urlpatterns = [
    path("", admin.site.admin_view(parity_views.board), name="parity_board"),
    path("<int:pk>/checked/", admin.site.admin_view(parity_views.checked), name="parity_checked"),
]

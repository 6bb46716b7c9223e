"""Version 1 of the interface for programs: read only, what is published, public or approved."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from knowledge.api import entries, structure
from results import api as results
from workplans import api as workplans

app_name = "api"

router = DefaultRouter()
router.include_format_suffixes = False
router.register("countries", structure.CountryViewSet, "country")
router.register("bodies", structure.BodyViewSet, "body")
router.register("themes", structure.ThemeViewSet, "theme")
router.register("glossary", structure.GlossaryViewSet, "glossary")
for kind, viewset in entries.VIEWSETS.items():
    router.register(kind, viewset, kind)
router.register("workplans", workplans.WorkPlanViewSet, "workplan")
router.register("frameworks", results.FrameworkViewSet, "framework")
router.register("results", results.ResultViewSet, "result")
router.register("indicators", results.IndicatorViewSet, "indicator")
router.register("observations", results.ObservationViewSet, "observation")
router.register("progress", results.ProgressEntryViewSet, "progress")

urlpatterns = [path("schema/", SpectacularAPIView.as_view(), name="schema"), *router.urls]

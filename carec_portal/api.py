"""Version 1 of the interface for programs: what is published, public or approved, to read; entries and evaluations, to work on."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.views import APIView

from knowledge.api import entries, structure
from results.api.cycles import CycleViewSet
from results.api.entries import EntryViewSet
from results.api.frameworks import FrameworkViewSet, ResultViewSet
from results.api.indicators import IndicatorViewSet
from results.api.observations import ObservationViewSet
from results.api.progress import ProgressViewSet
from workplans.api.activities import ActivityViewSet
from workplans.api.deliverables import DeliverableViewSet
from workplans.api.evaluations import EvaluationViewSet
from workplans.api.plans import WorkPlanViewSet

app_name = "api"


class Index(APIRootView):
    """What there is. Every list takes `?lang=en`, `zh-hans` or `both`, and `?page=`."""


class Router(DefaultRouter):
    """The usual router, whose index also names the schema."""

    include_format_suffixes = False

    def get_api_root_view(self, api_urls: list | None = None) -> Callable:
        lists = {prefix: f"{basename}-list" for prefix, _viewset, basename in self.registry}
        return Index.as_view(api_root_dict=lists | {"schema": "schema"})


router = Router()
router.register("countries", structure.CountryViewSet, "country")
router.register("organisations", structure.OrganisationViewSet, "organisation")
router.register("bodies", structure.BodyViewSet, "body")
router.register("themes", structure.ThemeViewSet, "theme")
router.register("glossary", structure.GlossaryViewSet, "glossary")
for kind, viewset in entries.VIEWSETS.items():
    router.register(kind, viewset, kind)
router.register("workplans", WorkPlanViewSet, "workplan")
router.register("activities", ActivityViewSet, "activity")
router.register("deliverables", DeliverableViewSet, "deliverable")
router.register("evaluations", EvaluationViewSet, "evaluation")
router.register("frameworks", FrameworkViewSet, "framework")
router.register("results", ResultViewSet, "result")
router.register("indicators", IndicatorViewSet, "indicator")
router.register("observations", ObservationViewSet, "observation")
router.register("cycles", CycleViewSet, "cycle")
router.register("entries", EntryViewSet, "entry")
router.register("progress", ProgressViewSet, "progress")


class Nothing(APIView):
    """Answers programs in their own format where there is no such address."""

    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: object, **options: object) -> None:
        raise NotFound


urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *router.urls,
    re_path(r"", Nothing.as_view(), name="nothing"),
]

"""Work plans for programs: all but drafts, to read."""

from __future__ import annotations

from django.db.models import Prefetch
from rest_framework import serializers

from base.api import BilingualViewSet
from knowledge.api.relations import CatalogueSerializer, OrganisationSerializer

from .models import Activity, Deliverable, DeliverablePart, Objective, WorkPlan


class ActivitySerializer(CatalogueSerializer):
    """A piece of work. Its days mean what ``precision`` says."""

    organisations = OrganisationSerializer(many=True, read_only=True)

    class Meta:
        model = Activity
        fields = [
            *("number", "title", "state", "starts_on", "ends_on", "precision"),
            *("lead_body", "organisations", "countries", "events"),
        ]


class ObjectiveSerializer(CatalogueSerializer):
    """An objective and its activities."""

    activities = ActivitySerializer(many=True, read_only=True)

    class Meta:
        model = Objective
        fields = ["number", "theme", "title", "activities"]


class DeliverablePartSerializer(CatalogueSerializer):
    """One of several things that a deliverable promises."""

    class Meta:
        model = DeliverablePart
        fields = ["order", "title", "state"]


class DeliverableSerializer(CatalogueSerializer):
    """What is promised for a quarter; ``activities`` are written “objective.activity”."""

    parts = DeliverablePartSerializer(many=True, read_only=True)
    activities = serializers.SerializerMethodField()

    class Meta:
        model = Deliverable
        fields = [
            *("number", "title", "due_year", "due_quarter", "action_asked", "meeting", "state", "proof"),
            *("activities", "parts"),
        ]

    def get_activities(self, deliverable: Deliverable) -> list[str]:
        return [f"{activity.objective.number}.{activity.number}" for activity in deliverable.activities.all()]


class WorkPlanSerializer(CatalogueSerializer):
    """A work plan with its objectives, activities and deliverables."""

    objectives = ObjectiveSerializer(many=True, read_only=True)
    deliverables = DeliverableSerializer(many=True, read_only=True)

    class Meta:
        model = WorkPlan
        fields = [
            *("slug", "title", "introduction", "body", "period_start", "period_end", "state", "documents"),
            *("objectives", "deliverables"),
        ]


class WorkPlanViewSet(BilingualViewSet):
    """Work plans."""

    serializer_class = WorkPlanSerializer
    lookup_field = "slug"
    filterset_fields = ["state"]
    queryset = (
        WorkPlan.objects.public()
        .select_related("body")
        .prefetch_related(
            "documents",
            Prefetch("objectives", Objective.objects.select_related("theme")),
            Prefetch("objectives__activities", Activity.objects.select_related("lead_body")),
            *(f"objectives__activities__{relation}" for relation in ("organisations", "countries", "events")),
            Prefetch("deliverables", Deliverable.objects.select_related("meeting", "proof")),
            "deliverables__parts",
            Prefetch("deliverables__activities", Activity.objects.select_related("objective")),
        )
    )

"""Work plans for programs: all but drafts, to read."""

from __future__ import annotations

from django.db.models import Prefetch
from rest_framework import serializers

from base.api import BilingualViewSet
from knowledge.api.relations import CatalogueSerializer

from ..models import Activity, Area, Deliverable, Involvement, Objective, Target, WorkPlan
from .parts import DeliverablePartSerializer, InvolvementSerializer


class PlanActivitySerializer(CatalogueSerializer):
    """A piece of work. Its days mean what ``precision`` says; with ``and_others`` the list of those involved is open."""

    involvements = InvolvementSerializer(many=True, read_only=True)

    class Meta:
        model = Activity
        fields = [
            *("number", "title", "description", "state", "starts_on", "ends_on", "precision"),
            *("involvements", "and_others", "events", "documents"),
        ]


class AreaSerializer(CatalogueSerializer):
    """A part of a plan, and the theme it belongs to."""

    class Meta:
        model = Area
        fields = ["number", "title", "theme"]


class ObjectiveSerializer(CatalogueSerializer):
    """An objective in an area, and its activities."""

    area = serializers.IntegerField(source="area.number", read_only=True)
    activities = PlanActivitySerializer(many=True, read_only=True)

    class Meta:
        model = Objective
        fields = ["number", "area", "title", "activities"]


class PlanDeliverableSerializer(CatalogueSerializer):
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
        return [activity.code for activity in deliverable.activities.all()]


class TargetSerializer(CatalogueSerializer):
    """A number that the plan wants to reach, in its unit; ``parent`` is the number of the target that it is a part of."""

    parent = serializers.IntegerField(source="parent.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Target
        fields = ["number", "title", "unit", "value", "parent"]


class WorkPlanSerializer(CatalogueSerializer):
    """A work plan with its areas, objectives, targets and deliverables. All its activities are at ``activities``."""

    areas = AreaSerializer(many=True, read_only=True)
    objectives = ObjectiveSerializer(many=True, read_only=True)
    targets = TargetSerializer(many=True, read_only=True)
    deliverables = PlanDeliverableSerializer(many=True, read_only=True)

    class Meta:
        model = WorkPlan
        fields = [
            *("slug", "title", "introduction", "body", "period_start", "period_end", "state", "version", "previous"),
            *("change_note", "adopted_on", "is_sample", "documents", "areas", "objectives", "targets", "deliverables"),
        ]


class WorkPlanViewSet(BilingualViewSet):
    """Work plans."""

    serializer_class = WorkPlanSerializer
    lookup_field = "slug"
    filterset_fields = ["state"]
    queryset = (
        WorkPlan.objects.public()
        .select_related("body", "previous")
        .prefetch_related(
            "documents",
            Prefetch("targets", Target.objects.select_related("unit", "parent")),
            Prefetch("areas", Area.objects.select_related("theme")),
            Prefetch("objectives", Objective.objects.select_related("area")),
            "objectives__activities__events",
            "objectives__activities__documents",
            Prefetch("objectives__activities__involvements", Involvement.objects.select_related("body", "organisation", "country")),
            Prefetch("deliverables", Deliverable.objects.select_related("meeting", "proof")),
            "deliverables__parts",
            Prefetch("deliverables__activities", Activity.objects.select_related("objective")),
        )
    )

"""Deliverables of public plans for programs, across plans."""

from __future__ import annotations

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from rest_framework import serializers

from base.api import BilingualViewSet
from knowledge.api.relations import CatalogueSerializer

from ..enums import ActionAsked, DeliverableState
from ..models import Activity, Decision, Deliverable, WorkPlan
from .parts import DecisionSerializer, DeliverablePartSerializer


class DeliverableSerializer(CatalogueSerializer):
    """What is promised for a quarter, and what meetings decided; ``activities`` are written “objective.activity”."""

    plan = serializers.SlugField(source="plan.slug", read_only=True)
    parts = DeliverablePartSerializer(many=True, read_only=True)
    decisions = DecisionSerializer(many=True, read_only=True)
    activities = serializers.SerializerMethodField()

    class Meta:
        model = Deliverable
        fields = [
            *("id", "plan", "number", "title", "due_year", "due_quarter", "action_asked", "meeting", "state", "proof"),
            *("activities", "parts", "decisions"),
        ]

    def get_activities(self, deliverable: Deliverable) -> list[str]:
        return [activity.code for activity in deliverable.activities.all()]


class DeliverableFilter(filters.FilterSet):
    """Deliverables of one plan, meeting, state, action asked, or quarter."""

    plan = filters.CharFilter(field_name="plan__slug")
    meeting = filters.CharFilter(field_name="meeting__slug")
    state = filters.ChoiceFilter(choices=DeliverableState)
    action_asked = filters.ChoiceFilter(choices=ActionAsked)
    year = filters.NumberFilter(field_name="due_year", min_value=1900, max_value=2200)
    quarter = filters.NumberFilter(field_name="due_quarter", min_value=1, max_value=4)

    class Meta:
        model = Deliverable
        fields: list[str] = []


class DeliverableViewSet(BilingualViewSet):
    """Deliverables of all public plans, earlier versions included: filter by ``plan`` for one of them."""

    serializer_class = DeliverableSerializer
    filterset_class = DeliverableFilter
    queryset = (
        Deliverable.objects.filter(plan__in=WorkPlan.objects.public())
        .select_related("plan", "meeting", "proof")
        .prefetch_related(
            "parts",
            Prefetch("decisions", Decision.objects.select_related("meeting", "document")),
            Prefetch("activities", Activity.objects.select_related("objective")),
        )
        .order_by("plan__slug", "number")
    )

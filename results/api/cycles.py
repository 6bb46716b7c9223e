"""Reporting cycles with their deadlines, for programs."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from base.api import BilingualViewSet
from knowledge.api.relations import CatalogueSerializer

from ..enums import ReportingStep
from ..models import ReportingCycle
from ..selectors.deadlines import deadlines_of


class DeadlineSerializer(serializers.Serializer):
    """By when a step must be done; ``is_provisional`` while the day of the meeting is not known."""

    step = serializers.ChoiceField(ReportingStep, read_only=True)
    due_on = serializers.DateField(read_only=True)
    is_provisional = serializers.BooleanField(read_only=True)


class CycleSerializer(CatalogueSerializer):
    """The round of reporting for one meeting."""

    frameworks = serializers.SerializerMethodField()
    deadlines = serializers.SerializerMethodField()

    class Meta:
        model = ReportingCycle
        fields = [
            *("slug", "title", "meeting", "sector", "period_start", "period_end", "is_open"),
            *("frameworks", "deadlines"),
        ]

    @extend_schema_field(serializers.ListField(child=serializers.SlugField()))
    def get_frameworks(self, cycle: ReportingCycle) -> list[str]:
        """The public frameworks that are told in it."""
        return [framework.slug for framework in cycle.frameworks.all() if framework.is_public]

    @extend_schema_field(DeadlineSerializer(many=True))
    def get_deadlines(self, cycle: ReportingCycle) -> list[dict[str, object]]:
        return DeadlineSerializer(deadlines_of(cycle), many=True).data


class CycleViewSet(BilingualViewSet):
    """The rounds of reporting, the latest first."""

    serializer_class = CycleSerializer
    lookup_field = "slug"
    queryset = ReportingCycle.objects.none()

    def get_queryset(self) -> QuerySet:
        return ReportingCycle.objects.select_related("meeting", "sector", "calendar").prefetch_related(
            "frameworks", "calendar__deadline_rules", "calendar__days", "deadline_changes"
        )

"""Frameworks, indicators, figures and approved progress for programs: what is public, to read."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from base.api import BilingualListViewSet, BilingualViewSet, CodeField, TranslatedField
from knowledge.api.relations import CatalogueSerializer

from .enums import ObservationKind, Operator, Rating, Sex, ValueState
from .models import (
    Framework,
    FrameworkLevel,
    Indicator,
    IndicatorPlacement,
    IndicatorRelation,
    Measure,
    Observation,
    ProgressEntry,
    ReportingCycle,
    Result,
    RiskAssumption,
)
from .selectors.indicators import public_indicators
from .selectors.progress import PublicEntry, last_approved


def shown_by(framework: str) -> QuerySet:
    """Where the public framework of this address name shows indicators."""
    return IndicatorPlacement.objects.filter(framework__slug=framework, framework__is_public=True)


class LevelSerializer(CatalogueSerializer):
    """What a framework calls one of its levels."""

    class Meta:
        model = FrameworkLevel
        fields = ["code", "name", "order"]


class FrameworkSerializer(CatalogueSerializer):
    """A results framework."""

    levels = LevelSerializer(many=True, read_only=True)

    class Meta:
        model = Framework
        fields = [
            *("slug", "title", "acronym", "description", "adopted_by", "adopted_on", "document"),
            *("baseline_year", "progress_years", "levels"),
        ]


class RiskSerializer(CatalogueSerializer):
    """A risk to a result, or an assumption it rests on."""

    class Meta:
        model = RiskAssumption
        fields = ["kind", "text", "reviewed_on"]


class PlacementSerializer(CatalogueSerializer):
    """Where and how a framework shows an indicator."""

    result = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = IndicatorPlacement
        fields = ["framework", "result", "indicator", "code", "wording", "is_headline"]


class ResultSerializer(CatalogueSerializer):
    """A node of a framework's tree; ``parent`` is the code of the node above it."""

    level = serializers.SlugRelatedField("code", read_only=True)
    parent = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    placements = PlacementSerializer(many=True, read_only=True)
    risks_and_assumptions = RiskSerializer(many=True, read_only=True)

    class Meta:
        model = Result
        fields = [
            *("framework", "code", "level", "parent", "statement", "theme", "responsible", "note"),
            *("placements", "risks_and_assumptions"),
        ]


class MeasureSerializer(CatalogueSerializer):
    """One of the series that an indicator carries."""

    class Meta:
        model = Measure
        fields = ["code", "name", "unit", "decimals"]


class RelationSerializer(CatalogueSerializer):
    """A close indicator, and how it differs."""

    class Meta:
        model = IndicatorRelation
        fields = ["other", "note"]


class IndicatorSerializer(CatalogueSerializer):
    """An indicator, its measures and where it is shown."""

    measures = MeasureSerializer(many=True, read_only=True)
    placements = PlacementSerializer(many=True, read_only=True)
    relations = RelationSerializer(many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = [
            *("code", "name", "value_kind", "direction", "period_aggregation", "country_aggregation", "frequency", "by_sex"),
            *("data_sources", "responsible", "note", "measures", "placements", "relations"),
        ]


class ObservationSerializer(CatalogueSerializer):
    """A figure. Unless ``state`` is “reported” there is none: ``value`` is null, never 0."""

    indicator = serializers.SlugField(source="measure.indicator.code", read_only=True)
    measure = serializers.SlugRelatedField("code", read_only=True)
    unit = serializers.SlugField(source="measure.unit.slug", read_only=True)
    sex = CodeField(Sex)
    operator = CodeField(Operator)

    class Meta:
        model = Observation
        fields = [
            *("indicator", "measure", "unit", "kind", "period_start", "period_end", "country", "sex"),
            *("state", "operator", "value", "text", "note", "events", "documents"),
        ]


class CycleSerializer(CatalogueSerializer):
    """The round of reporting that an entry belongs to."""

    class Meta:
        model = ReportingCycle
        fields = ["slug", "title", "sector", "period_start", "period_end"]


class ProgressSerializer(serializers.Serializer):
    """What is told about one indicator in one cycle, in Markdown, as it was last approved."""

    cycle = CycleSerializer(read_only=True)
    indicator = serializers.SlugField(source="indicator.code", read_only=True)
    narrative = TranslatedField()
    rating = CodeField(Rating)
    approved_at = serializers.DateTimeField(read_only=True)


class FrameworkViewSet(BilingualViewSet):
    """Public results frameworks."""

    serializer_class = FrameworkSerializer
    lookup_field = "slug"
    queryset = Framework.objects.public().select_related("adopted_by", "document").prefetch_related("levels")


class ResultFilter(filters.FilterSet):
    """Results of one framework, or at one of its levels."""

    framework = filters.CharFilter(field_name="framework__slug")
    level = filters.CharFilter(field_name="level__code")

    class Meta:
        model = Result
        fields: list[str] = []


class ResultViewSet(BilingualListViewSet):
    """The trees of the public frameworks, node by node."""

    serializer_class = ResultSerializer
    filterset_class = ResultFilter
    queryset = (
        Result.objects.filter(framework__is_public=True)
        .select_related("framework", "level", "parent", "theme")
        .prefetch_related(
            "risks_and_assumptions",
            Prefetch("placements", IndicatorPlacement.objects.select_related("framework", "result", "indicator")),
        )
    )


class IndicatorFilter(filters.FilterSet):
    """Indicators that one framework shows."""

    framework = filters.CharFilter(method="shown_by")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def shown_by(self, indicators: QuerySet, name: str, framework: str) -> QuerySet:
        """Indicators that a public framework shows."""
        return indicators.filter(placements__in=shown_by(framework))


class IndicatorViewSet(BilingualViewSet):
    """Indicators that a public framework shows."""

    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        related = IndicatorRelation.objects.filter(other__in=public_indicators()).select_related("other")
        return public_indicators().prefetch_related(Prefetch("relations", related))


class ObservationFilter(filters.FilterSet):
    """Figures of one indicator, kind, state, country or framework."""

    indicator = filters.CharFilter(field_name="measure__indicator__code")
    framework = filters.CharFilter(method="shown_by")
    kind = filters.ChoiceFilter(choices=ObservationKind)
    state = filters.ChoiceFilter(choices=ValueState)
    country = filters.CharFilter(field_name="country__iso3")

    class Meta:
        model = Observation
        fields: list[str] = []

    def shown_by(self, observations: QuerySet, name: str, framework: str) -> QuerySet:
        """Figures of the indicators that a public framework shows."""
        return observations.filter(measure__indicator__placements__in=shown_by(framework))


class ObservationViewSet(BilingualListViewSet):
    """Baselines, targets and progress of the public indicators."""

    serializer_class = ObservationSerializer
    filterset_class = ObservationFilter

    def get_queryset(self) -> QuerySet:
        return (
            Observation.objects.filter(measure__indicator__in=public_indicators())
            .select_related("measure__indicator", "measure__unit", "country")
            .prefetch_related("events", "documents")
        )


class ProgressFilter(filters.FilterSet):
    """Progress told in one cycle, or about one indicator."""

    cycle = filters.CharFilter(field_name="cycle__slug")
    indicator = filters.CharFilter(field_name="indicator__code")

    class Meta:
        model = ProgressEntry
        fields: list[str] = []


class ProgressViewSet(BilingualListViewSet):
    """Progress as it was last approved, also while somebody writes a newer text."""

    serializer_class = ProgressSerializer
    filterset_class = ProgressFilter

    def get_queryset(self) -> QuerySet:
        return ProgressEntry.objects.filter(indicator__in=public_indicators())

    def filter_queryset(self, queryset: QuerySet) -> list[PublicEntry]:
        return last_approved(super().filter_queryset(queryset))

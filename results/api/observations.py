"""Approved figures for programs."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from base.api import BilingualListViewSet, CodeField
from knowledge.api.relations import CatalogueSerializer

from ..enums import ObservationKind, Operator, Sex, ValueState
from ..models import Category, Observation
from .scope import indicators_for, placements_for


class CellSerializer(serializers.ModelSerializer):
    """The part of a dimension that a figure is about."""

    dimension = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Category
        fields = ["dimension", "code"]


class ObservationSerializer(CatalogueSerializer):
    """A figure. Unless ``state`` is “reported” there is none: ``value`` is null, never 0.

    A share keeps its ``numerator`` and ``denominator`` where they are known. ``override_reason`` says why the figure stands
    although the measure is added up from events.
    """

    indicator = serializers.SlugField(source="measure.indicator.code", read_only=True)
    measure = serializers.SlugRelatedField("code", read_only=True)
    unit = serializers.SlugField(source="measure.unit.slug", read_only=True)
    sex = CodeField(Sex)
    category = CellSerializer(read_only=True, allow_null=True)
    operator = CodeField(Operator)
    scale_step = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

    class Meta:
        model = Observation
        fields = [
            *("indicator", "measure", "unit", "kind", "period_start", "period_end", "country", "sex", "category"),
            *("state", "operator", "value", "numerator", "denominator", "scale_step", "text", "note", "override_reason"),
            *("events", "documents"),
        ]


class ObservationFilter(filters.FilterSet):
    """Figures of one indicator, measure, kind, state, country, sex or framework, in a span of time."""

    indicator = filters.CharFilter(field_name="measure__indicator__code")
    measure = filters.CharFilter(field_name="measure__code")
    framework = filters.CharFilter(method="shown_by")
    kind = filters.ChoiceFilter(choices=ObservationKind)
    state = filters.ChoiceFilter(choices=ValueState)
    country = filters.CharFilter(field_name="country__iso3")
    regional = filters.BooleanFilter(field_name="country", lookup_expr="isnull", help_text="Figures of the region as a whole.")
    sex = filters.ChoiceFilter(choices=[(choice.value or "all", choice.label) for choice in Sex], method="of_sex")
    since = filters.DateFilter(field_name="period_end", lookup_expr="gte", help_text="The period ends on this day or later.")
    until = filters.DateFilter(field_name="period_end", lookup_expr="lte", help_text="The period ends on this day or earlier.")

    class Meta:
        model = Observation
        fields: list[str] = []

    def shown_by(self, observations: QuerySet, name: str, framework: str) -> QuerySet:
        """Figures of the indicators that a framework shows now."""
        shown = placements_for(self.request.user).current().filter(framework__slug=framework)
        return observations.filter(measure__indicator__in=shown.values("indicator"))

    def of_sex(self, observations: QuerySet, name: str, sex: str) -> QuerySet:
        """Figures of one sex; “all” are the totals."""
        return observations.filter(sex="" if sex == "all" else sex)


class ObservationViewSet(BilingualListViewSet):
    """Baselines, targets and progress: approved figures alone, whoever asks."""

    serializer_class = ObservationSerializer
    filterset_class = ObservationFilter
    queryset = Observation.objects.none()

    def get_queryset(self) -> QuerySet:
        return (
            Observation.objects.filter(measure__indicator__in=indicators_for(self.request.user))
            .select_related("measure__indicator", "measure__unit", "country", "category__dimension", "scale_step")
            .prefetch_related("events", "documents")
        )

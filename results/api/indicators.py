"""Indicators with their measures and where frameworks show them, for programs."""

from __future__ import annotations

from django.db.models import F, Prefetch, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from base.api import BilingualViewSet
from knowledge.api.relations import CatalogueSerializer

from ..models import Category, Dimension, Indicator, IndicatorPlacement, IndicatorRelation, Measure, ScaleStep
from .frameworks import PlacementSerializer
from .scope import indicators_for, placements_for


class CategorySerializer(CatalogueSerializer):
    """One of the parts into which a dimension divides a total."""

    class Meta:
        model = Category
        fields = ["code", "name"]


class DimensionSerializer(CatalogueSerializer):
    """A way in which a measure is broken down beside sex and country."""

    categories = CategorySerializer(many=True, read_only=True)

    class Meta:
        model = Dimension
        fields = ["slug", "name", "categories"]


class ScaleStepSerializer(CatalogueSerializer):
    """A step of a qualitative scale; the higher its rank, the better."""

    class Meta:
        model = ScaleStep
        fields = ["code", "name", "rank"]


class MeasureSerializer(CatalogueSerializer):
    """One of the series that an indicator carries."""

    dimensions = DimensionSerializer(many=True, read_only=True)

    class Meta:
        model = Measure
        fields = ["code", "name", "unit", "decimals", "detail", "source", "dimensions"]


class RelationSerializer(CatalogueSerializer):
    """A close indicator, and how it differs."""

    class Meta:
        model = IndicatorRelation
        fields = ["other", "note"]


class IndicatorSerializer(CatalogueSerializer):
    """An indicator, its measures and where it is shown."""

    measures = MeasureSerializer(many=True, read_only=True)
    scale = ScaleStepSerializer(many=True, read_only=True)
    placements = PlacementSerializer(many=True, read_only=True)
    relations = RelationSerializer(many=True, read_only=True)
    cross_cutting = serializers.SlugRelatedField("slug", many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = [
            *("code", "name", "value_kind", "direction", "period_aggregation", "country_aggregation", "frequency", "by_sex"),
            *("by_country", "data_sources", "responsible", "note", "cross_cutting"),
            *("measures", "scale", "placements", "relations"),
        ]


class IndicatorFilter(filters.FilterSet):
    """Indicators that a framework shows now, that stand under a theme, are headline ones, or carry a cross-cutting tag."""

    framework = filters.CharFilter(method="shown_by", help_text="The address name of a framework that shows it now.")
    theme = filters.CharFilter(method="under", help_text="The address name of the theme of the result it stands under.")
    headline = filters.BooleanFilter(method="headlines", help_text="Only those that are headline indicators somewhere, or nowhere.")
    tag = filters.CharFilter(field_name="cross_cutting__slug", help_text="The address name of a cross-cutting theme.")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def _standing(self) -> QuerySet[IndicatorPlacement]:
        return placements_for(self.request.user).current()

    def shown_by(self, indicators: QuerySet, name: str, framework: str) -> QuerySet:
        """Indicators that a framework shows now."""
        return indicators.filter(pk__in=self._standing().filter(framework__slug=framework).values("indicator"))

    def under(self, indicators: QuerySet, name: str, theme: str) -> QuerySet:
        """Indicators below a result of this theme."""
        return indicators.filter(pk__in=self._standing().filter(result__theme__slug=theme).values("indicator"))

    def headlines(self, indicators: QuerySet, name: str, wanted: bool) -> QuerySet:
        """Headline indicators, or the others."""
        marked = self._standing().filter(is_headline=True).values("indicator")
        return indicators.filter(pk__in=marked) if wanted else indicators.exclude(pk__in=marked)


class IndicatorViewSet(BilingualViewSet):
    """Indicators that a framework shows or once showed."""

    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    lookup_field = "code"
    queryset = Indicator.objects.none()

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        visible = indicators_for(user)
        placements = (
            placements_for(user)
            .select_related("framework", "result", "indicator", "added_in", "retired_in")
            .order_by(F("retired_in__number").desc(nulls_first=True), "framework__order", "order", "code")
        )
        return visible.select_related("responsible").prefetch_related(
            "measures__unit",
            "measures__dimensions__categories",
            "scale",
            "cross_cutting",
            Prefetch("placements", placements),
            Prefetch("relations", IndicatorRelation.objects.filter(other__in=visible).select_related("other")),
        )

"""What is told about indicators, as it was last approved, for programs."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from base.api import BilingualListViewSet, CodeField, TranslatedField
from knowledge.api.relations import CatalogueSerializer

from ..enums import Rating
from ..models import ProgressEntry, ReportingCycle
from ..selectors.progress import PublicEntry, last_approved
from .scope import indicators_for

RATINGS = list(CodeField(Rating).choices.items())  # one name in the schema for each field that holds a rating


class ToldInSerializer(CatalogueSerializer):
    """The round of reporting that an entry belongs to."""

    class Meta:
        model = ReportingCycle
        fields = ["slug", "title", "sector", "period_start", "period_end"]


class ProgressSerializer(serializers.Serializer):
    """What is told about one indicator in one cycle, in Markdown; without a country it is about the region.

    ``proposed`` is the rating that the figures give; where people chose another, ``reason`` says why.
    """

    cycle = ToldInSerializer(read_only=True)
    indicator = serializers.SlugField(source="indicator.code", read_only=True)
    country = serializers.SlugField(source="country.iso3", read_only=True, allow_null=True, default=None)
    narrative = TranslatedField()
    rating = CodeField(Rating)
    proposed = CodeField(Rating)
    reason = TranslatedField()
    approved_at = serializers.DateTimeField(read_only=True)


class ProgressFilter(filters.FilterSet):
    """Progress told in one cycle, about one indicator, or by one country."""

    cycle = filters.CharFilter(field_name="cycle__slug")
    indicator = filters.CharFilter(field_name="indicator__code")
    country = filters.CharFilter(field_name="country__iso3")
    regional = filters.BooleanFilter(field_name="country", lookup_expr="isnull", help_text="Progress of the region as a whole.")

    class Meta:
        model = ProgressEntry
        fields: list[str] = []


class ProgressViewSet(BilingualListViewSet):
    """Progress as it was last approved, also while somebody writes a newer text."""

    serializer_class = ProgressSerializer
    filterset_class = ProgressFilter
    queryset = ProgressEntry.objects.none()

    def get_queryset(self) -> QuerySet:
        return ProgressEntry.objects.filter(indicator__in=indicators_for(self.request.user))

    def filter_queryset(self, queryset: QuerySet) -> list[PublicEntry]:
        return last_approved(super().filter_queryset(queryset))

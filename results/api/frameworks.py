"""Frameworks, their versions and their trees for programs."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from base.api import BilingualListViewSet, BilingualViewSet, TranslatedField
from base.text import Text
from knowledge.api.relations import CatalogueSerializer

from ..enums import VersionState
from ..models import Framework, FrameworkLevel, FrameworkVersion, IndicatorPlacement, Result, RiskAssumption, RiskReview
from .scope import frameworks_for, placements_for, works_on_frameworks


class LevelSerializer(CatalogueSerializer):
    """What a framework calls one of its levels."""

    class Meta:
        model = FrameworkLevel
        fields = ["code", "name", "order"]


class VersionSerializer(CatalogueSerializer):
    """A version of a framework: who confirmed it, when and at which meeting."""

    class Meta:
        model = FrameworkVersion
        fields = ["number", "state", "note", "confirmed_by", "confirmed_at", "confirmed_on"]


class FrameworkSerializer(CatalogueSerializer):
    """A results framework."""

    levels = LevelSerializer(many=True, read_only=True)
    versions = VersionSerializer(many=True, read_only=True)

    class Meta:
        model = Framework
        fields = [
            *("slug", "title", "acronym", "description", "adopted_by", "adopted_on", "document"),
            *("baseline_year", "progress_years", "is_public", "levels", "versions"),
        ]


class ReviewSerializer(CatalogueSerializer):
    """What was found of a risk or an assumption in a cycle."""

    class Meta:
        model = RiskReview
        fields = ["cycle", "verdict", "note", "reviewed_at"]


class RiskSerializer(CatalogueSerializer):
    """A risk to a result, or an assumption it rests on, with what its reviews found, the latest first."""

    reviews = ReviewSerializer(many=True, read_only=True)

    class Meta:
        model = RiskAssumption
        fields = ["kind", "text", "reviewed_on", "reviews"]


class RetirementReasonField(TranslatedField):
    """Why a confirmed version retired an indicator; nothing while a version in preparation would."""

    def get_attribute(self, instance: IndicatorPlacement) -> Text:
        return super().get_attribute(instance) if instance.retirement else Text()


class PlacementSerializer(CatalogueSerializer):
    """Where and how a framework shows an indicator, since which version, and until which it did."""

    result = serializers.SlugRelatedField("code", read_only=True)
    added_in = serializers.SlugRelatedField("number", read_only=True, allow_null=True)
    retired_in = serializers.IntegerField(source="retirement.number", read_only=True, allow_null=True)
    retirement_reason = RetirementReasonField()

    class Meta:
        model = IndicatorPlacement
        fields = [
            *("framework", "result", "indicator", "code", "wording", "is_headline"),
            *("added_in", "retired_in", "retirement_reason"),
        ]


class ResultSerializer(CatalogueSerializer):
    """A node of a framework's tree; ``parent`` is the code of the node above it. Indicators are those that stand now."""

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


class FrameworkViewSet(BilingualViewSet):
    """Results frameworks: the public ones, and for those who work on them the others as well."""

    serializer_class = FrameworkSerializer
    lookup_field = "slug"
    queryset = Framework.objects.none()

    def get_queryset(self) -> QuerySet:
        versions = FrameworkVersion.objects.select_related("confirmed_by", "confirmed_at")
        if not works_on_frameworks(self.request.user):
            versions = versions.filter(state=VersionState.CONFIRMED)
        return (
            frameworks_for(self.request.user)
            .select_related("adopted_by", "document")
            .prefetch_related("levels", Prefetch("versions", versions))
        )


class ResultFilter(filters.FilterSet):
    """Results of one framework, or at one of its levels."""

    framework = filters.CharFilter(field_name="framework__slug")
    level = filters.CharFilter(field_name="level__code")

    class Meta:
        model = Result
        fields: list[str] = []


class ResultViewSet(BilingualListViewSet):
    """The trees of the frameworks, node by node."""

    serializer_class = ResultSerializer
    filterset_class = ResultFilter
    queryset = Result.objects.none()

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        placements = placements_for(user).filter(Q(retired_in=None) | Q(retired_in__state=VersionState.DRAFT))
        if not works_on_frameworks(user):
            placements = placements.exclude(added_in__state=VersionState.DRAFT)
        placements = placements.select_related("framework", "result", "indicator", "added_in", "retired_in")
        reviews = RiskReview.objects.select_related("cycle").order_by("-cycle__period_end", "-reviewed_at")
        return (
            Result.objects.filter(framework__in=frameworks_for(user))
            .select_related("framework", "level", "parent", "theme")
            .prefetch_related(
                Prefetch("risks_and_assumptions", RiskAssumption.objects.prefetch_related(Prefetch("reviews", reviews))),
                Prefetch("placements", placements),
            )
        )

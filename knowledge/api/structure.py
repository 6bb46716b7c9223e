"""Countries, organisations, bodies, themes and official terms."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from base.api import BilingualViewSet

from ..models import Body, Country, GlossaryTerm, Organisation, Theme
from .relations import CatalogueSerializer, OrganisationSerializer


class CountrySerializer(CatalogueSerializer):
    """A country."""

    class Meta:
        model = Country
        fields = ["iso3", "name", "variants", "is_member"]


class OrganisationDetailSerializer(OrganisationSerializer):
    """An institution with its further names in any language, its countries and what it does."""

    names = serializers.SerializerMethodField()

    class Meta(OrganisationSerializer.Meta):
        fields = [*OrganisationSerializer.Meta.fields, "names", "countries", "description"]

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_names(self, organisation: Organisation) -> list[str]:
        return [further.name for further in organisation.names.all()]


class BodySerializer(CatalogueSerializer):
    """A body of the programme and whom it reports to."""

    class Meta:
        model = Body
        fields = [
            *("slug", "acronym", "name", "kind", "state", "parent", "sector"),
            *("mandate", "founded", "membership", "members"),
        ]


class ThemeSerializer(CatalogueSerializer):
    """A theme, what it is part of, and the document that names it."""

    class Meta:
        model = Theme
        fields = ["slug", "kind", "code", "name", "description", "parent", "strategy"]


class GlossarySerializer(CatalogueSerializer):
    """An official term."""

    class Meta:
        model = GlossaryTerm
        fields = ["slug", "term", "short_form", "abbreviation", "variants", "note"]


class CountryViewSet(BilingualViewSet):
    """Countries, by ISO 3166-1 alpha-3 code."""

    serializer_class = CountrySerializer
    queryset = Country.objects.all()
    lookup_field = "iso3"
    filterset_fields = ["is_member"]


class OrganisationViewSet(BilingualViewSet):
    """Institutions. The address of one that was merged into another leads to the other."""

    serializer_class = OrganisationDetailSerializer
    queryset = Organisation.objects.current().prefetch_related("names", "countries")
    lookup_field = "slug"
    filterset_fields = ["kind"]

    def retrieve(self, request: Request, *args: Any, **options: Any) -> Response | HttpResponseRedirect:
        merged = Organisation.objects.filter(slug=options["slug"], merged_into__isnull=False).first()
        if merged is None:
            return super().retrieve(request, *args, **options)
        address = reverse("api:organisation-detail", args=[merged.standing.slug])
        asked = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{address}?{asked}" if asked else address)


class BodyViewSet(BilingualViewSet):
    """The bodies of the programme."""

    serializer_class = BodySerializer
    queryset = Body.objects.select_related("parent", "sector").prefetch_related("members")
    lookup_field = "slug"
    filterset_fields = ["kind", "state"]


class ThemeViewSet(BilingualViewSet):
    """Pillars, cross-cutting themes, clusters and sectors."""

    serializer_class = ThemeSerializer
    queryset = Theme.objects.select_related("parent", "strategy")
    lookup_field = "slug"
    filterset_fields = ["kind"]


class GlossaryViewSet(BilingualViewSet):
    """The official wording of terms; ask for both languages."""

    serializer_class = GlossarySerializer
    queryset = GlossaryTerm.objects.all()
    lookup_field = "slug"

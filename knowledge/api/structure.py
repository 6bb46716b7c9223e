"""Countries, bodies, themes and official terms."""

from __future__ import annotations

from base.api import BilingualViewSet

from ..models import Body, Country, GlossaryTerm, Theme
from .relations import CatalogueSerializer


class CountrySerializer(CatalogueSerializer):
    """A country."""

    class Meta:
        model = Country
        fields = ["iso3", "name", "variants", "is_member"]


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

"""The six kinds of entries. Only published ones are here."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from base.api import BilingualViewSet, CodeField

from ..enums import Mode
from ..filters import FILTERS
from ..models import (
    CountryBrief,
    Document,
    DocumentFile,
    Event,
    EventHost,
    EventMaterial,
    FundingAward,
    FundingOpportunity,
    MeetingOutcome,
    Resource,
    Solution,
    Training,
)
from ..selectors import details
from .relations import CatalogueSerializer, OrganisationSerializer

HEAD = ("slug", "title", "summary", "countries", "themes")
TAIL = ("source_note", "is_sample", "updated_at", "page")


class EntrySerializer(CatalogueSerializer):
    """An entry with the address of its page for people."""

    page = serializers.URLField(source="get_absolute_url", read_only=True)

    def to_representation(self, instance: Resource) -> dict[str, Any]:
        written = super().to_representation(instance)
        return written | {"page": self.context["request"].build_absolute_uri(written["page"])}


class DocumentFileSerializer(CatalogueSerializer):
    """One language version, to download."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = DocumentFile
        fields = ["language", "url", "size", "sha256", "uploaded_at"]

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, file: DocumentFile) -> str:
        return reverse("knowledge:file", args=[file.pk], request=self.context["request"])


class DocumentSerializer(EntrySerializer):
    """A key document and its files."""

    publisher = OrganisationSerializer(read_only=True, allow_null=True)
    files = DocumentFileSerializer(many=True, read_only=True)

    class Meta:
        model = Document
        fields = [
            *HEAD,
            *("document_type", "status", "dated", "year", "endorsed_by", "endorsed_on", "publisher", "reference", "url", "files"),
            *TAIL,
        ]


class HostSerializer(CatalogueSerializer):
    """Who hosts, chairs or supports."""

    organisation = OrganisationSerializer(read_only=True, allow_null=True)

    class Meta:
        model = EventHost
        fields = ["role", "country", "organisation"]


class OutcomeSerializer(CatalogueSerializer):
    """What was decided."""

    class Meta:
        model = MeetingOutcome
        fields = ["theme", "decision"]


class MaterialSerializer(CatalogueSerializer):
    """A paper, slides or a recording; ``file`` is its address here, ``url`` elsewhere."""

    file = serializers.SerializerMethodField()

    class Meta:
        model = EventMaterial
        fields = ["kind", "title", "file", "url", "is_sample"]

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_file(self, material: EventMaterial) -> str | None:
        return reverse("knowledge:material", args=[material.pk], request=self.context["request"]) if material.file else None


class EventSerializer(EntrySerializer):
    """An event. Its days mean what ``precision`` says: of a month, only the month counts."""

    mode = CodeField(Mode)
    hosts = HostSerializer(many=True, read_only=True)
    outcomes = OutcomeSerializer(many=True, read_only=True)
    materials = MaterialSerializer(many=True, read_only=True)

    class Meta:
        model = Event
        fields = [
            *HEAD,
            *("kind", "status", "body", "part_of", "starts_on", "ends_on", "precision", "time_zone", "place", "mode"),
            *("hosts", "outcomes", "materials", "documents"),
            *TAIL,
        ]


class TrainingSerializer(EntrySerializer):
    """A training programme."""

    mode = CodeField(Mode)
    provider = OrganisationSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Training
        fields = [
            *HEAD,
            *("provider", "provider_kind", "location", "duration", "mode", "teaching_languages", "eligibility"),
            *("quality_assurance", "capacities", "url"),
            *TAIL,
        ]


class SolutionSerializer(EntrySerializer):
    """A solution and what shows that it works."""

    provider = OrganisationSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Solution
        fields = [*HEAD, "threat", "provider", "evidence", "url", *TAIL]


class AwardSerializer(CatalogueSerializer):
    """A grant. ``amount`` is null when it is not known."""

    class Meta:
        model = FundingAward
        fields = ["slug", "beneficiary", "countries", "amount", "currency", "status", "purpose", "note"]


class FundingSerializer(EntrySerializer):
    """A call for applications and its grants. ``is_open`` is null when no closing date is known."""

    funder = OrganisationSerializer(read_only=True)
    is_open = serializers.BooleanField(read_only=True, allow_null=True)
    awards = AwardSerializer(many=True, read_only=True)

    class Meta:
        model = FundingOpportunity
        fields = [*HEAD, "funder", "opens_on", "closes_on", "is_open", "eligibility", "priority_areas", "url", "awards", *TAIL]


class BriefSerializer(EntrySerializer):
    """A country brief."""

    class Meta:
        model = CountryBrief
        fields = [*HEAD, "country", "year", "health_security", "health_system", *TAIL]


class EntryViewSet(BilingualViewSet):
    """Published entries of one kind, narrowed down as on the pages."""

    lookup_field = "slug"

    def get_queryset(self) -> QuerySet:
        return details.of(self.serializer_class.Meta.model).published()


def _viewset(serializer: type[EntrySerializer]) -> type[EntryViewSet]:
    model = serializer.Meta.model
    members = {"__doc__": serializer.__doc__, "serializer_class": serializer, "filterset_class": FILTERS[model]}
    return type(f"{model.__name__}ViewSet", (EntryViewSet,), members)


VIEWSETS = {
    serializer.Meta.model.URL_KIND: _viewset(serializer)
    for serializer in (
        *(EventSerializer, DocumentSerializer, TrainingSerializer, SolutionSerializer),
        *(FundingSerializer, BriefSerializer),
    )
}

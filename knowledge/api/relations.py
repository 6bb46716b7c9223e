"""How other records are named: by their natural keys, and entries only when they are published."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from base.api import BilingualSerializer

from ..models import Organisation, Resource


class EntryField(serializers.SlugField):
    """Another entry, by its address name; ``null`` while that entry is not published."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **options)

    def to_representation(self, value: Resource) -> str | None:
        return value.slug if value.is_published else None


class EntriesField(serializers.ListField):
    """Other entries, by their address names; those that are not published are left out."""

    child = serializers.SlugField()

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)

    def to_representation(self, value: Any) -> list[str]:
        return [entry.slug for entry in value.all() if entry.is_published]


class CatalogueSerializer(BilingualSerializer):
    """Never names an entry that is not published, whatever relation leads to it."""

    def build_relational_field(self, field_name: str, relation_info: Any) -> tuple[type, dict[str, Any]]:
        if issubclass(relation_info.related_model, Resource):
            return (EntriesField if relation_info.to_many else EntryField), {}
        return super().build_relational_field(field_name, relation_info)


class OrganisationSerializer(BilingualSerializer):
    """An institution, as a part of what names it."""

    class Meta:
        model = Organisation
        fields = ["slug", "name", "acronym", "kind", "website", "is_sample"]

"""What every room's interface for programs shares: both languages, closed lists by their codes, and reading only."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_field
from modeltranslation.manager import get_translatable_fields_for_model
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.relations import SlugRelatedField
from rest_framework.request import Request
from rest_framework.response import Response

from .api_parity import PARITY_PARAMETER, ParitySerializerMixin, ParityViewMixin
from .text import CHINESE, ENGLISH, LANGUAGES, Text, text_of

BOTH = "both"
TEXT_SCHEMA = {"type": "string", "nullable": True}
TRANSLATED_SCHEMA = {
    "oneOf": [
        TEXT_SCHEMA,
        {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, TEXT_SCHEMA),
            "required": list(LANGUAGES),
        },
    ],
    "description": "The text in the language asked for, or in both; null where nothing is written in that language.",
}


@extend_schema_field(TRANSLATED_SCHEMA)
class TranslatedField(serializers.Field):
    """A translated text in the languages asked for. It never falls back to the other language: a gap is ``null``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"read_only": True, **options})

    def get_attribute(self, instance: object) -> Text:
        return text_of(instance, self.source) if isinstance(instance, models.Model) else getattr(instance, self.source)

    def to_representation(self, value: Text) -> str | dict[str, str | None] | None:
        languages = self.context["languages"]
        texts = {language: value.in_language(language) or None for language in languages}
        return texts if len(languages) > 1 else texts[languages[0]]


class CodeField(serializers.ChoiceField):
    """One of a closed list, by its code; a list's empty choice goes by its name: “all”, “not_rated”."""

    def __init__(self, choices: type[models.TextChoices], **options: Any) -> None:
        self.codes = {choice.value: choice.value or choice.name.lower() for choice in choices}
        super().__init__([(self.codes[choice.value], choice.label) for choice in choices], read_only=True, **options)

    def to_representation(self, value: str) -> str:
        return self.codes[value]


class BilingualSerializer(ParitySerializerMixin, serializers.ModelSerializer):
    """Writes translated fields in the languages asked for, relations by natural key, and numbers without empty decimals."""

    def build_standard_field(self, field_name: str, model_field: models.Field) -> tuple[type, dict[str, Any]]:
        if field_name in (get_translatable_fields_for_model(self.Meta.model) or ()):
            return TranslatedField, {}
        field, options = super().build_standard_field(field_name, model_field)
        if issubclass(field, serializers.DecimalField):
            options["normalize_output"] = True
        return field, options

    def build_relational_field(self, field_name: str, relation_info: Any) -> tuple[type, dict[str, Any]]:
        (key,) = relation_info.related_model.NATURAL_KEY
        options = {"slug_field": key, "read_only": True}
        if relation_info.to_many:
            return SlugRelatedField, options | {"many": True}
        return SlugRelatedField, options | {"allow_null": relation_info.model_field.null}


class BilingualListViewSet(ParityViewMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    """A list to read in one language or both: ``?lang=en``, ``zh-hans`` or ``both``; else what the reader's program accepts."""

    languages: tuple[str, ...] = (ENGLISH,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        asked = request.query_params.get("lang", "")
        if asked and asked not in (*LANGUAGES, BOTH):
            raise ValidationError({"lang": [_("Ask for “en”, “zh-hans” or “both”.")]})
        self.languages = LANGUAGES if asked == BOTH else (asked or get_language() or ENGLISH,)
        super().initial(request, *args, **kwargs)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "languages": self.languages}

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Content-Language"] = ", ".join(self.languages)
        patch_vary_headers(response, ["Accept-Language"])
        return response


class BilingualViewSet(mixins.RetrieveModelMixin, BilingualListViewSet):
    """A list whose records have addresses of their own."""


REFUSED = {
    400: OpenApiResponse(OpenApiTypes.OBJECT, "What was asked or given is not understood: by parameter or field, why."),
    403: OpenApiResponse(OpenApiTypes.OBJECT, "Not for you, or sign in first."),
    404: OpenApiResponse(OpenApiTypes.OBJECT, "There is no such record, or no such page of the list."),
    406: OpenApiResponse(OpenApiTypes.OBJECT, "No such format."),
}


class BilingualSchema(AutoSchema):
    """Documents ``?lang=`` for every address, and what may be refused there."""

    def get_response_serializers(self) -> Any:
        usual = super().get_response_serializers()
        return {**(usual if isinstance(usual, dict) else {200: usual}), **REFUSED}

    def get_override_parameters(self) -> list[OpenApiParameter]:
        return [
            OpenApiParameter(
                "lang",
                OpenApiTypes.STR,
                enum=[CHINESE, ENGLISH, BOTH],
                description="The language of the texts; “both” gives an object with both. Else Accept-Language decides.",
            ),
            PARITY_PARAMETER,
        ]

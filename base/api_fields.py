"""Fields that programs write: texts in both languages at once, and closed lists by their codes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .api import TRANSLATED_SCHEMA, TranslatedField
from .text import CHINESE, ENGLISH, LANGUAGES, Text


@extend_schema_field(TRANSLATED_SCHEMA)
class WrittenText(TranslatedField):
    """A text that is written in both languages at once: ``{"zh-hans": …, "en": …}``. It is read as other texts are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=False, **options)

    def to_internal_value(self, data: Any) -> Text:
        if not isinstance(data, dict) or set(data) != set(LANGUAGES) or not all(isinstance(text, str) for text in data.values()):
            raise serializers.ValidationError(_("Give both languages, “zh-hans” and “en”, and nothing else."))
        check = serializers.CharField(allow_blank=True)
        return Text(zh=check.run_validation(data[CHINESE]), en=check.run_validation(data[ENGLISH]))


class CodeChoice(serializers.ChoiceField):
    """One of a closed list by its code; the empty choice goes by its name, as in what is read."""

    def __init__(self, choices: type[models.TextChoices], **options: Any) -> None:
        self.codes = {choice.value: choice.value or choice.name.lower() for choice in choices}
        self.values = {code: value for value, code in self.codes.items()}
        super().__init__([(self.codes[choice.value], choice.label) for choice in choices], **options)

    def to_representation(self, value: str) -> str:
        return self.codes[value]

    def to_internal_value(self, data: Any) -> str:
        return self.values[super().to_internal_value(data)]

"""The state of translations in the interface for programs: ``?parity=1`` adds ``translation_state`` to each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from .parity_rule import Parity
from .parity_selectors import states_of

TRUE, FALSE = ("1", "true"), ("", "0", "false")
STATES = "translation_states"  # in the serializer's context: by record, then by field

PARITY_PARAMETER = OpenApiParameter(
    "parity",
    OpenApiTypes.BOOL,
    description="Adds “translation_state” to each record of the list: “complete”, “missing” (a text is there in one language "
    "only) or “stale” (one language changed after the other was translated). It speaks of the texts in the answer.",
)


def _behind(records: Iterable[models.Model]) -> dict[models.Model, dict[str, str]]:
    """Which texts of these records are missing or stale, in one query."""
    by_key = {(type(record)._meta.concrete_model, record.pk): record for record in records}
    found: dict[models.Model, dict[str, str]] = defaultdict(dict)
    for state in states_of(by_key.values()).exclude(state=Parity.COMPLETE).select_related("content_type"):
        found[by_key[state.content_type.model_class(), state.object_id]][state.field] = state.state
    return found


class ParityViewMixin:
    """For lists and records that may be asked for with ``?parity=1``; it costs one query a page."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.query_params.get("parity", "") not in (*TRUE, *FALSE):
            raise ValidationError({"parity": [_("Ask with “parity=true” or “parity=false”.")]})
        super().initial(request, *args, **kwargs)

    def get_serializer(self, *args: Any, **kwargs: Any) -> serializers.BaseSerializer:
        if args and "data" not in kwargs and self.request.query_params.get("parity", "") in TRUE:
            records = args[0] if kwargs.get("many") else [args[0]]
            states = _behind([record for record in records if isinstance(record, models.Model)])
            kwargs["context"] = {**kwargs.get("context", self.get_serializer_context()), STATES: states}
        return super().get_serializer(*args, **kwargs)


class ParitySerializerMixin:
    """Says of the record itself, not of those within it, how the texts that it writes stand."""

    def to_representation(self, instance: models.Model) -> dict[str, Any]:
        written = super().to_representation(instance)
        if STATES in self.context and self.root in (self, self.parent):
            behind = self.context[STATES].get(instance, {})
            states = {behind[field.source] for field in self.fields.values() if field.source in behind}
            worst = next((state for state in (Parity.MISSING, Parity.STALE) if state in states), Parity.COMPLETE)
            written["translation_state"] = worst.value
        return written

"""Steps of records that are written and reviewed, taken through the interface for programs: submit, return, accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.fields import get_error_detail
from rest_framework.request import Request
from rest_framework.response import Response

from .api import REFUSED
from .api_writing import IF_MATCH, REFUSALS, VersionedUpdateMixin
from .versions import Conflict, version_of


class NoteSerializer(serializers.Serializer):
    """Why a record is sent back."""

    note = serializers.CharField(help_text="What is to be done, for the author.")


@contextmanager
def refusals_for_programs() -> Iterator[None]:
    """Turns what a service refuses into an answer for programs: 400 with the reasons."""
    try:
        yield
    except ValidationError as error:
        raise serializers.ValidationError(get_error_detail(error)) from error


def step(
    operation: str, does: str, answers: type[serializers.Serializer], body: type[serializers.Serializer] | None = None
) -> Callable:
    """What steps share in the schema: If-Match, what they answer, and that they refuse with 400."""
    responses = {200: answers, **REFUSED, **REFUSALS}
    return extend_schema(parameters=[IF_MATCH], request=body, responses=responses, operation_id=operation, description=does)


class ReviewStepsMixin(VersionedUpdateMixin):
    """Takes a step with a record in the version that was read."""

    @transaction.atomic
    def take(self, request: Request, run: Callable[[models.Model], Any]) -> Response:
        """Run a service on the record that ``If-Match`` names, and answer with the record as it is then."""
        try:
            record = self.hold_record(request)
        except Conflict as conflict:
            return self.refusal(conflict)
        with refusals_for_programs():
            run(record)
        answer = Response(self.get_serializer(self.get_object()).data)
        answer["ETag"] = self.etag_of(version_of(record), answer.data)
        return answer

"""Writing through the interface for programs, without overwriting what somebody else wrote meanwhile.

A record comes with an ``ETag``. Whoever changes or deletes it sends the tag back in ``If-Match``: without it the answer is 428,
with an older one 412 together with the record as it is stored now, in both languages.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models, transaction
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import mixins, status
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from .api import BilingualSchema
from .text import LANGUAGES
from .versions import Conflict, hold, version_of

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the record as you read it. “*” names no version and is not taken.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description="ETags you have: 304 if one of them is still right."
)
REFUSALS = {
    412: OpenApiResponse(OpenApiTypes.OBJECT, "Somebody changed the record meanwhile: “stored” is how it is now, “etag” its tag."),
    428: OpenApiResponse(OpenApiTypes.OBJECT, "If-Match is missing."),
}

CHANGES = ("PUT", "PATCH", "DELETE")


class VersionMissing(APIException):
    """A change that does not say which version it is of."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = _("Say with If-Match which version you read: the ETag that came with it.")
    default_code = "version_missing"


class VersionedSchema(BilingualSchema):
    """Documents the headers that carry versions, and what a change without the right one is answered."""

    def get_override_parameters(self) -> list[OpenApiParameter]:
        own = [IF_MATCH] if self.method in CHANGES else [IF_NONE_MATCH] if self.view.action == "retrieve" else []
        return [*super().get_override_parameters(), *own]

    def get_response_serializers(self) -> Any:
        usual = super().get_response_serializers()
        if self.method in CHANGES:
            return {**usual, **REFUSALS, **({204: None} if self.method == "DELETE" else {})}
        return {**usual, 304: None} if self.view.action == "retrieve" else usual


class VersionedRetrieveMixin(mixins.RetrieveModelMixin):
    """One record with its ``ETag``: its version, the languages and the format it is told in, and what it tells.

    The last part is there because an answer names other records, too, whose names may change without a version of this one.
    """

    schema = VersionedSchema()

    def etag_of(self, version: str, data: Any) -> str:
        """The tag of an answer; strong, so that two answers with the same tag are the same to the byte."""
        told = hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:16]
        form = getattr(getattr(self.request, "accepted_renderer", None), "format", "") or "json"
        return f'"{version or "0"}.{"+".join(self.languages)}.{form}.{told}"'

    def retrieve(self, request: Request, *args: Any, **options: Any) -> Response:
        record = self.get_object()
        version = version_of(record)
        record.refresh_from_db()  # read after its version: a save between the two leaves the tag behind, never the data
        answer = Response(self.get_serializer(record).data)
        answer["ETag"] = self.etag_of(version, answer.data)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if "*" in known or answer["ETag"] in [tag.removeprefix("W/") for tag in known]:
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": answer["ETag"]})
        return answer


class VersionedUpdateMixin(VersionedRetrieveMixin):
    """Changes a record in the version that was read, kept from everybody else until it is written."""

    def update(self, request: Request, *args: Any, **options: Any) -> Response:
        return self._write(request, partial=False)

    def partial_update(self, request: Request, *args: Any, **options: Any) -> Response:
        return self._write(request, partial=True)

    @transaction.atomic
    def _write(self, request: Request, *, partial: bool) -> Response:
        try:
            record = self.hold_record(request)
        except Conflict as conflict:
            return self.refusal(conflict)
        serializer = self.get_serializer(record, data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        self.perform_update(serializer)
        answer = Response(self.get_serializer(self.get_object()).data)
        answer["ETag"] = self.etag_of(version_of(record), answer.data)
        return answer

    def perform_update(self, serializer: Any) -> None:
        """Save the record with its author; rooms with a service of their own call that instead."""
        serializer.instance._history_user = self.request.user
        serializer.instance._change_reason = "api"
        serializer.save()

    def hold_record(self, request: Request) -> models.Model:
        """The record asked for, locked, in the version of ``If-Match``. Raises ``VersionMissing`` or ``Conflict``."""
        record = self.get_object()
        tags = parse_etags(request.headers.get("If-Match", ""))
        versions = [tag.strip('"').split(".")[0] for tag in tags if tag.startswith('"')]  # a weak tag matches nothing
        if not tags or "*" in tags:
            raise VersionMissing
        now = version_of(record) or "0"
        seen = now if now in versions else next(iter(versions), None)
        held = hold(record, "" if seen == "0" else seen)
        self.check_object_permissions(request, held)
        return held

    def refusal(self, conflict: Conflict) -> Response:
        """412 with the record as it is stored now in both languages; ``null`` when it was deleted."""
        asked, self.languages = self.languages, LANGUAGES
        try:
            stored = self.get_serializer(conflict.stored).data if conflict.stored else None
            etag = self.etag_of(conflict.version, stored) if conflict.stored else None
        finally:
            self.languages = asked
        answer = Response(
            {
                "detail": _("Somebody changed this record after you read it. Nothing was written."),
                "changed_at": conflict.at,
                "etag": etag,
                "stored": stored,
            },
            status=status.HTTP_412_PRECONDITION_FAILED,
        )
        if etag:
            answer["ETag"] = etag
        return answer


class VersionedDestroyMixin(VersionedUpdateMixin):
    """Deletes a record in the version that was read."""

    @transaction.atomic
    def destroy(self, request: Request, *args: Any, **options: Any) -> Response:
        try:
            record = self.hold_record(request)
        except Conflict as conflict:
            return self.refusal(conflict)
        record._history_user = request.user
        record.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)

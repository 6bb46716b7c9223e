"""Entries as those who work on them read and write them. What is approved everybody reads below ``progress``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.fields import get_error_detail
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from base.api import REFUSED, BilingualListViewSet
from base.api_writing import IF_MATCH, REFUSALS, VersionedUpdateMixin
from base.versions import Conflict, version_of

from .. import rules
from ..enums import EntryState, Rating
from ..models import EntryFigure, ProgressEntry
from ..services import reviewing
from ..services.figures import record_figures
from .entry_figures import CodeChoice, EntryFigureSerializer, WrittenText, figures_from

TEXTS = ("narrative", "rating_reason")


class EntrySerializer(serializers.ModelSerializer):
    """What is told about one indicator in one cycle, for the region or one country, in whatever state it is."""

    cycle = serializers.SlugRelatedField("slug", read_only=True)
    indicator = serializers.SlugRelatedField("code", read_only=True)
    country = serializers.SlugRelatedField("iso3", read_only=True, allow_null=True)
    narrative = WrittenText()
    rating = CodeChoice(Rating)
    proposed_rating = CodeChoice(Rating, read_only=True)
    rating_reason = WrittenText()
    figures = EntryFigureSerializer(many=True)

    class Meta:
        model = ProgressEntry
        fields = [
            *("id", "cycle", "indicator", "country", "state", "narrative", "rating", "proposed_rating", "rating_reason"),
            *("review_note", "submitted_at", "published_at", "updated_at", "figures"),
        ]
        read_only_fields = ["id", "state", "review_note", "submitted_at", "published_at", "updated_at"]
        validators: list[object] = []


class NoteSerializer(serializers.Serializer):
    """Why an entry is sent back."""

    note = serializers.CharField(help_text="What is to be done, for the author.")


class EntryFilter(filters.FilterSet):
    """Entries of one cycle, indicator, country or state."""

    cycle = filters.CharFilter(field_name="cycle__slug")
    indicator = filters.CharFilter(field_name="indicator__code")
    country = filters.CharFilter(field_name="country__iso3")
    regional = filters.BooleanFilter(field_name="country", lookup_expr="isnull", help_text="Entries of the region as a whole.")
    state = filters.ChoiceFilter(choices=EntryState)
    assigned_to_me = filters.BooleanFilter(method="assigned", help_text="Those that you are to write, or all the others.")

    class Meta:
        model = ProgressEntry
        fields: list[str] = []

    def assigned(self, entries: QuerySet, name: str, mine: bool) -> QuerySet:
        """Entries by whether the person asking is to write them."""
        return entries.filter(assignee=self.request.user) if mine else entries.exclude(assignee=self.request.user)


def entries_for(user: User) -> QuerySet[ProgressEntry]:
    """Those that ``rules.may_see`` lets the person see."""
    if not user.has_perm("results.view_progressentry"):
        return ProgressEntry.objects.none()
    if rules.speaks_for_every_country(user):
        return ProgressEntry.objects.all()
    return ProgressEntry.objects.filter(country__isnull=False, country=user.country_id)


def _step(name: str, does: str, body: type[serializers.Serializer] | None = None) -> Callable:
    """What the steps of review share in the schema: If-Match, what they answer, and that they refuse with 400."""
    return extend_schema(
        parameters=[IF_MATCH],
        request=body,
        responses={200: EntrySerializer, **REFUSED, **REFUSALS},
        operation_id=f"entries_{name}",
        description=does,
    )


@contextmanager
def refusals_for_programs() -> Iterator[None]:
    """Turns what a service refuses into an answer for programs: 400 with the reasons."""
    try:
        yield
    except ValidationError as error:
        raise serializers.ValidationError(get_error_detail(error)) from error


class EntryViewSet(VersionedUpdateMixin, BilingualListViewSet):
    """The working copies of entries, for those who write or review them: the secretariat all, a focal point the own country's.

    A change needs ``If-Match``. Written by ``PATCH``, an entry is a draft again, and the public keeps reading what was approved.
    """

    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    permission_classes = [IsAuthenticated]
    http_method_names = ["get", "head", "options", "patch", "post"]
    queryset = ProgressEntry.objects.none()

    def get_queryset(self) -> QuerySet:
        figures = EntryFigure.objects.select_related("measure__unit", "category__dimension", "scale_step")
        return (
            entries_for(self.request.user)
            .select_related("cycle", "indicator", "country")
            .prefetch_related(Prefetch("figures", figures))
        )

    def perform_update(self, serializer: EntrySerializer) -> None:
        """Write texts, rating and figures through the services that the pages use: all of it or nothing."""
        entry, told, by = serializer.instance, serializer.validated_data, self.request.user
        figures = figures_from(entry, told.pop("figures", []))
        for name in TEXTS:
            if name in told:
                setattr(entry, f"{name}_zh_hans", told[name].zh)
                setattr(entry, f"{name}_en", told[name].en)
        if "rating" in told:
            entry.rating = told["rating"]
        with refusals_for_programs():
            if told or not figures:
                reviewing.record(entry=entry, by=by)
            if figures:
                record_figures(entry=entry, figures=figures, by=by)

    @_step("submit", "Hand the entry to the reviewers.")
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str | None = None) -> Response:
        """Hand the entry to the reviewers."""
        return self._take(request, lambda entry: reviewing.submit(entry=entry, by=request.user))

    @_step("approve", "Make a submitted entry the public one.")
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str | None = None) -> Response:
        """Make a submitted entry the public one."""
        return self._take(request, lambda entry: reviewing.approve(entry=entry, by=request.user))

    @_step("publish", "Say that what was approved is final.")
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str | None = None) -> Response:
        """Say that what was approved is final."""
        return self._take(request, lambda entry: reviewing.publish(entry=entry, by=request.user))

    @_step("return", "Send a submitted entry back to its author.", NoteSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, pk: str | None = None) -> Response:
        """Send a submitted entry back to its author."""
        told = NoteSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        note = told.validated_data["note"]
        return self._take(request, lambda entry: reviewing.return_(entry=entry, by=request.user, note=note))

    @transaction.atomic
    def _take(self, request: Request, step: Callable[[ProgressEntry], Any]) -> Response:
        try:
            entry = self.hold_record(request)
        except Conflict as conflict:
            return self.refusal(conflict)
        with refusals_for_programs():
            step(entry)
        answer = Response(self.get_serializer(self.get_object()).data)
        answer["ETag"] = self.etag_of(version_of(entry), answer.data)
        return answer

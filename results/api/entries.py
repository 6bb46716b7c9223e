"""Entries as those who work on them read and write them. What is approved everybody reads below ``progress``."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from base.api import BilingualListViewSet
from base.api_fields import CodeChoice, WrittenText
from base.api_steps import NoteSerializer, ReviewStepsMixin, refusals_for_programs, step

from .. import rules
from ..enums import EntryState, Rating
from ..models import EntryFigure, ProgressEntry
from ..services import reviewing
from ..services.figures import record_figures
from .entry_figures import EntryFigureSerializer, figures_from

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


class EntryViewSet(ReviewStepsMixin, BilingualListViewSet):
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

    @step("entries_submit", "Hand the entry to the reviewers.", EntrySerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str | None = None) -> Response:
        """Hand the entry to the reviewers."""
        return self.take(request, lambda entry: reviewing.submit(entry=entry, by=request.user))

    @step("entries_approve", "Make a submitted entry the public one.", EntrySerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str | None = None) -> Response:
        """Make a submitted entry the public one."""
        return self.take(request, lambda entry: reviewing.approve(entry=entry, by=request.user))

    @step("entries_publish", "Say that what was approved is final.", EntrySerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str | None = None) -> Response:
        """Say that what was approved is final."""
        return self.take(request, lambda entry: reviewing.publish(entry=entry, by=request.user))

    @step("entries_return", "Send a submitted entry back to its author.", EntrySerializer, NoteSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, pk: str | None = None) -> Response:
        """Send a submitted entry back to its author."""
        told = NoteSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        note = told.validated_data["note"]
        return self.take(request, lambda entry: reviewing.return_(entry=entry, by=request.user, note=note))

"""Evaluations as those who work on them read and write them. What was accepted everybody reads on an activity's page."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from base.api import BilingualListViewSet
from base.api_fields import WrittenText
from base.api_steps import NoteSerializer, ReviewStepsMixin, refusals_for_programs, step

from ..enums import ActivityState, EvaluationState
from ..models import Evaluation
from ..selectors.own import activities_of
from ..services import evaluating

TEXTS = ("progress", "problem", "adjustment")


class EvaluationSerializer(serializers.ModelSerializer):
    """How an activity stands in a round, in whatever state the evaluation is."""

    plan = serializers.SlugField(source="round.plan.slug", read_only=True)
    period_end = serializers.DateField(source="round.period_end", read_only=True)
    activity = serializers.CharField(source="activity.code", read_only=True)
    activity_state = serializers.ChoiceField(ActivityState, allow_blank=True)
    progress = WrittenText()
    problem = WrittenText()
    adjustment = WrittenText()

    class Meta:
        model = Evaluation
        fields = [
            *("id", "plan", "period_end", "activity", "state", "activity_state", "progress", "problem", "adjustment"),
            *("review_note", "submitted_at", "decided_at", "updated_at"),
        ]
        read_only_fields = ["id", "state", "review_note", "submitted_at", "decided_at", "updated_at"]
        validators: list[object] = []


class EvaluationFilter(filters.FilterSet):
    """Evaluations of one plan, round or state."""

    plan = filters.CharFilter(field_name="round__plan__slug")
    period_end = filters.DateFilter(field_name="round__period_end")
    state = filters.ChoiceFilter(choices=EvaluationState)

    class Meta:
        model = Evaluation
        fields: list[str] = []


def evaluations_for(user: User) -> QuerySet[Evaluation]:
    """Those that ``rules.may_see_evaluation`` lets the person see."""
    if not user.has_perm("workplans.view_evaluation"):
        return Evaluation.objects.none()
    return Evaluation.objects.filter(activity__in=activities_of(user))


class EvaluationViewSet(ReviewStepsMixin, BilingualListViewSet):
    """Evaluations for those who write or review them: the secretariat all, others those of the activities that are theirs.

    A change needs ``If-Match``. Written by ``PATCH``, an evaluation is a draft again; the public keeps reading what was accepted.
    """

    serializer_class = EvaluationSerializer
    filterset_class = EvaluationFilter
    permission_classes = [IsAuthenticated]
    http_method_names = ["get", "head", "options", "patch", "post"]
    queryset = Evaluation.objects.none()

    def get_queryset(self) -> QuerySet:
        found = evaluations_for(self.request.user).select_related("round__plan", "activity__plan", "activity__objective")
        return found.order_by("round__plan__slug", "-round__period_end", "activity__objective__number", "activity__number", "pk")

    def perform_update(self, serializer: EvaluationSerializer) -> None:
        """Write state and texts through the service that the pages use."""
        evaluation, told = serializer.instance, serializer.validated_data
        for name in TEXTS:
            if name in told:
                setattr(evaluation, f"{name}_zh_hans", told[name].zh)
                setattr(evaluation, f"{name}_en", told[name].en)
        if "activity_state" in told:
            evaluation.activity_state = told["activity_state"]
        with refusals_for_programs():
            evaluating.record(evaluation=evaluation, by=self.request.user)

    @step("evaluations_submit", "Hand the evaluation to the reviewers.", EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str | None = None) -> Response:
        """Hand the evaluation to the reviewers."""
        return self.take(request, lambda evaluation: evaluating.submit(evaluation=evaluation, by=request.user))

    @step("evaluations_accept", "Accept a submitted evaluation: the activity comes into its state.", EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str | None = None) -> Response:
        """Accept a submitted evaluation."""
        return self.take(request, lambda evaluation: evaluating.accept(evaluation=evaluation, by=request.user))

    @step("evaluations_return", "Send a submitted evaluation back to its author.", EvaluationSerializer, NoteSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, pk: str | None = None) -> Response:
        """Send a submitted evaluation back to its author."""
        told = NoteSerializer(data=request.data)
        told.is_valid(raise_exception=True)
        note = told.validated_data["note"]
        return self.take(request, lambda evaluation: evaluating.return_(evaluation=evaluation, by=request.user, note=note))

"""Activities of public plans for programs, across plans."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from base.api import BilingualViewSet
from knowledge.api.relations import CatalogueSerializer

from ..enums import ActivityState
from ..models import Activity, Quantity
from ..selectors.activities import involved, public_activities
from ..selectors.periods import days_of
from ..selectors.quantities import delivered_of
from ..selectors.timing import overdue_activities, running
from .parts import (
    BudgetLineSerializer,
    InvolvementSerializer,
    OutputSerializer,
    QuantitySerializer,
    StateChangeSerializer,
    TaskSerializer,
)


class ActivitySerializer(CatalogueSerializer):
    """An activity with its parts. Its days mean what ``precision`` says; with ``and_others`` the list of those involved is open."""

    plan = serializers.SlugField(source="plan.slug", read_only=True)
    area = serializers.IntegerField(source="area.number", read_only=True)
    objective = serializers.IntegerField(source="objective.number", read_only=True, allow_null=True, default=None)
    code = serializers.CharField(read_only=True)
    is_overdue = serializers.BooleanField(read_only=True)
    involvements = InvolvementSerializer(many=True, read_only=True)
    state_changes = StateChangeSerializer(many=True, read_only=True)
    outputs = OutputSerializer(many=True, read_only=True)
    tasks = TaskSerializer(many=True, read_only=True)
    budget = BudgetLineSerializer(many=True, read_only=True)
    quantities = QuantitySerializer(many=True, read_only=True)

    class Meta:
        model = Activity
        fields = [
            *("id", "plan", "area", "objective", "number", "code", "title", "description", "state", "is_overdue"),
            *("starts_on", "ends_on", "precision", "involvements", "and_others", "state_changes", "outputs", "tasks"),
            *("budget", "quantities", "events", "documents"),
        ]


class ActivityFilter(filters.FilterSet):
    """Activities of one plan, state, theme, country, organisation, body or year, or those that are overdue."""

    plan = filters.CharFilter(field_name="plan__slug")
    area = filters.NumberFilter(field_name="area__number")
    state = filters.ChoiceFilter(choices=ActivityState)
    theme = filters.CharFilter(field_name="area__theme__slug")
    country = filters.CharFilter(method="involving", help_text="ISO 3166-1 alpha-3.")
    organisation = filters.CharFilter(method="involving")
    body = filters.CharFilter(method="involving")
    year = extend_schema_field(OpenApiTypes.INT)(filters.NumberFilter)(method="in_year", min_value=1900, max_value=2200)
    overdue = filters.BooleanFilter(method="by_overdue")

    class Meta:
        model = Activity
        fields: list[str] = []

    def involving(self, activities: QuerySet, name: str, key: str) -> QuerySet:
        """Those that it leads or takes part in."""
        field = "involvements__country__iso3" if name == "country" else f"involvements__{name}__slug"
        return activities.filter(pk__in=Activity.objects.filter(**{field: key}).values("pk"))

    def in_year(self, activities: QuerySet, name: str, year: int) -> QuerySet:
        """Those that may run in a calendar year."""
        return activities.filter(running(*days_of(str(int(year)))))

    def by_overdue(self, activities: QuerySet, name: str, overdue: bool) -> QuerySet:
        """Those that should be over by now, or all the others."""
        late = Q(pk__in=Activity.objects.filter(overdue_activities()).values("pk"))
        return activities.filter(late if overdue else ~late)


class ActivityViewSet(BilingualViewSet):
    """Activities of all public plans, earlier versions included: filter by ``plan`` for one of them."""

    serializer_class = ActivitySerializer
    filterset_class = ActivityFilter
    queryset = (
        public_activities()
        .select_related("plan", "area", "objective")
        .prefetch_related(
            involved(),
            *("state_changes", "outputs", "tasks__organisation", "budget__source", "budget__opportunity"),
            Prefetch("quantities", Quantity.objects.select_related("unit", "target")),
            *("events", "documents"),
        )
        .order_by("plan__slug", "objective__number", "number", "pk")
    )

    def get_serializer(self, *args: Any, **options: Any) -> serializers.BaseSerializer:
        """With what was delivered of all quantities shown, asked for at once."""
        shown = args[0] if args else []
        activities = shown if options.get("many") else [shown] if isinstance(shown, Activity) else []
        quantities = [quantity for activity in activities for quantity in activity.quantities.all()]
        options["context"] = {**self.get_serializer_context(), "delivered": delivered_of(quantities) if quantities else {}}
        return super().get_serializer(*args, **options)

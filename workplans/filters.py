"""How the register of activities is narrowed down."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from knowledge.filters import ALL, WORDS_LIMIT, RecordFilter
from knowledge.models import Theme, Unit
from knowledge.selectors.words import matching

from .enums import ActivityState
from .models import Activity, Area, Quantity, WorkPlan
from .selectors.activities import IN_ORDER
from .selectors.chosen import by_plan
from .selectors.deliverables import in_force
from .selectors.parties import Groups, about, choices_of, involving, party_named
from .selectors.periods import days_of, period_choices
from .selectors.timing import overdue_activities, running

WITH_NUMBERS, WITHOUT_NUMBERS = "any", "none"
STATE_ORDER = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(ActivityState)), output_field=IntegerField()
)
PLAN_ORDER = ("-plan__period_start", "plan__slug", *IN_ORDER)
SORTS = {
    "title": ("title",),
    "-title": ("-title",),
    "starts": ("starts_on",),
    "-starts": ("-starts_on",),
    "ends": ("ends_on",),
    "-ends": ("-ends_on",),
    "state": (STATE_ORDER.asc(),),
    "-state": (STATE_ORDER.desc(),),
}


def _areas() -> Groups:
    """The areas of all plans, below their plans."""
    areas = Area.objects.filter(plan__in=in_force()).select_related("plan", "theme")
    return by_plan(areas.order_by("-plan__period_start", "plan__slug", "number"))


def _parties() -> Groups:
    return choices_of(WorkPlan.objects.public())


def _numbers() -> list[tuple[str, object]]:
    units = Unit.objects.filter(pk__in=Quantity.objects.filter(activity__plan__in=WorkPlan.objects.public()).values("unit"))
    return [
        (WITH_NUMBERS, pgettext_lazy("filter of activities", "any number")),
        (WITHOUT_NUMBERS, pgettext_lazy("filter of activities", "no number")),
        *((unit.slug, unit.name) for unit in units),
    ]


class RegisterFilter(FilterSet):
    """Activities of public plans. Earlier versions of a plan are found only by asking for that plan."""

    q = CharFilter(label=_("Words"), method="with_words", max_length=WORDS_LIMIT)
    plan = RecordFilter(label=_("Work plan"), queryset=lambda request: WorkPlan.objects.public())
    area = ChoiceFilter(label=_("Area"), method="in_area", choices=_areas, empty_label=ALL)
    theme = RecordFilter(
        label=_("Theme"),
        method="under_theme",
        queryset=lambda request: Theme.objects.filter(plan_areas__plan__in=WorkPlan.objects.public()).distinct(),
    )
    state = ChoiceFilter(label=_("State"), choices=ActivityState, empty_label=ALL)
    party = ChoiceFilter(label=_("Involved"), method="involving_party", choices=_parties, empty_label=ALL)
    period = ChoiceFilter(label=_("Running in"), method="in_period", choices=period_choices, empty_label=ALL)
    numbers = ChoiceFilter(label=_("Planned numbers"), method="with_numbers", choices=_numbers, empty_label=ALL)
    overdue = ChoiceFilter(
        label=pgettext_lazy("filter of activities", "Overdue"),
        method="only_overdue",
        choices=[("yes", pgettext_lazy("filter of activities", "overdue ones alone"))],
        empty_label=ALL,
    )
    sort = ChoiceFilter(
        label=_("Order"),
        method="in_order",
        choices=[
            ("title", _("by title")),
            ("-title", _("by title, from the end")),
            ("starts", _("by beginning")),
            ("-starts", _("by beginning, latest first")),
            ("ends", _("by end")),
            ("-ends", _("by end, latest first")),
            ("state", _("by state")),
            ("-state", _("by state, from the end")),
        ],
        empty_label=_("as in the plans"),
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """All filters together; without a plan among them, only the latest versions."""
        if not self.form.cleaned_data.get("plan"):
            queryset = queryset.filter(plan__in=in_force())
        return super().filter_queryset(queryset.order_by(*PLAN_ORDER))

    def with_words(self, activities: QuerySet, name: str, words: str) -> QuerySet:
        """Those that hold every word in title or description, in either language."""
        return matching(activities, words, ("title", "description"))

    def in_area(self, activities: QuerySet, name: str, value: str) -> QuerySet:
        """Those of one area of a plan: “some-plan.2”."""
        plan, _dot, number = value.rpartition(".")
        return activities.filter(area__plan__slug=plan, area__number=number)

    def under_theme(self, activities: QuerySet, name: str, theme: Theme) -> QuerySet:
        """Those under a theme or anything below it."""
        return activities.filter(about(theme))

    def involving_party(self, activities: QuerySet, name: str, value: str) -> QuerySet:
        """Those that a country, body or organisation leads or takes part in."""
        party = party_named(value)
        return activities.filter(involving(party)) if party else activities.none()

    def in_period(self, activities: QuerySet, name: str, value: str) -> QuerySet:
        """Those that may run in a year or quarter: “2026”, “2026-Q1”."""
        return activities.filter(running(*days_of(value)))

    def with_numbers(self, activities: QuerySet, name: str, value: str) -> QuerySet:
        """Those that plan numbers in a unit, in any, or none at all."""
        if value == WITHOUT_NUMBERS:
            return activities.exclude(pk__in=Quantity.objects.values("activity"))
        chosen = Q() if value == WITH_NUMBERS else Q(unit__slug=value)
        return activities.filter(pk__in=Quantity.objects.filter(chosen).order_by().values("activity"))

    def only_overdue(self, activities: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose last day has passed while they are neither done nor dropped."""
        return activities.filter(overdue_activities())

    def in_order(self, activities: QuerySet, name: str, value: str) -> QuerySet:
        """The order asked for, ties as in the plans."""
        return activities.order_by(*SORTS[value], *PLAN_ORDER)

"""The activities of public plans on a line of quarters, with their milestones and what is promised for when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import get_language

from base.dates import Precision, format_period, span_of

from ..enums import ActivityState, TaskKind, TaskState
from ..models import Activity, Area, Deliverable, Task
from ..timeline_scale import Bar, Scale, Span, end_of_quarter, scale_for
from .chosen import Choice, area_key

UNDATED = Q(starts_on=None) | Q(precision=Precision.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Known:
    """What the outline needs to know of an activity."""

    area: int
    state: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone of an activity, or a deliverable that belongs to it: ``place`` is where its last day stands."""

    record: Task | Deliverable
    kind: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One activity on the line; without a bar where no date is known, or none that lies on it."""

    activity: Activity
    bar: Bar | None
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one area."""

    area: Area
    rows: Sequence[Row]


@dataclass(slots=True)
class AreaLine:
    """An area at a glance: how many activities, in which states, from when to when."""

    area: Area
    states: Counter[str] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)
    bar: Bar | None = None

    @property
    def key(self) -> str:
        """What the address calls it."""
        return area_key(self.area)

    @property
    def count(self) -> int:
        return self.states.total()

    @property
    def undated(self) -> int:
        return self.count - len(self.spans)

    @property
    def by_state(self) -> list[tuple[ActivityState, int]]:
        return [(state, self.states[state]) for state in ActivityState if self.states[state]]

    @property
    def span(self) -> Span | None:
        """From its first day to its last; ``None`` when no date is known."""
        if not self.spans:
            return None
        return min(first for first, _ in self.spans), max(last for _, last in self.spans)

    @property
    def period(self) -> str:
        return format_period(*self.span, get_language() or "en") if self.span else ""


def outline(choice: Choice) -> list[Known]:
    """Every activity chosen, in one small query."""
    found = choice.activities().order_by().values_list("area", "state", "starts_on", "ends_on", "precision")
    return [Known(area, state, span_of(*dates)) for area, state, *dates in found.iterator()]


def fitting_scale(choice: Choice, known: Iterable[Known], promised: Iterable[Deliverable], today: date) -> Scale:
    """The years that what is chosen needs."""
    periods = choice.plans.order_by().values_list("period_start", "period_end")
    spans = [each.span for each in known if each.span]
    spans += [(day, day) for day in map(last_day_of, promised)]
    return scale_for(list(periods), spans, today)


def areas_at_a_glance(known: Iterable[Known], scale: Scale) -> list[AreaLine]:
    """A line for each area that has an activity, in the order of plans and areas."""
    of_area: dict[int, list[Known]] = {}
    for each in known:
        of_area.setdefault(each.area, []).append(each)
    lines = [AreaLine(area) for area in in_order(Area.objects.filter(pk__in=of_area).select_related("plan", "theme"))]
    for line in lines:
        for each in of_area[line.area.pk]:
            line.states[each.state] += 1
            if each.span:
                line.spans.append(each.span)
        line.bar = scale.bar(line.span) if line.span else None
    return lines


def in_order(areas: QuerySet[Area]) -> QuerySet[Area]:
    """As the groups of the timeline stand: the newest plan first."""
    return areas.order_by("-plan__period_start", "plan__slug", "number")


def activities_in_order(choice: Choice) -> QuerySet[Activity]:
    """What is chosen with what the rows show, by plan and area; those of which no date is known come last."""
    milestones = Task.objects.filter(kind=TaskKind.MILESTONE).exclude(state=TaskState.DROPPED).order_by("due_on", "number")
    return (
        choice.activities()
        .select_related("plan", "objective", "area__theme", "area__plan")
        .prefetch_related(
            Prefetch("tasks", milestones, to_attr="milestones"),
            Prefetch("deliverables", Deliverable.objects.select_related("plan")),
        )
        .order_by(
            Case(When(UNDATED, then=Value(1)), default=Value(0)),
            *("-plan__period_start", "plan__slug", "area__number"),
            F("objective__number").asc(nulls_last=True),
            "number",
        )
    )


def grouped(activities: Iterable[Activity], scale: Scale) -> list[Group]:
    """The rows of ``activities``, which come in order, by area."""
    return [
        Group(area=rows[0].area, rows=[_row(each, scale) for each in rows])
        for rows in (list(found) for _, found in groupby(activities, attrgetter("area_id")))
    ]


def apart(choice: Choice) -> QuerySet[Deliverable]:
    """What is promised beside the activities chosen: deliverables that belong to no activity."""
    found = choice.deliverables().filter(activities=None).select_related("plan")
    return found.order_by("-plan__period_start", "plan__slug", "number")


def marked(promised: Collection[Deliverable], scale: Scale) -> list[Mark]:
    """Deliverables as marks at the end of the quarter they are due in."""
    return [Mark(each, "deliverable", scale.end_of(last_day_of(each))) for each in promised]


def last_day_of(promised: Deliverable) -> date:
    """The last day on which a deliverable is in time."""
    return end_of_quarter(promised.due_year, promised.due_quarter)


def _row(activity: Activity, scale: Scale) -> Row:
    milestones = [Mark(each, "milestone", scale.end_of(each.last_day) if each.last_day else None) for each in activity.milestones]
    marks = [*milestones, *marked(activity.deliverables.all(), scale)]
    return Row(activity=activity, bar=scale.bar(activity.span) if activity.span else None, marks=marks)

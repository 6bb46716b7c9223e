"""What of public plans has days or is due on one: activities, their steps and events, and deliverables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, models
from django.db.models import Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from base.dates import Precision
from knowledge.models import Event

from ..enums import TaskKind, TaskState
from ..models import Activity, Area, Deliverable, Involvement, Objective, Task, WorkPlan
from .chosen import Choice
from .timeline import last_day_of

Window = tuple[date, date] | None  # the first and the last day asked for; ``None``: whatever there is
SHORT = timedelta(days=14)  # an activity of at most as many days fills them; of a longer one the first and the last day stand out
LONGEST_SPAN = timedelta(days=366)  # of a date at any precision


class Kind(models.TextChoices):
    """What an entry of the calendar tells."""

    ACTIVITY = "activity", pgettext_lazy("kind of entry in the calendar", "activity")
    BEGINS = "begins", pgettext_lazy("kind of entry in the calendar", "activity begins")
    ENDS = "ends", pgettext_lazy("kind of entry in the calendar", "activity ends")
    TASK = "task", pgettext_lazy("kind of entry in the calendar", "task due")
    MILESTONE = "milestone", pgettext_lazy("kind of entry in the calendar", "milestone")
    DELIVERABLE = "deliverable", pgettext_lazy("kind of entry in the calendar", "deliverable due")
    EVENT = "event", pgettext_lazy("kind of entry in the calendar", "event")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on whole days. ``record`` is the activity, task, deliverable or event that it tells of."""

    kind: Kind
    first: date
    last: date
    record: Activity | Task | Deliverable | Event
    plan: WorkPlan | None = None
    activity: Activity | None = None

    @property
    def key(self) -> str:
        """Its name among all entries; stays the same whatever is changed about it."""
        return f"{self.kind}-{self.record.pk}"

    @property
    def address(self) -> str:
        """The page that tells more; of a step that of its activity."""
        if self.kind == Kind.DELIVERABLE:
            return reverse("workplans:deliverable", args=[self.plan.slug, self.record.number])
        return (self.activity or self.record).get_absolute_url()


def entries(choice: Choice, window: Window = None) -> list[Entry]:
    """Everything that falls on a day of ``window``, in order of time. Five queries, however much there is."""
    sources: tuple[Callable[[Choice, Window], Iterator[Entry]], ...] = (_activities, _steps, _deliverables, _events)
    found = [entry for source in sources for entry in source(choice, window) if _falls(entry, window)]
    order = {kind: number for number, kind in enumerate(Kind)}
    return sorted(found, key=lambda entry: (entry.first, order[entry.kind], entry.record.pk))


def changed_at(found: list[Entry]) -> dict[str, datetime]:
    """When what each entry tells of was last changed, by its key; an event says so itself, of the others the history does."""
    changes: dict[tuple[type, int], datetime] = {}
    for model in (Activity, Task, Deliverable):
        about = {entry.record.pk for entry in found if type(entry.record) is model}
        if about:
            last = model.history.model.objects.order_by().values_list("id").annotate(Max("history_date"))
            changes |= {(model, pk): moment for pk, moment in last if pk in about}
    return {
        entry.key: moment
        for entry in found
        if (moment := getattr(entry.record, "updated_at", None) or changes.get((type(entry.record), entry.record.pk)))
    }


def state_of_the_data() -> list[tuple[int | None, int]]:
    """Differs as soon as anything was changed that a calendar may tell or choose by: one query over histories and links.

    The highest number alone would miss a change that was begun before another one and written after it.
    """
    told = [model.history.model._meta for model in (WorkPlan, Area, Objective, Activity, Involvement, Task, Deliverable, Event)]
    links = [Activity.events.through._meta, Deliverable.activities.through._meta]
    counts = [f"SELECT MAX({meta.pk.column}), COUNT(*) FROM {meta.db_table}" for meta in (*told, *links)]  # noqa: S608 -- our own tables
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return cursor.fetchall()


def _falls(entry: Entry, window: Window) -> bool:
    return window is None or (entry.first <= window[1] and entry.last >= window[0])


def _overlapping(window: Window) -> Q:
    """What lasts, with its day written, on one of the window's days."""
    if window is None:
        return Q()
    return Q(starts_on__lte=window[1]) & (Q(ends_on__gte=window[0]) | Q(ends_on=None, starts_on__gte=window[0]))


def _with_plan(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    return activities.select_related("plan", "objective")


def _activities(choice: Choice, window: Window) -> Iterator[Entry]:
    dated = choice.activities_not_dropped().filter(_overlapping(window), precision=Precision.DAY, starts_on__isnull=False)
    for each in _with_plan(dated):
        first, last = each.span
        if last - first < SHORT:
            yield Entry(Kind.ACTIVITY, first, last, each, plan=each.plan)
        else:
            yield Entry(Kind.BEGINS, first, first, each, plan=each.plan)
            yield Entry(Kind.ENDS, last, last, each, plan=each.plan)


def _steps(choice: Choice, window: Window) -> Iterator[Entry]:
    due = Task.objects.filter(activity__in=choice.activities_not_dropped(), due_on__isnull=False).exclude(state=TaskState.DROPPED)
    if window:
        on_a_day = Q(precision=Precision.DAY, due_on__range=window)
        due = due.filter(on_a_day | Q(due_on__gt=window[0] - LONGEST_SPAN, due_on__lte=window[1]) & ~Q(precision=Precision.DAY))
    for each in due.select_related("activity__plan", "activity__objective"):
        if day := each.last_day:
            kind = Kind.MILESTONE if each.kind == TaskKind.MILESTONE else Kind.TASK
            yield Entry(kind, day, day, each, plan=each.activity.plan, activity=each.activity)


def _deliverables(choice: Choice, window: Window) -> Iterator[Entry]:
    due = choice.deliverables().select_related("plan")
    if window:
        due = due.filter(due_year__range=(window[0].year, window[1].year))
    for each in due:
        yield Entry(Kind.DELIVERABLE, last_day_of(each), last_day_of(each), each, plan=each.plan)


def _events(choice: Choice, window: Window) -> Iterator[Entry]:
    chosen = choice.activities_not_dropped().order_by()
    linked = Activity.events.through.objects.filter(activity__in=chosen).values("event")
    dated = Event.objects.published().filter(_overlapping(window), pk__in=linked, precision=Precision.DAY, starts_on__isnull=False)
    for each in dated.prefetch_related(Prefetch("activities", _with_plan(chosen), to_attr="of_activities")):
        about = each.of_activities[0]
        yield Entry(Kind.EVENT, each.starts_on, each.ends_on or each.starts_on, each, plan=about.plan)

"""What a plan's quantities add up to: against its targets, and by area, period and organisation.

Only what has the same unit is added up, so that participations and persons stay apart. A target counts the quantities that
name it and those of the targets below it, each once. What was delivered under earlier versions of the plan counts too. Five
statements, however large the plan, and some for each earlier version.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Model

from base.dates import Precision, format_dates
from knowledge.models import Event, Organisation, Unit

from ..enums import ActivityState, Role
from ..models import Involvement, Quantity, Target, WorkPlan
from .in_period import Lineage, versions_of
from .quantities import deliveries_told, percent_of

HALF = 6  # months


@dataclass(slots=True)
class Count:
    """Planned and delivered in one unit. ``planned`` is empty where no plan gives a number, ``delivered`` where nothing is told."""

    unit: Unit
    planned: Decimal | None = None
    delivered: Decimal | None = None

    @property
    def percent(self) -> int | None:
        """Delivered of planned, in whole percent; ``None`` where one is not there."""
        return percent_of(self.planned, self.delivered)

    def plan(self, value: Decimal | None) -> None:
        if value is not None:
            self.planned = (self.planned or 0) + value

    def deliver(self, value: Decimal) -> None:
        self.delivered = (self.delivered or 0) + value


@dataclass(slots=True)
class TargetCount:
    """A target with what counts towards it; ``count.planned`` is the target's value. ``intended`` is what activities plan."""

    target: Target
    depth: int
    count: Count
    intended: Decimal | None


@dataclass(slots=True)
class Line:
    """One area, period or organisation with a count for each unit. ``name`` is a record, a period, or nothing."""

    name: object
    counts: list[Count]


@dataclass(slots=True)
class PlanCounts:
    """All the sums of one plan."""

    targets: list[TargetCount] = field(default_factory=list)
    by_area: list[Line] = field(default_factory=list)
    by_period: list[Line] = field(default_factory=list)
    by_organisation: list[Line] = field(default_factory=list)
    counted_twice: list[Event] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.targets or self.by_area)


@dataclass(frozen=True, order=True, slots=True)
class Half:
    """A half-year; it says its name in a language."""

    first_day: date

    def said(self, language: str) -> str:
        return format_dates(self.first_day, None, Precision.HALF, language)


def counts_of(plan: WorkPlan, *, since: date = date.min, until: date = date.max) -> PlanCounts:
    """Add up the plan's quantities. Activities that were dropped plan nothing any more; what they delivered stays.

    What was delivered counts in the period in which its own ends; what is planned is so for the whole plan.
    """
    quantities = list(Quantity.objects.filter(activity__plan=plan).select_related("activity__area__theme", "unit"))
    of_quantity = _with_earlier(plan, quantities)
    versions = versions_of(plan)
    told = [row for version in versions for row in deliveries_told(version) if since <= row.period_end <= until]
    told = [row for row in told if row.quantity in of_quantity]
    organisations = _organisations(plan, {row.organisation for row in told} - {None})
    lead = _only_leads(plan)

    def organisation(row: object) -> Organisation | None:
        activity = of_quantity[row.quantity].activity_id
        return organisations.get(row.organisation or lead.get(activity))

    delivered = [(row, of_quantity[row.quantity]) for row in told]
    return PlanCounts(
        targets=_targets(plan, quantities, delivered),
        by_area=_by_area(quantities, delivered),
        by_period=_lines(((_half(row.period_end), each.unit, row.value) for row, each in delivered), sort=lambda half: half),
        by_organisation=_lines(((organisation(row), each.unit, row.value) for row, each in delivered), sort=_by_name),
        counted_twice=_counted_twice(delivered),
    )


def _with_earlier(plan: WorkPlan, quantities: list[Quantity]) -> dict[int, Quantity]:
    """The plan's quantity for each of its own and of the versions that it amends: of the same activity, with the same number."""
    found = {each.pk: each for each in quantities}
    if plan.version > 1:
        lineage = Lineage(plan, list(plan.activities.all()))
        present = {(each.activity_id, each.number): each for each in quantities}
        for pk, activity, number in Quantity.objects.filter(activity__in=lineage.ids).values_list("pk", "activity", "number"):
            if same := present.get((lineage.now(activity).pk, number)):
                found[pk] = same
    return found


def _targets(plan: WorkPlan, quantities: list[Quantity], delivered: list[tuple]) -> list[TargetCount]:
    targets = list(Target.objects.filter(plan=plan).select_related("unit").order_by("number"))
    parent = {each.pk: each.parent_id for each in targets}
    found = {each.pk: TargetCount(each, _depth(each.pk, parent), Count(each.unit, each.value), None) for each in targets}
    for quantity in quantities:
        for pk in _upwards(quantity.target_id, parent):
            if quantity.planned is not None and quantity.activity.state != ActivityState.DROPPED:
                found[pk].intended = (found[pk].intended or 0) + quantity.planned
    for row, quantity in delivered:
        for pk in _upwards(quantity.target_id, parent):
            found[pk].count.deliver(row.value)
    return list(_below(None, targets, found))


def _below(parent: int | None, targets: list[Target], found: dict[int, TargetCount]) -> Iterable[TargetCount]:
    for each in targets:
        if each.parent_id == parent:
            yield found[each.pk]
            yield from _below(each.pk, targets, found)


def _upwards(pk: int | None, parent: dict[int, int | None]) -> Iterable[int]:
    while pk is not None:
        yield pk
        pk = parent[pk]


def _depth(pk: int, parent: dict[int, int | None]) -> int:
    return len(list(_upwards(pk, parent))) - 1


def _by_area(quantities: list[Quantity], delivered: list[tuple]) -> list[Line]:
    areas = {each.activity.area_id: each.activity.area for each in quantities}
    counts: dict[int, dict[int, Count]] = defaultdict(dict)
    for each in quantities:
        count = counts[each.activity.area_id].setdefault(each.unit_id, Count(each.unit))
        if each.activity.state != ActivityState.DROPPED:
            count.plan(each.planned)
    for row, each in delivered:
        counts[each.activity.area_id][each.unit_id].deliver(row.value)
    return [Line(areas[pk], _by_unit(counts[pk])) for pk in sorted(areas, key=lambda pk: areas[pk].number)]


def _lines(rows: Iterable[tuple[Hashable, Unit, Decimal]], sort: Callable[[object], object]) -> list[Line]:
    counts: dict[Hashable, dict[int, Count]] = defaultdict(dict)
    for name, unit, value in rows:
        counts[name].setdefault(unit.pk, Count(unit)).deliver(value)
    return [Line(name, _by_unit(counts[name])) for name in sorted(counts, key=sort)]


def _by_unit(counts: dict[int, Count]) -> list[Count]:
    return sorted(counts.values(), key=lambda count: count.unit.slug)


def _by_name(record: Model | None) -> tuple[bool, str]:
    return record is None, str(record)  # what nobody is named for comes last


def _half(day: date) -> Half:
    return Half(date(day.year, 1 if day.month <= HALF else HALF + 1, 1))


def _only_leads(plan: WorkPlan) -> dict[int, int]:
    """The organisation that leads each activity, where one does so alone."""
    leads = Involvement.objects.filter(activity__plan=plan, role=Role.LEAD).order_by()
    rows = list(leads.values_list("activity", "organisation"))
    alone = Counter(activity for activity, _organisation in rows)
    return {activity: organisation for activity, organisation in rows if organisation and alone[activity] == 1}


def _organisations(plan: WorkPlan, named: set[int]) -> dict[int, Organisation]:
    leading = Involvement.objects.filter(activity__plan=plan, role=Role.LEAD, organisation__isnull=False).order_by()
    found = Organisation.objects.filter(pk__in=leading.values("organisation")) | Organisation.objects.filter(pk__in=named)
    return {each.pk: each for each in found.distinct()}


def _counted_twice(delivered: list[tuple]) -> list[Event]:
    """Published events whose attendance several quantities of one unit count: their people stand in the sums more than once."""
    counted: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row, each in delivered:
        if row.event and row.is_counted:
            counted[row.event, each.unit_id].add(each.pk)
    twice = {event for (event, _unit), quantities in counted.items() if len(quantities) > 1}
    return list(Event.objects.published().filter(pk__in=twice)) if twice else []

"""How much of what activities plan has been delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BooleanField, DecimalField, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from knowledge.enums import PublicationState
from knowledge.models import EventAttendance

from ..models import Delivery, Quantity, WorkPlan


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery with its value, told or counted (``is_counted``); records by their primary keys."""

    quantity: int
    value: Decimal
    period_start: date
    period_end: date
    organisation: int | None
    country: int | None
    event: int | None
    is_counted: bool


def percent_of(planned: Decimal | None, delivered: Decimal | None) -> int | None:
    """Delivered of planned, rounded to whole percent; ``None`` where either is not known.

    >>> percent_of(Decimal(1000), Decimal(128))
    13
    """
    if not planned or delivered is None:
        return None
    return int((delivered * 100 / planned).to_integral_value())


def delivered_of(quantities: Iterable[Quantity]) -> dict[int, Decimal]:
    """What was delivered of each quantity, by its primary key and in its unit; a quantity without a figure is left out."""
    rows = _with_values(Delivery.objects.filter(quantity__in=[each.pk for each in quantities])).values_list("quantity", "told")
    found: dict[int, Decimal] = defaultdict(Decimal)
    for quantity, told in rows:
        if told is not None:
            found[quantity] += told
    return dict(found)


def deliveries_told(plan: WorkPlan) -> Iterator[Told]:
    """Every delivery of a plan that has a value."""
    names = ("quantity", "told", "period_start", "period_end", "organisation", "country", "event", "value")
    for row in _with_values(Delivery.objects.filter(quantity__activity__plan=plan)).values_list(*names):
        if row[1] is not None:
            yield Told(*row[:-1], is_counted=row[-1] is None)


def _with_values(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Deliveries with their value as ``told``.

    One without a value of its own counts the attendance of its event in the quantity's unit (of its country, where it
    names one). Attendance of published events alone counts, and samples only towards sample plans.
    """
    return deliveries.annotate(told=Coalesce("value", Subquery(_attendance()), output_field=DecimalField())).order_by()


def _attendance() -> QuerySet:
    """How many came to the event of a delivery; nothing where no row says so."""
    of_delivery = {
        "wanted": ExpressionWrapper(OuterRef("country"), IntegerField()),
        "for_sample": ExpressionWrapper(OuterRef("quantity__activity__plan__is_sample"), BooleanField()),
    }
    return (
        EventAttendance.objects.annotate(**of_delivery)
        .filter(
            Q(wanted__isnull=True) | Q(country=F("wanted")),
            Q(is_sample=False, event__is_sample=False) | Q(for_sample=True),
            event=OuterRef("event"),
            unit=OuterRef("quantity__unit"),
            event__state=PublicationState.PUBLISHED,
        )
        .order_by()
        .values("event")
        .annotate(total=Sum("count"))
        .values("total")
    )

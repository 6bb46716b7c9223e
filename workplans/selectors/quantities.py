"""How much of what activities plan has been delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import BooleanField, DecimalField, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from knowledge.enums import PublicationState
from knowledge.models import EventAttendance

from ..models import Delivery, Quantity


def delivered_of(quantities: Iterable[Quantity]) -> dict[int, Decimal]:
    """What was delivered of each quantity, by its primary key and in its unit; a quantity without a figure is left out.

    A delivery without a value counts the attendance of its event in the quantity's unit (of its country, where it names
    one). Attendance of published events alone counts, and samples only towards sample plans.
    """
    rows = (
        Delivery.objects.filter(quantity__in=[each.pk for each in quantities])
        .annotate(told=Coalesce("value", Subquery(_attendance()), output_field=DecimalField()))
        .order_by()
        .values_list("quantity", "told")
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    for quantity, told in rows:
        if told is not None:
            found[quantity] += told
    return dict(found)


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

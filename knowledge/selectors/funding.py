"""Which calls are open, and what was granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from ..enums import AwardStatus, PublicationState
from ..models import Country, FundingAward, FundingOpportunity, Organisation


def open_calls(calls: QuerySet, *, at: date | None = None) -> QuerySet:
    """Calls that take applications on the day ``at`` (today by default); the same rule as ``FundingOpportunity.is_open``."""
    return calls.filter(_open(at))


def closed_calls(calls: QuerySet, *, at: date | None = None) -> QuerySet:
    """Calls that do not, or not yet; one without a closing date is neither open nor closed."""
    return calls.filter(closes_on__isnull=False).exclude(_open(at))


def calls_without_closing_date(calls: QuerySet) -> QuerySet:
    """Calls of which nobody wrote down until when they take applications."""
    return calls.filter(closes_on__isnull=True)


def funders() -> QuerySet:
    """The organisations that pay for published funds."""
    return Organisation.objects.filter(pk__in=FundingOpportunity.objects.published().values("funder"))


def _open(at: date | None) -> Q:
    today = at or timezone.localdate()
    return Q(closes_on__gte=today) & (Q(opens_on__isnull=True) | Q(opens_on__lte=today))


@dataclass(frozen=True, slots=True)
class AwardTotal:
    """Grants of one status in one currency. ``amount`` is ``None`` when no grant of them has a known amount."""

    status: AwardStatus
    currency: str
    amount: Decimal | None
    grants: int
    without_amount: int


def awards() -> QuerySet:
    """The grants of published funds."""
    return (
        FundingAward.objects.filter(opportunity__state=PublicationState.PUBLISHED)
        .select_related("opportunity")
        .prefetch_related("countries")
    )


def awards_to(country: Country) -> QuerySet:
    """The grants of published funds that one country shares in."""
    return awards().filter(countries=country)


def totals(grants: QuerySet) -> list[AwardTotal]:
    """Sums by status and currency. What is applied for is never added to what was received, nor one currency to another."""
    rows = (
        grants.order_by("status", "currency")
        .values("status", "currency")
        .annotate(total=Sum("amount"), count=Count("pk"), unknown=Count("pk", filter=Q(amount__isnull=True)))
    )
    return [AwardTotal(AwardStatus(row["status"]), row["currency"], row["total"], row["count"], row["unknown"]) for row in rows]

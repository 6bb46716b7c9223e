"""Whose eyes see what: everybody what is public, people who work on it the rest."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User

from ..models import Framework, Indicator, IndicatorPlacement


def works_on_frameworks(user: User) -> bool:
    """Whether the person sees frameworks before they are public: those who change or publish them."""
    return user.has_perm("results.change_framework") or user.has_perm("results.publish_framework")


def frameworks_for(user: User) -> QuerySet[Framework]:
    """The public frameworks; all of them for those who work on them."""
    return Framework.objects.all() if works_on_frameworks(user) else Framework.objects.public()


def placements_for(user: User) -> QuerySet[IndicatorPlacement]:
    """Where these frameworks show indicators now, or did before."""
    return IndicatorPlacement.objects.all() if works_on_frameworks(user) else IndicatorPlacement.objects.ever_shown()


def indicators_for(user: User) -> QuerySet[Indicator]:
    """The indicators that these frameworks show, or did before."""
    if works_on_frameworks(user):
        return Indicator.objects.all()
    return Indicator.objects.filter(pk__in=placements_for(user).values("indicator"))

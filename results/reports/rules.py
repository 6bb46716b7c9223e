"""Who sees which edition: everyone the published ones, the secretariat all of them."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from ..models import Edition, ProgressReport

Visitor = AbstractBaseUser | AnonymousUser


def sees_unpublished(user: Visitor) -> bool:
    """People who draw or publish editions see those that are not published yet."""
    return user.has_perm("results.render_edition") or user.has_perm("results.publish_edition")


def editions_for(user: Visitor) -> QuerySet[Edition]:
    """The editions that a person may see: the published ones, and all for those who draw or publish."""
    editions = Edition.objects.all() if sees_unpublished(user) else Edition.objects.published()
    return editions.select_related("report__cycle__meeting", "report__work_plan", "requested_by", "published_by").defer("snapshot")


def reports_for(user: Visitor) -> QuerySet[ProgressReport]:
    """Reports that the person may know of: for the public, those of which an edition is published."""
    reports = ProgressReport.objects.select_related("kind", "cycle__meeting", "cycle__sector", "work_plan")
    if sees_unpublished(user):
        return reports
    return reports.filter(pk__in=Edition.objects.published().values("report"))

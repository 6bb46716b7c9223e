"""What is late in the plans in force."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import Activity, Task
from .activities import as_rows
from .deliverables import in_force
from .timing import overdue_activities, overdue_tasks


def late_activities() -> QuerySet[Activity]:
    """Activities that should have ended, the longest overdue first."""
    return as_rows(Activity.objects.filter(overdue_activities(), plan__in=in_force())).order_by("ends_on", "starts_on", "pk")


def late_tasks() -> QuerySet[Task]:
    """Open tasks whose day has passed, the longest overdue first."""
    found = Task.objects.filter(overdue_tasks(), activity__plan__in=in_force())
    return found.select_related("activity__plan", "activity__objective", "owner", "organisation").order_by("due_on", "pk")

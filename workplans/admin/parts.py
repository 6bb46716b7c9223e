"""What the parts of a work plan share."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest

from .. import rules
from ..models import WorkPlan

WAYS_UP = ("plan", "round", "activity", "deliverable", "quantity")


def plan_of(record: models.Model) -> WorkPlan:
    """The plan that a record is a part of, or is itself."""
    while not isinstance(record, WorkPlan):
        record = next(getattr(record, name) for name in WAYS_UP if hasattr(type(record), name))
    return record


class DraftsOnlyMixin:
    """Parts are deleted while their plan is a draft, and never after."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or rules.may_delete(plan_of(obj)))

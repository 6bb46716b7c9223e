"""What is compared of each kind of record in a plan, and how it is written for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from base.dates import format_period
from base.text import Text, text_of

from ..models import Activity, Area, Deliverable, Objective, Target, WorkPlan

Label = str | Promise
Value = tuple[Label, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: which of its fields are texts in both languages, what else it says, and its number in the plan."""

    name: str  # in addresses, and as a plan names them
    label: Label
    model: type[models.Model]
    texts: tuple[str, ...]
    values: Callable[[models.Model], Iterable[Value]]
    number: Callable[[models.Model], object] = attrgetter("number")
    related: tuple[str, ...] = ()

    def of(self, plan: WorkPlan) -> QuerySet:
        """The records of this kind in a plan, with all that is compared of them; in one query."""
        return getattr(plan, self.name).select_related(*self.related)

    def label_of(self, field: str) -> str:
        """A text's name for people."""
        return capfirst(str(self.model._meta.get_field(field).verbose_name))


def written(record: models.Model | None, field: str) -> str:
    """A text of a record in the reader's language, else in the other; empty when there is no record."""
    text: Text = text_of(record, field)
    return text.in_language(get_language() or "en") or text.zh or text.en


def _number(value: Decimal) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def plan_values(plan: WorkPlan) -> list[Value]:
    """What a plan says of itself beside its texts."""
    months = plan.months_between_rounds
    return [
        (_("Period"), format_period(plan.period_start, plan.period_end, get_language() or "en")),
        (_("Body"), written(plan.body, "name")),
        (_("Months between evaluations"), str(months or "")),
    ]


def area_label(record: models.Model) -> str:
    """The area in which a record stands, with its number; empty for none."""
    return f"{record.area.number}. {written(record.area, 'title')}" if record.area_id else ""


def _activity_values(activity: Activity) -> list[Value]:
    return [
        (_("State"), activity.get_state_display()),
        (_("Dates"), activity.dates),
        (_("And others"), _("yes") if activity.and_others else _("no")),
    ]


def _target_values(target: Target) -> list[Value]:
    value = "" if target.value is None else f"{_number(target.value)} {written(target.unit, 'name')}"
    return [(_("Value"), value), (_("Part of"), written(target.parent, "title"))]


def _deliverable_values(deliverable: Deliverable) -> list[Value]:
    meeting = deliverable.meeting if deliverable.meeting_id and deliverable.meeting.is_published else None
    return [
        (_("Due"), deliverable.due),
        (_("Action asked"), deliverable.get_action_asked_display()),
        (_("Meeting"), written(meeting, "title")),
        (_("State"), deliverable.get_state_display()),
    ]


AREAS = Kind(
    "areas",
    gettext_lazy("Areas"),
    Area,
    ("title",),
    values=lambda area: [(_("Theme"), written(area.theme, "name"))],
    related=("theme",),
)
TARGETS = Kind(
    "targets",
    gettext_lazy("Targets"),
    Target,
    ("title",),
    values=_target_values,
    related=("unit", "area", "parent"),
)
OBJECTIVES = Kind(
    "objectives",
    gettext_lazy("Objectives"),
    Objective,
    ("title",),
    values=lambda _objective: [],
    related=("area",),
)
ACTIVITIES = Kind(
    "activities",
    gettext_lazy("Activities"),
    Activity,
    ("title", "description"),
    values=_activity_values,
    number=attrgetter("code"),
    related=("objective", "area"),
)
DELIVERABLES = Kind(
    "deliverables",
    gettext_lazy("Deliverables"),
    Deliverable,
    ("title",),
    values=_deliverable_values,
    related=("meeting",),
)
KINDS = (AREAS, TARGETS, OBJECTIVES, ACTIVITIES, DELIVERABLES)
PLAN_TEXTS = ("title", "introduction", "area_word", "objective_word", "activity_word")

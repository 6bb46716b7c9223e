"""What the sheets of a plan's workbook hold: a sheet per kind of part, a row per part, a column per field.

A part is named by its natural key without the plan: an activity by the number of its objective and its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import (
    Activity,
    Area,
    BudgetLine,
    Deliverable,
    DeliverablePart,
    Delivery,
    Involvement,
    Objective,
    Output,
    Quantity,
    Target,
    Task,
    WorkPlan,
)


@dataclass(frozen=True)
class Part:
    """One kind of part as a sheet. ``plan_path`` leads from a part to its plan, ``fields`` can be changed."""

    model: type[models.Model]
    sheet: str
    fields: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The look-ups that name a part within its plan."""
        return self.model.NATURAL_KEY[1:]

    @property
    def plan_path(self) -> str:
        return self.model.NATURAL_KEY[0].removesuffix("__slug")

    def records(self, plan: WorkPlan) -> models.QuerySet:
        """The parts of a plan, in their order."""
        related = {path.rpartition("__")[0] for path in self.key if "__" in path}
        related |= {self.plan_path, *(name for name in self.fields if self.model._meta.get_field(name).many_to_one)}
        many = [f"{name}__objective" for name in self.fields if self.model._meta.get_field(name).many_to_many]
        order = [path for path in self.key if path.endswith("number")]
        return (
            self.model.objects.filter(**{self.plan_path: plan})
            .select_related(*sorted(related))
            .prefetch_related(*many)
            .order_by(*order, "pk")
        )


PARTS = (  # in an order in which each names only what stands before it
    Part(Area, "领域 Areas", ("title", "theme")),
    Part(Objective, "目标 Objectives", ("area", "title")),
    Part(Target, "目标值 Targets", ("title", "unit", "value", "area", "parent")),
    Part(Activity, "活动 Activities", ("area", "title", "description", "state", "starts_on", "ends_on", "precision", "and_others")),
    Part(Involvement, "参与方 Involvements", ("order",)),
    Part(Output, "产出 Outputs", ("title", "state")),
    Part(Task, "任务 Tasks", ("kind", "title", "owner", "organisation", "due_on", "precision", "state", "done_on")),
    Part(BudgetLine, "预算 Budget", ("kind", "amount", "currency", "source", "opportunity", "note")),
    Part(Quantity, "计划数量 Quantities", ("title", "unit", "planned", "target")),
    Part(
        Delivery,
        "完成数量 Deliveries",
        ("period_start", "period_end", "value", "event", "country", "organisation", "note"),
    ),
    Part(
        Deliverable,
        "交付成果 Deliverables",
        ("title", "due_year", "due_quarter", "action_asked", "meeting", "state", "proof", "activities"),
    ),
    Part(DeliverablePart, "分项 Parts", ("title", "state", "proof")),
)
NUMBERED = (Area, Objective, Target)  # named by their numbers wherever another part points at them

_ORGANISATION = _("Choose it from the list, or write any of its names: in either language, short or as it was called before.")
_PRECISION = _("How exactly the dates are known: a date given as 1 April with “quarter” means the second quarter.")
HELP: dict[tuple[type[models.Model], str], Promise] = {
    (Objective, "area"): _("The number of the area, from the sheet of areas."),
    (Target, "area"): _("The number of the area, from the sheet of areas."),
    (Target, "parent"): _("The number of the target that this one is a part of."),
    (Activity, "area"): _("The number of the area; below an objective, the area is that of the objective."),
    (Activity, "state"): _("A change needs its day, and for dropping or going back also a reason, in the columns beside it."),
    (Activity, "precision"): _PRECISION,
    (Involvement, "organisation__slug"): _ORGANISATION,
    (Involvement, "body__slug"): _("Choose a body, an organisation or a country: exactly one of them."),
    (Involvement, "country__iso3"): _("Choose a body, an organisation or a country: exactly one of them."),
    (Task, "kind"): _("At a milestone something is reached; any other step is a task."),
    (Task, "organisation"): _ORGANISATION,
    (Task, "precision"): _PRECISION,
    (BudgetLine, "source"): _ORGANISATION,
    (Quantity, "target"): _("The number of the target, from the sheet of targets; both have the same unit."),
    (Delivery, "organisation"): _ORGANISATION,
    (Deliverable, "due_quarter"): _("A year has the quarters 1 to 4."),
    (Deliverable, "activities"): _("The numbers of the activities that bring it about, such as “1.2, 1.3”."),
    (Deliverable, "action_asked"): _("What the meeting is asked to do with it."),
}

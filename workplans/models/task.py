from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import Precision, format_dates, span_of
from base.models import NaturalKeyModel

from ..enums import TaskKind, TaskState


class Task(NaturalKeyModel):
    """A step of an activity with its owner and date; a milestone is a step at which something is reached."""

    NATURAL_KEY = ("activity__plan__slug", "activity__objective__number", "activity__number", "number")

    activity = models.ForeignKey("workplans.Activity", on_delete=models.CASCADE, related_name="tasks", verbose_name=_("activity"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=TaskKind, default=TaskKind.TASK)
    title = models.CharField(_("task"), max_length=400)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_tasks",
        verbose_name=_("person in charge"),
    )
    organisation = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_tasks",
        verbose_name=_("organisation in charge"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    precision = models.CharField(_("date precision"), max_length=10, choices=Precision, default=Precision.DAY)
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["activity", "number"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_task_per_number")]

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> str:
        return format_dates(self.due_on, None, self.precision, get_language() or "en")

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in time; ``None`` when no date is known."""
        span = span_of(self.due_on, None, self.precision)
        return span[1] if span else None

    @property
    def is_overdue(self) -> bool:
        return self.state == TaskState.OPEN and self.last_day is not None and self.last_day < timezone.localdate()

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import ReportingStep


def check_weekdays(days: object) -> None:
    """Days of the week as Python counts them: 0 is Monday, 6 is Sunday. At least one day is left to work."""
    if not isinstance(days, list) or len(days) > 6 or any(day not in range(7) for day in days) or len(set(days)) != len(days):
        raise ValidationError(_("Write the free days of the week as a list, 0 for Monday to 6 for Sunday: [5, 6]."))


class WorkCalendar(NaturalKeyModel):
    """Which days the secretariat works, so that deadlines can be counted in working days."""

    slug = models.SlugField(_("address name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    weekend = models.JSONField(
        _("free days of the week"),
        default=list,
        blank=True,
        validators=[check_weekdays],
        help_text=_("0 is Monday, 6 is Sunday; for example [5, 6]."),
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")

    def __str__(self) -> str:
        return self.name


class CalendarDay(NaturalKeyModel):
    """A day that is not as its weekday says: a holiday, or a Saturday that is worked."""

    NATURAL_KEY = ("calendar__slug", "day")

    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="days", verbose_name=_("calendar"))
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100)
    is_working = models.BooleanField(_("working day"), default=False)

    class Meta:
        ordering = ["calendar", "day"]
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="one_special_day_per_date")]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.name}"


class DeadlineRule(NaturalKeyModel):
    """How many working days before the meeting a step must be done."""

    NATURAL_KEY = ("calendar__slug", "step")

    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="deadline_rules", verbose_name=_("calendar"))
    step = models.CharField(_("step"), max_length=12, choices=ReportingStep)
    working_days = models.PositiveSmallIntegerField(_("working days before the meeting"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["calendar", "-working_days"]
        verbose_name = _("rule for a deadline")
        verbose_name_plural = _("rules for deadlines")
        constraints = [models.UniqueConstraint(fields=["calendar", "step"], name="one_deadline_rule_per_step")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.working_days}"


class DeadlineChange(NaturalKeyModel):
    """A deadline of one cycle that somebody moved, and why. Without one, the rule decides."""

    NATURAL_KEY = ("cycle__slug", "step")

    cycle = models.ForeignKey(
        "results.ReportingCycle", on_delete=models.CASCADE, related_name="deadline_changes", verbose_name=_("cycle")
    )
    step = models.CharField(_("step"), max_length=12, choices=ReportingStep)
    due_on = models.DateField(_("due on"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        ordering = ["cycle", "due_on"]
        verbose_name = _("moved deadline")
        verbose_name_plural = _("moved deadlines")
        constraints = [models.UniqueConstraint(fields=["cycle", "step"], name="one_moved_deadline_per_step")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.due_on.isoformat()}"

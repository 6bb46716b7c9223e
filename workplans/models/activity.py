from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import Precision, format_dates, span_of
from base.models import NaturalKeyModel

from ..enums import ActivityState, Role

OVER = (ActivityState.DONE, ActivityState.DROPPED)


class Activity(NaturalKeyModel):
    """A piece of work of a plan, under an objective or right in an area: who does it, with whom, and when.

    Numbers count within the objective; where there is none, within the plan. ``plan`` and ``area`` follow the objective.
    """

    NATURAL_KEY = ("plan__slug", "objective__number", "number")

    plan = models.ForeignKey("workplans.WorkPlan", on_delete=models.CASCADE, related_name="activities", verbose_name=_("work plan"))
    area = models.ForeignKey("workplans.Area", on_delete=models.RESTRICT, related_name="activities", verbose_name=_("area"))
    objective = models.ForeignKey(
        "workplans.Objective",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("objective"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("activity"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ActivityState, default=ActivityState.COMMITTED)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    precision = models.CharField(_("date precision"), max_length=10, choices=Precision, default=Precision.UNKNOWN)
    and_others = models.BooleanField(
        _("and others"), default=False, help_text=_("The list of those who take part is open: others take part as well.")
    )
    events = models.ManyToManyField("knowledge.Event", blank=True, related_name="activities", verbose_name=_("events"))
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="activities", verbose_name=_("documents"))
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name=_("carried from"),
    )

    class Meta:
        ordering = ["plan", "objective__number", "number"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "number"],
                name="one_activity_per_number",
                violation_error_message=_("This objective already has an activity with this number."),
            ),
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=models.Q(objective=None),
                name="one_activity_per_number_of_plan",
                violation_error_message=_("This plan already has an activity with this number."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("An activity cannot end before it starts."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "state"], name="activities_by_state")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        self.follow_objective()
        if self.ends_on and not self.starts_on:
            raise ValidationError({"starts_on": _("Say when it starts, or leave both dates empty.")})
        if not self.objective_id and self.area_id and self.plan_id and self.area.plan_id != self.plan_id:
            raise ValidationError({"area": _("This area belongs to another plan.")})

    def save(self, *args: object, **kwargs: object) -> None:
        self.follow_objective()
        super().save(*args, **kwargs)

    def follow_objective(self) -> None:
        """Take plan and area from the objective, where there is one."""
        if self.objective_id:
            self.plan_id, self.area_id = self.objective.plan_id, self.objective.area_id

    @property
    def code(self) -> str:
        """Its number as people write it: “2.1” under objective 2, “24” where there is no objective."""
        return f"{self.objective.number}.{self.number}" if self.objective_id else str(self.number)

    @property
    def dates(self) -> str:
        return format_dates(self.starts_on, self.ends_on, self.precision, get_language() or "en")

    @property
    def span(self) -> tuple[date, date] | None:
        """Its first and last possible day; ``None`` when no date is known."""
        return span_of(self.starts_on, self.ends_on, self.precision)

    @property
    def is_overdue(self) -> bool:
        """Whether its last possible day has passed while it is neither done nor dropped."""
        return self.state not in OVER and self.span is not None and self.span[1] < timezone.localdate()

    @property
    def leads(self) -> list[models.Model]:
        """The bodies, organisations and countries that lead it (reads the involvements)."""
        return [each.party for each in self.involvements.all() if each.role == Role.LEAD]

    @property
    def participants(self) -> list[models.Model]:
        """The bodies, organisations and countries that take part without leading it (reads the involvements)."""
        return [each.party for each in self.involvements.all() if each.role == Role.PARTICIPANT]

    def get_absolute_url(self) -> str:
        return reverse("workplans:activity", args=[self.plan.slug, self.code])


class StateChange(NaturalKeyModel):
    """A step of an activity from one state to another: when, why, and who recorded it."""

    NATURAL_KEY = ("activity__plan__slug", "activity__objective__number", "activity__number", "changed_on", "to_state")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="state_changes", verbose_name=_("activity"))
    from_state = models.CharField(_("from the state"), max_length=20, choices=ActivityState)
    to_state = models.CharField(_("to the state"), max_length=20, choices=ActivityState)
    changed_on = models.DateField(_("changed on"), default=timezone.localdate)
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["activity", "changed_on", "pk"]
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"

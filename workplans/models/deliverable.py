from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import Precision, format_dates, span_of
from base.models import NaturalKeyModel
from knowledge.enums import EventStatus
from knowledge.models import Event

from ..enums import ActionAsked, DeliverableState, Outcome


class Deliverable(NaturalKeyModel):
    """What is promised for a quarter, and what the meeting is asked to do about it."""

    NATURAL_KEY = ("plan__slug", "number")

    plan = models.ForeignKey(
        "workplans.WorkPlan", on_delete=models.CASCADE, related_name="deliverables", verbose_name=_("work plan")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("deliverable"), max_length=600)
    due_year = models.PositiveSmallIntegerField(_("due in the year"))
    due_quarter = models.PositiveSmallIntegerField(_("due in the quarter"), validators=[MinValueValidator(1), MaxValueValidator(4)])
    action_asked = models.CharField(_("action asked of the meeting"), max_length=20, choices=ActionAsked)
    meeting = models.ForeignKey(
        "knowledge.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="deliverables", verbose_name=_("meeting")
    )
    state = models.CharField(_("state"), max_length=20, choices=DeliverableState, default=DeliverableState.PLANNED)
    proof = models.ForeignKey(
        "knowledge.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document that proves it"),
    )
    activities = models.ManyToManyField("workplans.Activity", blank=True, related_name="deliverables", verbose_name=_("activities"))
    outputs = models.ManyToManyField("workplans.Output", blank=True, related_name="deliverables", verbose_name=_("outputs"))
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
        ordering = ["plan", "number"]
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_deliverable_per_number"),
            models.CheckConstraint(
                condition=models.Q(due_quarter__gte=1, due_quarter__lte=4),
                name="deliverable_due_in_a_quarter",
                violation_error_message=_("A year has the quarters 1 to 4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def due_in(self, language: str) -> str:
        """The quarter it is due in, as written in ``language``."""
        return format_dates(date(self.due_year, self.due_quarter * 3 - 2, 1), None, Precision.QUARTER, language)

    @property
    def due(self) -> str:
        return self.due_in(get_language() or "en")


class DeliverablePart(NaturalKeyModel):
    """One of several things that a deliverable promises, tracked by itself."""

    NATURAL_KEY = ("deliverable__plan__slug", "deliverable__number", "order")

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="parts", verbose_name=_("deliverable"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("part"), max_length=300)
    state = models.CharField(_("state"), max_length=20, choices=DeliverableState, default=DeliverableState.PLANNED)
    proof = models.ForeignKey(
        "knowledge.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document that proves it"),
    )

    class Meta:
        ordering = ["deliverable", "order"]
        verbose_name = _("part")
        verbose_name_plural = _("parts")

    def __str__(self) -> str:
        return self.title


class Decision(NaturalKeyModel):
    """What a meeting decided about a deliverable."""

    NATURAL_KEY = ("deliverable__plan__slug", "deliverable__number", "meeting__slug")

    deliverable = models.ForeignKey(Deliverable, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("deliverable"))
    meeting = models.ForeignKey("knowledge.Event", on_delete=models.PROTECT, related_name="decisions", verbose_name=_("meeting"))
    outcome = models.CharField(_("decision"), max_length=12, choices=Outcome)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    text = models.TextField(_("wording"), blank=True)
    document = models.ForeignKey(
        "knowledge.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        ordering = ["deliverable", "decided_on", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "meeting"],
                name="one_decision_per_meeting",
                violation_error_message=_("A decision of this meeting is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} · {self.meeting}"

    def clean(self) -> None:
        if not self.meeting_id:
            return
        if not has_begun(self.meeting):
            raise ValidationError(_("This meeting has not taken place yet, so it has decided nothing."), code="to_come")
        if self.decided_on and not _first_day(self.meeting) <= self.decided_on <= timezone.localdate():
            raise ValidationError({"decided_on": _("A meeting decides once it has begun, and not in the future.")})


def has_begun(meeting: Event) -> bool:
    """Whether a meeting took place, or may have begun today, as far as its date is known; one that was cancelled did not."""
    first = _first_day(meeting)
    return meeting.status != EventStatus.CANCELLED and first is not None and first <= timezone.localdate()


def _first_day(meeting: Event) -> date | None:
    span = span_of(meeting.starts_on, meeting.ends_on, meeting.precision)
    return span[0] if span else None

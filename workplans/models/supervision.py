from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period
from base.models import NaturalKeyModel

from ..enums import ActivityState, EvaluationState, ProblemSource, ProblemState


class Round(NaturalKeyModel):
    """An evaluation of every activity of a plan for one period, such as a half-year. Opening it makes the evaluations."""

    NATURAL_KEY = ("plan__slug", "period_end")

    plan = models.ForeignKey("workplans.WorkPlan", on_delete=models.CASCADE, related_name="rounds", verbose_name=_("work plan"))
    title = models.CharField(_("title"), max_length=200)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("opened by"),
    )
    is_open = models.BooleanField(_("open for evaluations"), default=True)

    class Meta:
        ordering = ["plan", "-period_end"]
        verbose_name = _("evaluation round")
        verbose_name_plural = _("evaluation rounds")
        permissions = [("open_round", _("Can open evaluation rounds and remind people"))]
        constraints = [
            models.UniqueConstraint(fields=["plan", "period_end"], name="one_round_per_period"),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="round_period_in_order",
                violation_error_message=_("A period cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> str:
        return format_period(self.period_start, self.period_end, get_language() or "en")


class Evaluation(NaturalKeyModel):
    """How one activity stands in one round. Whoever writes it never accepts it; accepted, it moves the activity's state."""

    NATURAL_KEY = ("round__plan__slug", "round__period_end", "activity__objective__number", "activity__number")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evaluations", verbose_name=_("evaluation round"))
    activity = models.ForeignKey(
        "workplans.Activity", on_delete=models.RESTRICT, related_name="evaluations", verbose_name=_("activity")
    )
    state = models.CharField(_("state"), max_length=10, choices=EvaluationState, default=EvaluationState.DUE, editable=False)
    activity_state = models.CharField(
        _("state of the activity"),
        max_length=20,
        choices=ActivityState,
        blank=True,
        help_text=_("As it is at the end of the period."),
    )
    progress = models.TextField(_("progress"), blank=True)
    problem = models.TextField(_("problem"), blank=True, help_text=_("Empty where there is none."))
    adjustment = models.TextField(_("adjustment proposed"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    review_note = models.TextField(_("note of the review"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["round", "activity"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        permissions = [("review_evaluation", _("Can review evaluations"))]
        constraints = [models.UniqueConstraint(fields=["round", "activity"], name="one_evaluation_per_round")]

    def __str__(self) -> str:
        return f"{self.round} · {self.activity}"


class Problem(NaturalKeyModel):
    """Something that stands in an activity's way, what is to be adjusted, and by whom; followed until it is closed."""

    NATURAL_KEY = ("activity__plan__slug", "activity__objective__number", "activity__number", "number")

    activity = models.ForeignKey(
        "workplans.Activity", on_delete=models.CASCADE, related_name="problems", verbose_name=_("activity")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    description = models.TextField(_("problem"))
    adjustment = models.TextField(_("adjustment proposed"), blank=True)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    source = models.CharField(_("found by"), max_length=12, choices=ProblemSource, default=ProblemSource.OTHER)
    evaluation = models.OneToOneField(
        Evaluation, on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_problem", verbose_name=_("evaluation")
    )
    visit = models.ForeignKey(
        "knowledge.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("visit")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_problems",
        verbose_name=_("person in charge"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProblemState, default=ProblemState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_note = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        ordering = ["activity", "number"]
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_problem_per_number")]

    def __str__(self) -> str:
        return self.description[:80]

    def clean(self) -> None:
        if self.source == ProblemSource.VISIT and self.visit_id is None:
            raise ValidationError({"visit": _("Choose the visit on which it was found.")})

    @property
    def is_overdue(self) -> bool:
        return self.state != ProblemState.CLOSED and self.due_on is not None and self.due_on < timezone.localdate()

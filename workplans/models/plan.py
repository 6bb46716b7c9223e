from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period
from base.models import NaturalKeyManager, NaturalKeyModel

from ..enums import PlanState

RESERVED = (  # the first parts of addresses that are not of one plan (``urls.py``)
    *("register", "timeline", "calendar", "owed", "mine", "problems", "decisions"),
    *("countries", "organisations", "bodies", "themes"),
)


class WorkPlanQuerySet(models.QuerySet):
    """Plans by who may see them."""

    def public(self) -> Self:
        """Plans that everyone may read: all but drafts."""
        return self.exclude(state=PlanState.DRAFT)

    def latest_versions(self) -> Self:
        """Plans without those that an amendment has taken the place of."""
        return self.exclude(state=PlanState.SUPERSEDED)


class WorkPlan(NaturalKeyModel):
    """What a body sets out to do in a period.

    ``previous`` is the plan that it was copied from. With a ``version`` above 1 it amends that plan, otherwise it
    continues it in the next period. What its levels are called (area, objective, activity) is the plan's own choice.
    """

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    body = models.ForeignKey("knowledge.Body", on_delete=models.PROTECT, related_name="work_plans", verbose_name=_("body"))
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=20, choices=PlanState, default=PlanState.DRAFT)
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="work_plans", verbose_name=_("documents"))
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("copied from")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    change_note = models.TextField(_("what was changed, and why"), blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_at = models.ForeignKey(
        "knowledge.Event",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted_plans",
        verbose_name=_("adopted at"),
    )
    area_word = models.CharField(
        _("word for an area"), max_length=60, blank=True, help_text=_("What this plan calls its areas, such as “pillar”.")
    )
    objective_word = models.CharField(_("word for an objective"), max_length=60, blank=True)
    activity_word = models.CharField(
        _("word for an activity"), max_length=60, blank=True, help_text=_("What this plan calls its activities, such as “project”.")
    )
    months_between_rounds = models.PositiveSmallIntegerField(
        _("months between evaluations"),
        null=True,
        blank=True,
        help_text=_("6 for half-yearly evaluations. Empty: the plan is not evaluated in rounds."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("An example, not a real plan."))

    objects = NaturalKeyManager.from_queryset(WorkPlanQuerySet)()

    class Meta:
        ordering = ["-period_start", "slug"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        permissions = [
            ("publish_workplan", _("Can publish work plans")),
            ("work_on_every_plan", _("Can work on the plans of every body and country")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("A period cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1),
                name="plan_versions_count_from_1",
                violation_error_message=_("Versions count from 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.slug in RESERVED:
            raise ValidationError(
                {"slug": _("“%(name)s” is the address of another page. Choose another name.") % {"name": self.slug}}
            )

    @property
    def period(self) -> str:
        return format_period(self.period_start, self.period_end, get_language() or "en")

    def get_absolute_url(self) -> str:
        return reverse("workplans:plan", args=[self.slug])

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period
from base.models import NaturalKeyManager, NaturalKeyModel

from ..enums import PlanState


class WorkPlanQuerySet(models.QuerySet):
    """Plans by who may see them."""

    def public(self) -> Self:
        """Plans that everyone may read: all but drafts."""
        return self.exclude(state=PlanState.DRAFT)


class WorkPlan(NaturalKeyModel):
    """What a body sets out to do in a period."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    body = models.ForeignKey("knowledge.Body", on_delete=models.PROTECT, related_name="work_plans", verbose_name=_("body"))
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=20, choices=PlanState, default=PlanState.DRAFT)
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="work_plans", verbose_name=_("documents"))

    objects = NaturalKeyManager.from_queryset(WorkPlanQuerySet)()

    class Meta:
        ordering = ["-period_start", "slug"]
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        permissions = [("publish_workplan", _("Can publish work plans"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("A period cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> str:
        return format_period(self.period_start, self.period_end, get_language() or "en")

    def get_absolute_url(self) -> str:
        return reverse("workplans:plan", args=[self.slug])


class Objective(NaturalKeyModel):
    """What a plan wants to reach under one theme."""

    NATURAL_KEY = ("plan__slug", "number")

    plan = models.ForeignKey(WorkPlan, on_delete=models.CASCADE, related_name="objectives", verbose_name=_("work plan"))
    number = models.PositiveSmallIntegerField(_("number"))
    theme = models.ForeignKey("knowledge.Theme", on_delete=models.PROTECT, related_name="objectives", verbose_name=_("theme"))
    title = models.CharField(_("objective"), max_length=400)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_objective_per_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

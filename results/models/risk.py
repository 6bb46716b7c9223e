from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import RiskKind, RiskVerdict


class RiskAssumption(NaturalKeyModel):
    """A risk to a result, or an assumption it rests on; looked at again at each update."""

    NATURAL_KEY = ("result__framework__slug", "result__code", "kind", "order")

    result = models.ForeignKey(
        "results.Result", on_delete=models.CASCADE, related_name="risks_and_assumptions", verbose_name=_("result")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RiskKind)
    text = models.TextField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    class Meta:
        ordering = ["result", "order"]
        verbose_name = _("risk or assumption")
        verbose_name_plural = _("risks and assumptions")

    def __str__(self) -> str:
        return self.text[:80]


class RiskReview(NaturalKeyModel):
    """What was found of a risk or an assumption in one reporting cycle."""

    NATURAL_KEY = (
        *("risk__result__framework__slug", "risk__result__code", "risk__kind", "risk__order"),
        "cycle__slug",
    )

    risk = models.ForeignKey(RiskAssumption, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("risk or assumption"))
    cycle = models.ForeignKey(
        "results.ReportingCycle", on_delete=models.PROTECT, related_name="risk_reviews", verbose_name=_("cycle")
    )
    verdict = models.CharField(_("finding"), max_length=10, choices=RiskVerdict)
    note = models.TextField(_("note"), blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed"), auto_now=True)

    class Meta:
        ordering = ["cycle", "risk"]
        verbose_name = _("review of a risk")
        verbose_name_plural = _("reviews of risks")
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "cycle"],
                name="one_risk_review_per_cycle",
                violation_error_message=_("This cycle already has a review of this risk or assumption."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.risk} · {self.get_verdict_display()}"

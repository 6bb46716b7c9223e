from __future__ import annotations

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import BudgetKind


class BudgetLine(NaturalKeyModel):
    """An amount for an activity, and where it comes from. Amounts in different currencies are never added up."""

    NATURAL_KEY = ("activity__plan__slug", "activity__objective__number", "activity__number", "number")

    activity = models.ForeignKey("workplans.Activity", on_delete=models.CASCADE, related_name="budget", verbose_name=_("activity"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=BudgetKind, default=BudgetKind.PLANNED)
    amount = models.DecimalField(
        _("amount"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty where it is not known."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="USD", validators=[RegexValidator(r"^[A-Z]{3}$")], help_text="ISO 4217"
    )
    source = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("source of the money"),
    )
    opportunity = models.ForeignKey(
        "knowledge.FundingOpportunity",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("funding opportunity"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["activity", "number"]
        verbose_name = _("amount")
        verbose_name_plural = _("budget")
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_budget_line_per_number")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}" if self.amount is not None else f"– {self.currency}"

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import AwardStatus
from .resource import Resource


class FundingOpportunity(Resource):
    """A round of a fund: who pays, for what, who may apply, and until when."""

    URL_KIND = "funding"

    funder = models.ForeignKey(
        "knowledge.Organisation", on_delete=models.PROTECT, related_name="funding_opportunities", verbose_name=_("funder")
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    eligibility = models.TextField(_("who may apply"), blank=True)
    priority_areas = models.TextField(_("priority areas"), blank=True, help_text=_("One per line."))
    url = models.URLField(_("web address"), blank=True)

    class Meta:
        ordering = [models.F("closes_on").desc(nulls_last=True), "slug"]
        verbose_name = _("funding opportunity")
        verbose_name_plural = _("funding opportunities")
        permissions = [("publish_fundingopportunity", _("Can publish funding opportunities"))]

    def is_open(self, at: date | None = None) -> bool | None:
        """Whether applications are taken on the day ``at`` (today by default); ``None`` when no closing date is known."""
        if self.closes_on is None:
            return None
        today = at or timezone.localdate()
        return today <= self.closes_on and (self.opens_on is None or self.opens_on <= today)


class FundingAward(NaturalKeyModel):
    """What a country, or several together, applied for or received. Amounts in whole units of the currency."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    opportunity = models.ForeignKey(FundingOpportunity, on_delete=models.CASCADE, related_name="awards", verbose_name=_("fund"))
    beneficiary = models.CharField(_("beneficiary"), max_length=200)
    countries = models.ManyToManyField("knowledge.Country", blank=True, related_name="awards", verbose_name=_("countries"))
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD", help_text="ISO 4217")
    status = models.CharField(_("status"), max_length=20, choices=AwardStatus)
    purpose = models.TextField(_("purpose"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("grant")
        verbose_name_plural = _("grants")

    def __str__(self) -> str:
        return self.beneficiary

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .resource import Resource


class CountryBrief(Resource):
    """One country on a few lines: its health security and its health system."""

    URL_KIND = "briefs"

    country = models.ForeignKey("knowledge.Country", on_delete=models.PROTECT, related_name="briefs", verbose_name=_("country"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    health_security = models.TextField(_("health security"), blank=True)
    health_system = models.TextField(_("health system"), blank=True)

    class Meta:
        ordering = ["country", "-year"]
        verbose_name = _("country brief")
        verbose_name_plural = _("country briefs")
        permissions = [("publish_countrybrief", _("Can publish country briefs"))]

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .resource import Resource


class Solution(Resource):
    """An innovative answer to a health threat, and what shows that it works."""

    URL_KIND = "solutions"

    threat = models.CharField(_("health threat"), max_length=200)
    provider = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="solutions",
        verbose_name=_("provider"),
    )
    evidence = models.TextField(_("evidence"), blank=True)
    url = models.URLField(_("web address"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        permissions = [("publish_solution", _("Can publish solutions"))]

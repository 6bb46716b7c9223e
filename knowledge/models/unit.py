from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import UnitKind


class Unit(NaturalKeyModel):
    """A unit of measure. Participations, participants and persons are three units."""

    slug = models.SlugField(_("address name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=UnitKind,
        default=UnitKind.MEASURED,
        help_text=_("Figures that count whole ones are never negative and have no decimals."),
    )
    suffix = models.CharField(
        _("after the figure"),
        max_length=30,
        blank=True,
        help_text=_("Printed right after the figure, with its leading space where one is due: “%”, “ km/h”."),
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

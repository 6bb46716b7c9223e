from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class Country(NaturalKeyModel):
    """A country, by its ISO 3166-1 alpha-3 code."""

    NATURAL_KEY = ("iso3",)

    iso3 = models.CharField(
        _("ISO code"), max_length=3, unique=True, validators=[RegexValidator(r"^[A-Z]{3}$")], help_text="ISO 3166-1 alpha-3"
    )
    name = models.CharField(_("name"), max_length=100)
    variants = models.TextField(_("other names"), blank=True, help_text=_("One per line; found by search."))
    is_member = models.BooleanField(_("member country"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    tile_row = models.PositiveSmallIntegerField(
        _("row on the tile map"), null=True, blank=True, help_text=_("From the north, 1 and up. Empty: no tile.")
    )
    tile_column = models.PositiveSmallIntegerField(
        _("column on the tile map"), null=True, blank=True, help_text=_("From the west, 1 and up.")
    )

    class Meta:
        ordering = ["order", "iso3"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:country", args=[self.iso3.lower()])

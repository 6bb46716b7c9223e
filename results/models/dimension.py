from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class Dimension(NaturalKeyModel):
    """A way to break figures down beside sex and country: age group, kind of facility, urban and rural."""

    slug = models.SlugField(_("address name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")

    def __str__(self) -> str:
        return self.name


class Category(NaturalKeyModel):
    """One of the parts into which a dimension divides the total. The parts of a dimension do not overlap."""

    NATURAL_KEY = ("dimension__slug", "code")

    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="categories", verbose_name=_("dimension"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["dimension", "order", "code"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [models.UniqueConstraint(fields=["dimension", "code"], name="one_category_per_code")]

    def __str__(self) -> str:
        return self.name


class ScaleStep(NaturalKeyModel):
    """One step of an indicator's qualitative scale, such as “draft law”, “law in force”; steps are ordered, not counted."""

    NATURAL_KEY = ("indicator__code", "code")

    indicator = models.ForeignKey("results.Indicator", on_delete=models.CASCADE, related_name="scale", verbose_name=_("indicator"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("The higher, the better."))

    class Meta:
        ordering = ["indicator", "rank"]
        verbose_name = _("step of a scale")
        verbose_name_plural = _("steps of a scale")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "code"], name="one_scale_step_per_code"),
            models.UniqueConstraint(fields=["indicator", "rank"], name="one_scale_step_per_rank"),
        ]

    def __str__(self) -> str:
        return self.name

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import ThemeKind


class Theme(NaturalKeyModel):
    """What work is about: a strategy's pillar or cross-cutting theme, a programme's cluster or sector."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ThemeKind)
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("As printed: a number or an abbreviation."))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    strategy = models.ForeignKey(
        "knowledge.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="defined_themes",
        verbose_name=_("strategy"),
        help_text=_("The document that names this theme."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name as printed, a pillar with its number before it."""
        return f"{self.code}. {self.name}" if self.kind == ThemeKind.PILLAR and self.code else self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:theme", args=[self.slug])

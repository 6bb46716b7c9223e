from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class GlossaryTerm(NaturalKeyModel):
    """The official wording of a term in each language, its abbreviation, and the variants to avoid."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    term = models.CharField(_("official term"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    variants = models.TextField(_("variants to avoid"), blank=True, help_text=_("One per line."))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import MergeableModel

from ..enums import OrganisationKind


class Organisation(MergeableModel):
    """An institution that takes part, pays, trains or publishes."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind, default=OrganisationKind.OTHER)
    countries = models.ManyToManyField("knowledge.Country", blank=True, related_name="organisations", verbose_name=_("countries"))
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("An example, not a real institution."))

    class Meta:
        ordering = ["slug"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        permissions = [("merge_organisation", _("Can merge organisations"))]

    def __str__(self) -> str:
        return self.acronym or self.name

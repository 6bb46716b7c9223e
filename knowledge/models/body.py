from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import BodyKind, BodyState


class Body(NaturalKeyModel):
    """A body of the programme: a conference, a meeting of officials, a working group."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=BodyKind)
    state = models.CharField(_("state"), max_length=20, choices=BodyState, default=BodyState.ACTIVE)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("reports to")
    )
    sector = models.ForeignKey(
        "knowledge.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="bodies", verbose_name=_("sector")
    )
    mandate = models.TextField(_("mandate"), blank=True)
    founded = models.CharField(_("founded"), max_length=200, blank=True, help_text=_("As precisely as is known."))
    membership = models.CharField(_("who sits in it"), max_length=300, blank=True)
    members = models.ManyToManyField("knowledge.Country", blank=True, related_name="bodies", verbose_name=_("member countries"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:body", args=[self.slug])

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import Mode, OrganisationKind
from .resource import Resource


class IhrCapacity(NaturalKeyModel):
    """A core capacity under the International Health Regulations (2005)."""

    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("IHR core capacity")
        verbose_name_plural = _("IHR core capacities")

    def __str__(self) -> str:
        return self.name


class Training(Resource):
    """A training programme on health security, with what a person needs to choose and enrol."""

    URL_KIND = "trainings"

    provider = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name=_("provider"),
    )
    provider_kind = models.CharField(_("kind of provider"), max_length=30, choices=OrganisationKind, blank=True)
    location = models.CharField(_("location"), max_length=200)
    duration = models.CharField(_("duration"), max_length=100)
    mode = models.CharField(_("format"), max_length=10, choices=Mode, blank=True, default="")
    teaching_languages = models.CharField(_("languages of training"), max_length=200)
    eligibility = models.TextField(_("eligibility"))
    quality_assurance = models.TextField(_("quality assurance"), blank=True, help_text=_("The provider's mechanism, if any."))
    capacities = models.ManyToManyField(IhrCapacity, blank=True, related_name="trainings", verbose_name=_("IHR core capacities"))
    url = models.URLField(_("web address"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        permissions = [("publish_training", _("Can publish trainings"))]

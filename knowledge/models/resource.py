"""What every entry of the catalogue has in common."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyManager, NaturalKeyModel

from ..enums import PublicationState


class ResourceQuerySet(models.QuerySet):
    """Filters that read as a sentence: ``Document.objects.published().about(theme)``."""

    def published(self) -> Self:
        return self.filter(state=PublicationState.PUBLISHED)

    def about(self, theme: models.Model) -> Self:
        return self.filter(themes=theme)

    def concerning(self, country: models.Model) -> Self:
        return self.filter(countries=country)

    def samples(self) -> Self:
        return self.filter(is_sample=True)


class Resource(NaturalKeyModel):
    """An entry of the catalogue: what it is called, what and whom it concerns, and whether it may be seen."""

    URL_KIND: ClassVar[str]

    slug = models.SlugField(_("address name"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    countries = models.ManyToManyField("knowledge.Country", blank=True, related_name="%(class)ss", verbose_name=_("countries"))
    themes = models.ManyToManyField("knowledge.Theme", blank=True, related_name="%(class)ss", verbose_name=_("themes"))
    source_note = models.TextField(
        _("note on the source"), blank=True, help_text=_("Where the facts come from, and what is uncertain about them.")
    )
    state = models.CharField(_("publication"), max_length=20, choices=PublicationState, default=PublicationState.DRAFT)
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("An example, apart from the real entries."))
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = NaturalKeyManager.from_queryset(ResourceQuerySet)()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether everyone may see it."""
        return self.state == PublicationState.PUBLISHED

    def get_absolute_url(self) -> str:
        return reverse("knowledge:entry", args=[self.URL_KIND, self.slug])

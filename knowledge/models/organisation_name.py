from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..organisation_names import organisation_key

LONGEST_KEY = 400  # characters; one letter may be written out as several


class OrganisationName(NaturalKeyModel):
    """A further name of an organisation, in any language: a variant, a short form, what it was called before.

    No two organisations have the same one, so that a name in an import leads to one of them.
    """

    NATURAL_KEY = ("organisation__slug", "name")

    organisation = models.ForeignKey(
        "knowledge.Organisation", on_delete=models.CASCADE, related_name="names", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=LONGEST_KEY, unique=True, editable=False)

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = _("further name")
        verbose_name_plural = _("further names")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.follow_name()
        if not self.key:
            raise ValidationError({"name": _("A name has letters or figures.")})
        same = OrganisationName.objects.filter(key=self.key).exclude(pk=self.pk).select_related("organisation").first()
        if same:
            raise ValidationError(
                {
                    "name": _("“%(name)s” is a further name of %(organisation)s already.")
                    % {"name": same.name, "organisation": same.organisation.name}
                }
            )

    def validate_unique(self, exclude: set[str] | None = None) -> None:
        """``clean`` says it in words that name the other organisation."""
        super().validate_unique({*(exclude or ()), "key"})

    def save(self, *args: object, **kwargs: object) -> None:
        self.follow_name()
        super().save(*args, **kwargs)

    def complete_loaded(self) -> None:
        super().complete_loaded()
        self.follow_name()

    def follow_name(self) -> None:
        """The key follows the name, whoever saves it."""
        self.key = organisation_key(self.name)[:LONGEST_KEY]

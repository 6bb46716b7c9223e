from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import Role

PARTIES = ("body", "organisation", "country")


def _exactly_one() -> Q:
    """One of the parties, and no other."""
    found = Q()
    for one in PARTIES:
        found |= Q(**{f"{name}__isnull": name != one for name in PARTIES})
    return found


class Involvement(NaturalKeyModel):
    """A body, an organisation or a country that leads an activity or takes part in it."""

    NATURAL_KEY = (
        *("activity__plan__slug", "activity__objective__number", "activity__number", "role"),
        *("body__slug", "organisation__slug", "country__iso3"),
    )

    activity = models.ForeignKey(
        "workplans.Activity", on_delete=models.CASCADE, related_name="involvements", verbose_name=_("activity")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    body = models.ForeignKey(
        "knowledge.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="involvements", verbose_name=_("body")
    )
    organisation = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="involvements",
        verbose_name=_("organisation"),
    )
    country = models.ForeignKey(
        "knowledge.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="involvements", verbose_name=_("country")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["activity", "role", "order", "pk"]
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(),
                name="one_party_per_involvement",
                violation_error_message=_("Choose a body, an organisation or a country: exactly one of them."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["activity", "role", party],
                    name=f"one_involvement_per_{party}",
                    violation_error_message=_("It is already named in this role."),
                )
                for party in PARTIES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.party}"

    @property
    def party(self) -> models.Model:
        """Whoever is involved."""
        return self.body or self.organisation or self.country

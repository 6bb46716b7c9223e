from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import ChallengeState
from .live_texts import LiveTexts


class Challenge(LiveTexts, NaturalKeyModel):
    """A key issue told to the meeting: what it is, what follows from it, and who looks after it."""

    NATURAL_KEY = ("cycle__slug", "number")
    LIVE_TEXTS = ("description", "follow_up")

    cycle = models.ForeignKey(
        "results.ReportingCycle", on_delete=models.PROTECT, related_name="challenges", verbose_name=_("cycle")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("challenge"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    follow_up = models.TextField(_("follow-up"), blank=True)
    theme = models.ForeignKey(
        "knowledge.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="challenges", verbose_name=_("theme")
    )
    country = models.ForeignKey(
        "knowledge.Country", on_delete=models.SET_NULL, null=True, blank=True, related_name="challenges", verbose_name=_("country")
    )
    owner = models.ForeignKey(
        "knowledge.Body", on_delete=models.SET_NULL, null=True, blank=True, related_name="challenges", verbose_name=_("owner")
    )
    state = models.CharField(_("state"), max_length=10, choices=ChallengeState, default=ChallengeState.OPEN)

    class Meta:
        ordering = ["cycle", "number"]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="one_challenge_per_number")]

    def __str__(self) -> str:
        return self.title

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel


class Restatement(NaturalKeyModel):
    """The correction of something that was published: what it said before and says now, why, and which editions show the old.

    ``old`` and ``new`` hold the fields that changed, by name, as JSON; a translated field by its columns.
    """

    NATURAL_KEY = ("pk",)

    observation = models.ForeignKey(
        "results.Observation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="restatements",
        verbose_name=_("observation"),
    )
    entry = models.ForeignKey(
        "results.ProgressEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="restatements",
        verbose_name=_("entry"),
    )
    old = models.JSONField(_("before"))
    new = models.JSONField(_("after"))
    reason = models.TextField(_("reason"))
    editions = models.ManyToManyField(
        "results.Edition", blank=True, related_name="restatements", verbose_name=_("editions affected")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, observation__isnull=True)
                | models.Q(entry__isnull=True, observation__isnull=False),
                name="restatement_is_of_one",
                violation_error_message=_("A restatement is of one entry or of one figure."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation or self.entry} · {self.made_at:%Y-%m-%d}"

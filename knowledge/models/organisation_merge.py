from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationMergeQuerySet(models.QuerySet):
    """Filters that read as a sentence."""

    def standing(self) -> Self:
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)

    def later_than(self, merge: OrganisationMerge) -> Self:
        """Standing merges made since with the organisation that this one kept; they are undone first."""
        return self.standing().filter(Q(kept=merge.kept_id) | Q(merged=merge.kept_id), pk__gt=merge.pk).order_by("-pk")


class OrganisationMerge(models.Model):
    """Two organisations that turned out to be one: which stays, and all that was moved to it, so that it can be undone.

    ``moved`` and ``stayed`` hold ``base.moving.Move``: what was moved, and what of it an undoing left where it was.
    """

    kept = models.ForeignKey(
        "knowledge.Organisation", on_delete=models.CASCADE, related_name="merges", verbose_name=_("organisation that stays")
    )
    merged = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.CASCADE,
        related_name="merges_away",
        verbose_name=_("organisation merged into it"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("merged by")
    )
    made_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    moved = models.JSONField(_("moved"), default=list)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    stayed = models.JSONField(_("not moved back"), default=list)

    objects = OrganisationMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        verbose_name = _("merge of organisations")
        verbose_name_plural = _("merges of organisations")
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_into_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.merged.name} → {self.kept.name}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def state(self) -> str:
        """What the steps of the admin show beside the buttons."""
        return "undone" if self.is_undone else "standing"

    def get_state_display(self) -> str:
        return pgettext_lazy("a merge", "undone") if self.is_undone else pgettext_lazy("a merge", "stands")

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import ParticipantKind, Sex


class EventAttendance(NaturalKeyModel):
    """How many came to an event: one count per unit, country, sex and kind of participant.

    The unit says what is counted: participations (one person twice counts twice), participants or persons. Counts of
    different units are never added up. A row without a sex or a kind is about people of whom neither is known.
    """

    NATURAL_KEY = ("event__slug", "unit__slug", "country__iso3", "sex", "kind")

    event = models.ForeignKey("knowledge.Event", on_delete=models.CASCADE, related_name="attendance", verbose_name=_("event"))
    unit = models.ForeignKey("knowledge.Unit", on_delete=models.PROTECT, related_name="attendance", verbose_name=_("unit"))
    country = models.ForeignKey(
        "knowledge.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendance",
        verbose_name=_("country"),
        help_text=_("Empty where it is not known."),
    )
    sex = models.CharField(_("sex"), max_length=10, choices=[each for each in Sex.choices if each[0]], default=Sex.UNKNOWN)
    kind = models.CharField(
        _("kind of participant"), max_length=20, choices=ParticipantKind, blank=True, default=ParticipantKind.ANY
    )
    count = models.PositiveIntegerField(_("count"))
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        ordering = ["event", "unit", "country", "sex", "kind"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                "event",
                "unit",
                Coalesce("country", 0),
                "sex",
                "kind",
                name="one_attendance_per_cell",
                violation_error_message=_("This event already has a count for this country, sex and kind of participant."),
            ),
            models.CheckConstraint(
                condition=~models.Q(sex=Sex.ALL),
                name="attendance_has_no_total_row",
                violation_error_message=_("Totals are added up from the rows: enter the rows alone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} · {self.count}"

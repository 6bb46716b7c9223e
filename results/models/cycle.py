from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period
from base.models import NaturalKeyModel


class ReportingCycle(NaturalKeyModel):
    """The round of reporting for one meeting: which period is told, to whom."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    meeting = models.ForeignKey("knowledge.Event", on_delete=models.PROTECT, related_name="cycles", verbose_name=_("meeting"))
    sector = models.ForeignKey("knowledge.Theme", on_delete=models.PROTECT, related_name="cycles", verbose_name=_("sector"))
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    frameworks = models.ManyToManyField(
        "results.Framework",
        blank=True,
        related_name="cycles",
        verbose_name=_("frameworks"),
        help_text=_("Their indicators are told in this cycle: opening it makes an entry for each."),
    )
    calendar = models.ForeignKey(
        "results.WorkCalendar",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cycles",
        verbose_name=_("working calendar"),
        help_text=_("Deadlines are counted back from the meeting in its working days."),
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("opened by"),
    )
    is_open = models.BooleanField(_("open for entries"), default=True)

    class Meta:
        ordering = ["-period_end", "slug"]
        verbose_name = _("reporting cycle")
        verbose_name_plural = _("reporting cycles")
        permissions = [("open_reportingcycle", _("Can open reporting cycles and remind people"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="cycle_period_in_order",
                violation_error_message=_("A period cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> str:
        return format_period(self.period_start, self.period_end, get_language() or "en")

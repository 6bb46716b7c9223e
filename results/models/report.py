from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import format_period
from base.models import NaturalKeyModel

from ..enums import CYCLE_BLOCKS, PLAN_BLOCKS, Block
from .live_texts import LiveTexts

TELLS_A_CYCLE = models.Q(cycle__isnull=False, period_start__isnull=True, period_end__isnull=True)
TELLS_A_PERIOD_OF_A_PLAN = models.Q(
    cycle__isnull=True,
    work_plan__isnull=False,
    period_start__isnull=False,
    period_end__isnull=False,
    period_end__gte=models.F("period_start"),
)


class ReportKind(NaturalKeyModel):
    """What sort of paper a report is, as its meeting knows it."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("kind of report")
        verbose_name_plural = _("kinds of report")

    def __str__(self) -> str:
        return self.name


class ProgressReport(NaturalKeyModel):
    """A paper for people to decide by: an ordered list of sections, some written, some drawn from the database.

    It tells a reporting cycle to its meeting, or a work plan in a period of its own, such as a year.
    """

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, related_name="reports", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=200)
    subtitle = models.CharField(_("line above the title"), max_length=200, blank=True)
    cycle = models.ForeignKey(
        "results.ReportingCycle",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("cycle"),
        help_text=_("Empty: the report tells its work plan in the period below."),
    )
    framework = models.ForeignKey(
        "results.Framework",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("results framework"),
    )
    work_plan = models.ForeignKey(
        "workplans.WorkPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("work plan")
    )
    period_start = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: the period of the cycle."))
    period_end = models.DateField(_("to"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("An example, not a real report."))

    class Meta:
        ordering = [Coalesce("period_end", "cycle__period_end").desc(), "slug"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [
            models.CheckConstraint(
                condition=TELLS_A_CYCLE | TELLS_A_PERIOD_OF_A_PLAN,
                name="report_tells_a_cycle_or_a_plan",
                violation_error_message=_("A report tells a cycle, or a work plan in a period of its own."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.cycle_id is not None:
            if self.period_start or self.period_end:
                raise ValidationError({"period_start": _("The cycle says which period is told: leave this one empty.")})
            return
        if self.work_plan_id is None:
            raise ValidationError({"cycle": _("Choose the cycle that the report tells, or a work plan and a period.")})
        if not (self.period_start and self.period_end):
            raise ValidationError({"period_start": _("Say from when to when the report tells the work plan.")})
        if self.period_end < self.period_start:
            raise ValidationError({"period_end": _("A period cannot end before it starts.")})

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that it tells (reads the cycle, where there is one)."""
        told = self.cycle or self
        return told.period_start, told.period_end

    @property
    def period(self) -> str:
        return self.period_in(get_language() or "en")

    def period_in(self, language: str) -> str:
        """What it tells, as a period is written in ``language``."""
        return format_period(*self.span, language)

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.slug])


class SectionFields(LiveTexts, NaturalKeyModel):
    """A heading with a text, and below it, where one is chosen, a table or chart from the database."""

    LIVE_TEXTS = ("body",)

    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    depth = models.PositiveSmallIntegerField(_("depth"), choices=[(1, "1"), (2, "2")], default=1)
    is_numbered = models.BooleanField(_("numbered"), default=True)
    heading = models.CharField(_("heading"), max_length=200)
    body = models.TextField(
        _("text"), blank=True, help_text=_("Markdown. Paragraphs of both languages stand side by side in order.")
    )
    block = models.CharField(_("drawn from the database"), max_length=30, choices=Block, blank=True, default=Block.NONE)
    caption = models.CharField(_("caption of the table or chart"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.heading


class KindSection(SectionFields):
    """What a new report of a kind begins with (``services/annual_summary.py``); each report then has its own."""

    NATURAL_KEY = ("kind__slug", "key")

    kind = models.ForeignKey(ReportKind, on_delete=models.CASCADE, related_name="sections", verbose_name=_("kind"))

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name = _("section of a kind of report")
        verbose_name_plural = _("sections of kinds of report")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_section_per_key_and_kind")]


class ReportSection(SectionFields):
    """A section of one report."""

    NATURAL_KEY = ("report__slug", "key")

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="sections", verbose_name=_("report"))

    class Meta:
        ordering = ["report", "order", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_section_per_key")]

    def clean(self) -> None:
        super().clean()
        report = getattr(self, "report", None)
        if report is None:
            return
        if self.block in CYCLE_BLOCKS and report.cycle_id is None:
            raise ValidationError({"block": _("This is drawn from a reporting cycle, and the report tells none.")})
        if self.block in PLAN_BLOCKS and report.work_plan_id is None:
            raise ValidationError({"block": _("This is drawn from a work plan, and the report has none.")})

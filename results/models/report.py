from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel

from ..enums import Block
from .live_texts import LiveTexts


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
    """A paper for one meeting: an ordered list of sections, some written, some drawn from the database."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, related_name="reports", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=200)
    subtitle = models.CharField(_("line above the title"), max_length=200, blank=True)
    cycle = models.ForeignKey("results.ReportingCycle", on_delete=models.PROTECT, related_name="reports", verbose_name=_("cycle"))
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

    class Meta:
        ordering = ["-cycle__period_end", "slug"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.slug])


class ReportSection(LiveTexts, NaturalKeyModel):
    """A heading with a text, and below it, where one is chosen, a table or chart from the database."""

    NATURAL_KEY = ("report__slug", "key")
    LIVE_TEXTS = ("body",)

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="sections", verbose_name=_("report"))
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
        ordering = ["report", "order", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_section_per_key")]

    def __str__(self) -> str:
        return self.heading

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.dates import Precision, format_dates
from base.models import NaturalKeyModel
from base.uploads import check_upload

from ..enums import EventKind, EventStatus, MaterialKind, Mode
from .resource import Resource


class Event(Resource):
    """A meeting, webinar, dialogue or milestone, at the date precision known."""

    URL_KIND = "events"

    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    status = models.CharField(_("status"), max_length=20, choices=EventStatus)
    body = models.ForeignKey(
        "knowledge.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("body")
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("held during")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    precision = models.CharField(_("date precision"), max_length=10, choices=Precision, default=Precision.DAY)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, help_text=_("For example Asia/Almaty."))
    place = models.CharField(_("place"), max_length=200, blank=True)
    mode = models.CharField(_("format"), max_length=10, choices=Mode, blank=True, default="")
    documents = models.ManyToManyField("knowledge.Document", blank=True, related_name="events", verbose_name=_("documents"))

    class Meta:
        ordering = [models.F("starts_on").desc(nulls_last=True), "slug"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("publish_event", _("Can publish events"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="event_ends_after_it_starts",
                violation_error_message=_("An event cannot end before it starts."),
            )
        ]

    def dates_in(self, language: str) -> str:
        """When it takes place, as written in ``language``; empty when no date is known."""
        return format_dates(self.starts_on, self.ends_on, self.precision, language)

    @property
    def dates(self) -> str:
        return self.dates_in(get_language() or "en")


class EventHost(NaturalKeyModel):
    """Who hosts, chairs or supports an event."""

    NATURAL_KEY = ("event__slug", "order")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("event"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    role = models.CharField(_("role"), max_length=100)
    country = models.ForeignKey(
        "knowledge.Country", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    organisation = models.ForeignKey(
        "knowledge.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )

    class Meta:
        ordering = ["event", "order"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return f"{self.country or self.organisation} · {self.role}"


class EventMaterial(NaturalKeyModel):
    """Slides, a recording or an agenda: a file here, or an address elsewhere."""

    NATURAL_KEY = ("event__slug", "order")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials", verbose_name=_("event"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind)
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="materials/", blank=True, validators=[check_upload])
    url = models.URLField(_("web address"), blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        ordering = ["event", "order"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def __str__(self) -> str:
        return self.title


class MeetingOutcome(NaturalKeyModel):
    """What a meeting decided, on which theme."""

    NATURAL_KEY = ("event__slug", "order")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("event"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    theme = models.ForeignKey(
        "knowledge.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes", verbose_name=_("theme")
    )
    decision = models.TextField(_("what was decided"))

    class Meta:
        ordering = ["event", "order"]
        verbose_name = _("meeting outcome")
        verbose_name_plural = _("meeting outcomes")

    def __str__(self) -> str:
        return self.decision[:80]

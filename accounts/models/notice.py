"""The outbox's rows."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..letters import label_of

TRIES = 5


class NoticeQuerySet(models.QuerySet):
    """E-mails by whether they are out."""

    def waiting(self) -> Self:
        return self.filter(sent_at=None, tries__lt=TRIES)


class Notice(models.Model):
    """An e-mail to one person. The row is the truth about it, the queue only says that there is work.

    ``kind`` says who writes it (``accounts/letters.py``). ``key`` names what it is about and when, so that nobody is told
    the same thing twice. ``facts`` hold what the words need (records, days), never the words: these are written in the
    reader's language when the e-mail is sent.
    """

    kind = models.CharField(_("kind"), max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    key = models.CharField(_("what it is about"), max_length=120)
    facts = models.JSONField(_("facts"), default=dict)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["recipient", "kind", "key"], name="each_notice_once")]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.kind_label}"

    @property
    def kind_label(self) -> str:
        """What the e-mail is about, in the reader's language."""
        return label_of(self.kind)

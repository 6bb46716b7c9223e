"""The portal's user."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.text import CHINESE, ENGLISH


class User(AbstractUser):
    """A person who signs in. A focal point speaks for one country; secretariat staff for none."""

    class Language(models.TextChoices):
        CHINESE = CHINESE, "简体中文"
        ENGLISH = ENGLISH, "English"

    language = models.CharField(
        _("preferred language"),
        max_length=10,
        choices=Language,
        default=Language.ENGLISH,
        help_text=_("Messages and e-mails are written in this language."),
    )
    country = models.ForeignKey(
        "knowledge.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="focal_points",
        verbose_name=_("country"),
        help_text=_("The country that a focal point speaks for."),
    )

    bodies = models.ManyToManyField(
        "knowledge.Body",
        blank=True,
        related_name="people",
        verbose_name=_("bodies"),
        help_text=_("The bodies that the person works for: their plans, and activities that they lead."),
    )
    organisation = models.ForeignKey(
        "knowledge.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
        help_text=_("The organisation that the person reports for: activities that it leads or takes part in."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

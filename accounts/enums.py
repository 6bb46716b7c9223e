"""The closed lists of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderKind(models.TextChoices):
    DUE_SOON = "due_soon", _("a deadline is near")
    OVERDUE = "overdue", _("a deadline has passed")

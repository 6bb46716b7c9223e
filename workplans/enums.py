"""The closed lists of work plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a plan", "draft")
    CURRENT = "current", pgettext_lazy("state of a plan", "current")
    CLOSED = "closed", pgettext_lazy("state of a plan", "closed")


class ActivityState(models.TextChoices):
    INTENDED = "intended", pgettext_lazy("state of an activity", "intended")
    COMMITTED = "committed", pgettext_lazy("state of an activity", "committed")
    UNDER_WAY = "under_way", pgettext_lazy("state of an activity", "under way")
    DONE = "done", pgettext_lazy("state of an activity", "done")
    DROPPED = "dropped", pgettext_lazy("state of an activity", "dropped")


class DeliverableState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state of a deliverable", "planned")
    UNDER_WAY = "under_way", pgettext_lazy("state of a deliverable", "under way")
    DELIVERED = "delivered", pgettext_lazy("state of a deliverable", "delivered")
    DEFERRED = "deferred", pgettext_lazy("state of a deliverable", "deferred")


class ActionAsked(models.TextChoices):
    INFORMATION = "information", _("For information only")
    ENDORSEMENT = "endorsement", _("For endorsement")
    APPROVAL = "approval", _("For approval")

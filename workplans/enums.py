"""The closed lists of work plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a plan", "draft")
    CURRENT = "current", pgettext_lazy("state of a plan", "current")
    CLOSED = "closed", pgettext_lazy("state of a plan", "closed")
    SUPERSEDED = "superseded", pgettext_lazy("state of a plan", "superseded")


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


class Outcome(models.TextChoices):
    """What a meeting decided about a deliverable."""

    NOTED = "noted", pgettext_lazy("decision of a meeting", "noted")
    ENDORSED = "endorsed", pgettext_lazy("decision of a meeting", "endorsed")
    APPROVED = "approved", pgettext_lazy("decision of a meeting", "approved")
    DEFERRED = "deferred", pgettext_lazy("decision of a meeting", "deferred")
    DECLINED = "declined", pgettext_lazy("decision of a meeting", "declined")


class Role(models.TextChoices):
    """What somebody does in an activity."""

    LEAD = "lead", pgettext_lazy("role in an activity", "lead")
    PARTICIPANT = "participant", pgettext_lazy("role in an activity", "participant")


class TaskKind(models.TextChoices):
    TASK = "task", pgettext_lazy("kind of step", "task")
    MILESTONE = "milestone", pgettext_lazy("kind of step", "milestone")


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a task", "open")
    DONE = "done", pgettext_lazy("state of a task", "done")
    DROPPED = "dropped", pgettext_lazy("state of a task", "dropped")


class BudgetKind(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("kind of amount", "planned")
    COMMITTED = "committed", pgettext_lazy("kind of amount", "committed")
    SPENT = "spent", pgettext_lazy("kind of amount", "spent")


class EvaluationState(models.TextChoices):
    DUE = "due", pgettext_lazy("state of an evaluation", "not begun")
    DRAFT = "draft", pgettext_lazy("state of an evaluation", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of an evaluation", "submitted")
    RETURNED = "returned", pgettext_lazy("state of an evaluation", "returned")
    ACCEPTED = "accepted", pgettext_lazy("state of an evaluation", "accepted")


class ProblemSource(models.TextChoices):
    EVALUATION = "evaluation", pgettext_lazy("how a problem was found", "evaluation")
    VISIT = "visit", pgettext_lazy("how a problem was found", "supervision visit")
    OTHER = "other", pgettext_lazy("how a problem was found", "otherwise")


class ProblemState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a problem", "open")
    IN_HAND = "in_hand", pgettext_lazy("state of a problem", "being dealt with")
    CLOSED = "closed", pgettext_lazy("state of a problem", "closed")


class NoticeKind(models.TextChoices):
    """What the room's e-mails are about; each kind has its own words (``templates/workplans/mail/``)."""

    ROUND_OPENED = "round_opened", _("an evaluation round was opened")
    SUBMITTED = "evaluation_submitted", _("evaluations await review")
    RETURNED = "evaluation_returned", _("an evaluation came back")
    ACCEPTED = "evaluation_accepted", _("an evaluation was accepted")

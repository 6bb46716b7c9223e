"""The way of an activity: intended, committed, under way, done or dropped; each step with its day and, where needed, a reason."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text

from .. import rules
from ..enums import ActivityState
from ..models import Activity, StateChange, WorkPlan


@transaction.atomic
def move_state(*, activity: Activity, to: ActivityState, on: date, by: User, reason: Text | None = None) -> StateChange:
    """Take an activity into the state ``to`` as of the day ``on``. One language of the reason is enough; the other is then
    missing like any translation.

    Raises ``ValidationError`` when the step does not lead there, lacks its reason, or is dated in the future or before the step
    that precedes it; ``PermissionDenied`` when ``workplans/rules.py`` says no. Nothing is changed then.
    """
    to, reason = ActivityState(to), reason or Text()
    # The plan first, as everywhere: no step falls between its closing and the end of this transaction.
    WorkPlan.objects.select_for_update(no_key=True).get(pk=activity.plan_id)
    activity = Activity.objects.select_for_update(of=("self",), no_key=True).select_related("plan", "objective").get(pk=activity.pk)
    before = ActivityState(activity.state)
    if activity.plan.state in rules.PAST:
        raise ValidationError(_("This plan is over: its activities stay as they are."))
    if to not in rules.NEXT[before]:
        raise ValidationError(
            _("No step leads from “%(state)s” to “%(next)s”.") % {"state": before.label, "next": to.label}, code="no_such_step"
        )
    if not rules.may_move_activity(by, activity, to):
        raise PermissionDenied(_("You may not change the state of this activity."))
    if rules.needs_reason(activity, to) and not (reason.zh.strip() or reason.en.strip()):
        raise ValidationError(_("Say why: dropping an activity and taking one back need a reason."), code="no_reason")
    _check_day(activity, on)
    step = StateChange(
        activity=activity,
        from_state=before,
        to_state=to,
        changed_on=on,
        reason_zh_hans=reason.zh.strip(),
        reason_en=reason.en.strip(),
    )
    save_as(step, by=by, reason="move")
    activity.state = to
    activity._history_user, activity._change_reason = by, "move"
    activity.save()  # the state alone: a title that waits for its translation does not hold the work up
    return step


def _check_day(activity: Activity, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError(_("A step is recorded once it is taken, not before."), code="in_the_future")
    last = activity.state_changes.order_by("changed_on").last()
    if last is not None and on < last.changed_on:
        raise ValidationError(
            _("The step before this one was taken on %(day)s; this one cannot be older.") % {"day": last.changed_on.isoformat()},
            code="out_of_order",
        )

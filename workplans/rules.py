"""Who may publish and delete work plans and their parts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from .enums import ActivityState, PlanState
from .models import Activity, WorkPlan

FROM = {
    PlanState.CURRENT: {PlanState.DRAFT, PlanState.CLOSED},
    PlanState.CLOSED: {PlanState.CURRENT},
    PlanState.DRAFT: {PlanState.CURRENT},
}
PAST = (PlanState.CLOSED, PlanState.SUPERSEDED)  # plans in which nothing moves any more
FORWARD = {  # a step may pass states by: what was intended may turn out to be done
    ActivityState.INTENDED: (ActivityState.COMMITTED, ActivityState.UNDER_WAY, ActivityState.DONE),
    ActivityState.COMMITTED: (ActivityState.UNDER_WAY, ActivityState.DONE),
    ActivityState.UNDER_WAY: (ActivityState.DONE,),
    ActivityState.DONE: (),
    ActivityState.DROPPED: (),
}
NEXT = {  # from each state to which: forward, back, and out
    ActivityState.INTENDED: (*FORWARD[ActivityState.INTENDED], ActivityState.DROPPED),
    ActivityState.COMMITTED: (*FORWARD[ActivityState.COMMITTED], ActivityState.INTENDED, ActivityState.DROPPED),
    ActivityState.UNDER_WAY: (ActivityState.DONE, ActivityState.COMMITTED, ActivityState.DROPPED),
    ActivityState.DONE: (ActivityState.UNDER_WAY,),
    ActivityState.DROPPED: (ActivityState.INTENDED, ActivityState.COMMITTED, ActivityState.UNDER_WAY),
}


def may_move(user: AbstractBaseUser, plan: WorkPlan, to: PlanState) -> bool:
    """Bring a plan into force, close it, or make it a draft again: those who may publish plans."""
    return plan.state in FROM[to] and user.has_perm("workplans.publish_workplan")


def may_delete(plan: WorkPlan) -> bool:
    """A plan that was adopted is kept whole: its activities are dropped and its deliverables deferred, not deleted."""
    return plan.state == PlanState.DRAFT


# States of activities -----------------------------------------------------------------------------------------------------
def may_move_activity(user: AbstractBaseUser, activity: Activity, to: ActivityState) -> bool:
    """Take an activity from state to state: those who change activities, and reviewers, whose acceptance moves it."""
    works = user.has_perm("workplans.change_activity") or user.has_perm("workplans.review_evaluation")
    return works and activity.plan.state not in PAST and to in NEXT[activity.state]


def needs_reason(activity: Activity, to: ActivityState) -> bool:
    """Whether the step has to be explained: dropping an activity, and every step back."""
    return to == ActivityState.DROPPED or to not in FORWARD[activity.state]

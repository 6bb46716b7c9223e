"""Who may publish and delete work plans and their parts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from .enums import PlanState
from .models import WorkPlan

FROM = {
    PlanState.CURRENT: {PlanState.DRAFT, PlanState.CLOSED},
    PlanState.CLOSED: {PlanState.CURRENT},
    PlanState.DRAFT: {PlanState.CURRENT},
}


def may_move(user: AbstractBaseUser, plan: WorkPlan, to: PlanState) -> bool:
    """Bring a plan into force, close it, or make it a draft again: those who may publish plans."""
    return plan.state in FROM[to] and user.has_perm("workplans.publish_workplan")


def may_delete(plan: WorkPlan) -> bool:
    """A plan that was adopted is kept whole: its activities are dropped and its deliverables deferred, not deleted."""
    return plan.state == PlanState.DRAFT

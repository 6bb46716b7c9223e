"""Who may publish and delete work plans and their parts, and who evaluates and follows what is done."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from accounts.models import User

from .enums import ActivityState, EvaluationState, PlanState, ProblemState
from .models import Activity, Evaluation, Problem, Round, WorkPlan
from .selectors.evaluations import writers_since_acceptance
from .selectors.own import EVERY_PLAN, activities_of

FROM = {
    PlanState.CURRENT: {PlanState.DRAFT, PlanState.CLOSED},
    PlanState.CLOSED: {PlanState.CURRENT},
    PlanState.DRAFT: {PlanState.CURRENT},
}
SUBMITTABLE = (EvaluationState.DUE, EvaluationState.DRAFT, EvaluationState.RETURNED)
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


def may_copy(user: AbstractBaseUser, plan: WorkPlan, *, as_amendment: bool) -> bool:
    """Prepare the next version: an amendment of a plan in force, or the plan of the next period, also once this one is closed."""
    states = (PlanState.CURRENT,) if as_amendment else (PlanState.CURRENT, PlanState.CLOSED)
    return plan.state in states and user.has_perm("workplans.add_workplan")


def may_enter_decisions(user: AbstractBaseUser) -> bool:
    """Record what meetings decided about deliverables."""
    return user.has_perms(["workplans.add_decision", "workplans.change_decision"])


def may_decide(user: AbstractBaseUser, plan: WorkPlan) -> bool:
    """The same of one plan: of what is in force, and of what is closed, because meetings look back."""
    return plan.state in (PlanState.CURRENT, PlanState.CLOSED) and may_enter_decisions(user)


def may_take_workbook(user: AbstractBaseUser) -> bool:
    """Take a plan out as a workbook, drafts included: the secretariat."""
    return user.has_perms([EVERY_PLAN, "workplans.view_workplan"])


# States of activities -----------------------------------------------------------------------------------------------------
def may_move_activity(user: AbstractBaseUser, activity: Activity, to: ActivityState) -> bool:
    """Take an activity from state to state: those who change activities, and reviewers, whose acceptance moves it."""
    works = user.has_perm("workplans.change_activity") or user.has_perm("workplans.review_evaluation")
    return works and activity.plan.state not in PAST and to in NEXT[activity.state]


def needs_reason(activity: Activity, to: ActivityState) -> bool:
    """Whether the step has to be explained: dropping an activity, and every step back."""
    return to == ActivityState.DROPPED or to not in FORWARD[activity.state]


# Rounds, evaluations and problems -----------------------------------------------------------------------------------------
def works_on_every_plan(user: User) -> bool:
    """The secretariat; others work on what is theirs (``selectors/own.py``)."""
    return user.has_perm(EVERY_PLAN)


def works_on(user: User, activity: Activity) -> bool:
    """Whether an activity is the person's to work on."""
    return activities_of(user).filter(pk=activity.pk).exists()


def may_see_rounds(user: User) -> bool:
    """See boards of rounds and problems at all: there, each sees what is theirs."""
    return user.has_perm("workplans.view_evaluation")


def may_open_round(user: User, plan: WorkPlan) -> bool:
    """Make the evaluations of a period: of plans in force that are evaluated in rounds."""
    return bool(plan.months_between_rounds) and plan.state == PlanState.CURRENT and user.has_perm("workplans.open_round")


def may_run_round(user: User, round_: Round) -> bool:
    """Have people reminded, and end the round: while it is open."""
    return round_.is_open and user.has_perm("workplans.open_round")


def may_see_evaluation(user: User, evaluation: Evaluation) -> bool:
    """Read it in any state."""
    return user.has_perm("workplans.view_evaluation") and works_on(user, evaluation.activity)


def may_record(user: User, evaluation: Evaluation) -> bool:
    """Write it, while its round takes evaluations."""
    writes = evaluation.round.is_open and user.has_perm("workplans.change_evaluation")
    return writes and works_on(user, evaluation.activity)


def may_submit(user: User, evaluation: Evaluation) -> bool:
    """Hand it to the reviewers: those who may write it, when it is not with them already."""
    return evaluation.state in SUBMITTABLE and may_record(user, evaluation)


def may_review(user: User, evaluation: Evaluation) -> bool:
    """Accept it or send it back: reviewers who had no hand in it since it was last accepted."""
    reviews = evaluation.state == EvaluationState.SUBMITTED and user.has_perm("workplans.review_evaluation")
    return reviews and user.pk not in writers_since_acceptance(evaluation)


def may_see_problem(user: User, problem: Problem) -> bool:
    """Read it: problems are never public."""
    return user.has_perm("workplans.view_problem") and works_on(user, problem.activity)


def may_add_problem(user: User, activity: Activity) -> bool:
    """Note a problem that no evaluation told of, such as one found on a visit."""
    return user.has_perm("workplans.add_problem") and works_on(user, activity)


def may_change_problem(user: User, problem: Problem) -> bool:
    """Follow it: write, take it in hand, name who does it by when, close it; what is closed stays as it is."""
    return problem.state != ProblemState.CLOSED and user.has_perm("workplans.change_problem") and works_on(user, problem.activity)


def may_take_problem(user: User, problem: Problem) -> bool:
    """Say that somebody deals with it now."""
    return problem.state == ProblemState.OPEN and may_change_problem(user, problem)


def may_reopen_problem(user: User, problem: Problem) -> bool:
    """Follow a closed problem again: the secretariat."""
    return problem.state == ProblemState.CLOSED and user.has_perm("workplans.change_problem") and works_on_every_plan(user)

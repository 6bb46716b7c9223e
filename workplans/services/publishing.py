"""The way of a work plan: draft, current, closed; and superseded, once an amendment of it comes into force."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base.history import save_as
from base.parity import missing_languages
from base.text import text_of

from .. import rules
from ..enums import PlanState
from ..models import WorkPlan
from .catching_up import catch_up

REASONS = {PlanState.DRAFT: "take_back", PlanState.CURRENT: "publish", PlanState.CLOSED: "close"}


@transaction.atomic
def move(*, plan: WorkPlan, to: PlanState, by: AbstractBaseUser) -> WorkPlan:
    """Bring a plan into the state ``to``. A plan in force is there in both languages.

    An amendment takes the place of the plan that it amends, which keeps its page and its address; taken back, it gives the
    place back. Raises ``PermissionDenied`` when ``workplans/rules.py`` says no, ``ValidationError`` when a language is missing,
    or when an amendment does not say what it changes or amends a plan that is not in force.
    """
    plan = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not rules.may_move(by, plan, to):
        raise PermissionDenied(
            _("You may not bring this plan from “%(state)s” to “%(next)s”.") % {"state": plan.get_state_display(), "next": to.label}
        )
    if to == PlanState.CURRENT and missing_languages(plan):
        raise ValidationError(_("A plan comes into force in both languages: write what is missing first."))
    if plan.version > 1 and plan.previous_id and to == PlanState.CURRENT and plan.state == PlanState.DRAFT:
        _take_the_place(plan, by)
    elif plan.version > 1 and plan.previous_id and to == PlanState.DRAFT:
        _give_the_place_back(plan, by)
    plan.state = to
    save_as(plan, by=by, reason=REASONS[to])
    return plan


def _take_the_place(plan: WorkPlan, by: AbstractBaseUser) -> None:
    if not text_of(plan, "change_note"):
        raise ValidationError(_("Write first, in both languages, what changed and why."))
    previous = _lock_previous(plan)
    if previous.state != PlanState.CURRENT:
        raise ValidationError(_("“%(plan)s”, which this plan amends, is not in force.") % {"plan": previous})
    catch_up(plan=plan, by=by)
    _keep(previous, PlanState.SUPERSEDED, by, "supersede")


def _give_the_place_back(plan: WorkPlan, by: AbstractBaseUser) -> None:
    previous = _lock_previous(plan)
    if previous.state == PlanState.SUPERSEDED:
        _keep(previous, PlanState.CURRENT, by, "restore")


def _lock_previous(plan: WorkPlan) -> WorkPlan:
    return WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.previous_id)


def _keep(plan: WorkPlan, state: PlanState, by: AbstractBaseUser, reason: str) -> None:
    plan.state = state
    plan._history_user, plan._change_reason = by, reason
    plan.save()  # the state alone: nothing else of an adopted plan is looked at again

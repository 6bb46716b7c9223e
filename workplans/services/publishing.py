"""The way of a work plan: draft, current, closed."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base.history import save_as
from base.parity import missing_languages

from .. import rules
from ..enums import PlanState
from ..models import WorkPlan

REASONS = {PlanState.DRAFT: "take_back", PlanState.CURRENT: "publish", PlanState.CLOSED: "close"}


@transaction.atomic
def move(*, plan: WorkPlan, to: PlanState, by: AbstractBaseUser) -> WorkPlan:
    """Bring a plan into the state ``to``. A plan in force is there in both languages.

    Raises ``PermissionDenied`` when ``workplans/rules.py`` says no, ``ValidationError`` when a language is missing.
    """
    plan = WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not rules.may_move(by, plan, to):
        raise PermissionDenied(
            _("You may not bring this plan from “%(state)s” to “%(next)s”.") % {"state": plan.get_state_display(), "next": to.label}
        )
    if to == PlanState.CURRENT and missing_languages(plan):
        raise ValidationError(_("A plan comes into force in both languages: write what is missing first."))
    plan.state = to
    save_as(plan, by=by, reason=REASONS[to])
    return plan

"""What meetings decide about deliverables, recorded once they have met."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as

from .. import rules
from ..enums import ActionAsked, DeliverableState, Outcome
from ..models import Decision, Deliverable

ASKED_FOR = {
    Outcome.APPROVED: (ActionAsked.APPROVAL,),
    Outcome.ENDORSED: (ActionAsked.APPROVAL, ActionAsked.ENDORSEMENT),
}


@transaction.atomic
def record_decision(*, decision: Decision, by: User, state: DeliverableState | None = None) -> Decision:
    """Keep what a meeting decided about a deliverable, and the state in which the deliverable is from then on, where one is given.

    Raises ``PermissionDenied`` when ``workplans/rules.py`` says no, ``ValidationError`` when the meeting is still to come.
    """
    deliverable = (
        Deliverable.objects.select_for_update(of=("self",), no_key=True).select_related("plan").get(pk=decision.deliverable_id)
    )
    if not rules.may_decide(by, deliverable.plan):
        raise PermissionDenied(_("You may not record decisions about this plan."))
    save_as(decision, by=by, reason="decide")
    if state and state != deliverable.state:
        deliverable.state = state
        deliverable._history_user, deliverable._change_reason = by, "decide"
        deliverable.save()  # the state alone: a title that waits for its translation does not hold the record up
    return decision


def doubts_about(decision: Decision) -> Iterator[str]:
    """What somebody may want to look at again: it was asked otherwise, or of another meeting. Nothing of it is refused."""
    deliverable = decision.deliverable
    asked = ASKED_FOR.get(Outcome(decision.outcome))
    if asked and deliverable.action_asked not in asked:
        yield _("“%(deliverable)s”: the meeting was asked otherwise (%(asked)s); the decision is “%(outcome)s”.") % {
            "deliverable": deliverable,
            "asked": deliverable.get_action_asked_display(),
            "outcome": decision.get_outcome_display(),
        }
    if deliverable.meeting_id and deliverable.meeting_id != decision.meeting_id:
        yield _("“%(deliverable)s” was to be put before another meeting: %(meeting)s.") % {
            "deliverable": deliverable,
            "meeting": deliverable.meeting,
        }

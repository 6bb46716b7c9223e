"""What a report tells although nobody has approved it yet: such an edition is a draft, and is not published."""

from __future__ import annotations

from workplans.selectors.in_period import Span, not_accepted_in

from ..enums import Block
from ..models import ProgressEntry, ProgressReport


def unapproved_in(report: ProgressReport) -> list[str]:
    """The codes of indicators whose progress in the report's cycle is not approved, and of activities whose evaluation in
    the period, where the report tells evaluations, is not accepted: each with the last day of its round.
    """
    codes = []
    if report.cycle_id is not None:
        entries = ProgressEntry.objects.regional().unapproved().filter(cycle=report.cycle_id)
        codes += entries.order_by("indicator__code").values_list("indicator__code", flat=True)
    if report.work_plan is not None and any(section.block == Block.PLAN_ACTIVITIES for section in report.sections.all()):
        waiting = not_accepted_in(report.work_plan, Span(*report.span))
        codes += [f"{each.activity.code} · {each.round.period_end.isoformat()}" for each in waiting]
    return codes

"""What a plan calls its levels: “pillar”, “objective”, “activity”, or words of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import WorkPlan


@dataclass(frozen=True, slots=True)
class Words:
    """The plan's words in the active language, in the singular."""

    area: str
    objective: str
    activity: str


def words_of(plan: WorkPlan) -> Words:
    """The plan's own words, and the portal's where it has none."""
    return Words(
        area=plan.area_word or _("area"),
        objective=plan.objective_word or _("objective"),
        activity=plan.activity_word or _("activity"),
    )

"""The register of activities: its counts, its file, and the views of it that people keep."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from base.sheets import Cell, Sheet
from base.text import Text, text_of
from base.wording import in_both

from ..enums import ActivityState
from ..models import Activity, SavedView
from .timing import overdue_activities

FILTERS = ("q", "plan", "area", "theme", "state", "party", "period", "numbers", "overdue", "sort")
HEADINGS = (
    gettext_lazy("Work plan"),
    gettext_lazy("Area"),
    gettext_lazy("Objective"),
    gettext_lazy("No."),
    gettext_lazy("Activity (Chinese)"),
    gettext_lazy("Activity (English)"),
    gettext_lazy("State"),
    pgettext_lazy("of an activity", "When"),
    pgettext_lazy("of an activity", "From"),
    pgettext_lazy("of an activity", "To"),
    gettext_lazy("Lead"),
    gettext_lazy("Participants"),
    gettext_lazy("Planned numbers"),
    pgettext_lazy("filter of activities", "Overdue"),
)


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many of the activities found are in a state."""

    state: ActivityState
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many activities were found, in each state that any of them has, and how many of them are overdue."""

    total: int
    overdue: int
    states: list[StateCount]


def counts_of(activities: QuerySet[Activity]) -> Counts:
    """Counted in one query."""
    asked = {state.value: Count("pk", filter=Q(state=state)) for state in ActivityState}
    found = activities.order_by().aggregate(total=Count("pk"), overdue=Count("pk", filter=overdue_activities()), **asked)
    states = [StateCount(state, found[state.value]) for state in ActivityState if found[state.value]]
    return Counts(found["total"], found["overdue"], states)


def clean_query(address: str) -> str:
    """The filters of an address that the register knows, in its own order; nothing else, and no page."""
    asked, kept = QueryDict(address), QueryDict(mutable=True)
    for name in FILTERS:
        if value := asked.get(name, "").strip():
            kept[name] = value
    return kept.urlencode()


def sorts_of(now: str) -> dict[str, dict[str, str]]:
    """Of each heading that sorts: how the list is sorted by it ``now``, and what a click asks for ``next``."""
    found = {}
    for name in ("title", "starts", "state"):
        state = {name: "ascending", f"-{name}": "descending"}.get(now, "")
        found[name] = {"now": state, "next": f"-{name}" if state == "ascending" else name}
    return found


def views_for(user: User) -> list[SavedView]:
    """The views that a person keeps, then those that others share."""
    views = SavedView.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner").order_by("name", "pk")
    return sorted(views, key=lambda view: view.owner_id != user.pk)


def register_sheet(activities: QuerySet[Activity]) -> Sheet:
    """The activities as the rows of a file. Names are in the active language, titles in both."""
    title = in_both(gettext_lazy("Register of activities"))
    return Sheet("activities", title, [in_both(heading) for heading in HEADINGS], [_row(each) for each in activities])


def _row(activity: Activity) -> list[Cell]:
    title: Text = text_of(activity, "title")
    numbers = (
        f"{quantity.title}: {'–' if quantity.planned is None else f'{quantity.planned.normalize():f}'} ({quantity.unit.name})"
        for quantity in activity.quantities.all()
    )
    others = [_("and others")] if activity.and_others else []
    return [
        activity.plan.title,
        activity.area.label,
        str(activity.objective) if activity.objective else "",
        activity.code,
        title.zh,
        title.en,
        str(activity.get_state_display()),
        activity.dates,
        activity.starts_on,
        activity.ends_on,
        "; ".join(party.name for party in activity.leads),
        "; ".join([*(party.name for party in activity.participants), *others]),
        "; ".join(numbers),
        _("yes") if activity.is_overdue else "",
    ]

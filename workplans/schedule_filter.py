"""What a reader wants to see of the plans' timeline and calendar, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.filters import ALL

from .enums import ActivityState
from .models import Area, WorkPlan
from .selectors.chosen import Choice, area_key, by_plan
from .selectors.deliverables import in_force
from .selectors.parties import Groups, choices_of, party_named


class ScheduleForm(forms.Form):
    """Plan, area, state of the activity, and whoever is involved in it. ``plan`` holds one fast, on its own pages."""

    plan = forms.ModelChoiceField(label=_("Work plan"), queryset=None, to_field_name="slug", empty_label=ALL, required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", ALL), *ActivityState.choices], required=False)
    party = forms.ChoiceField(label=_("Involved"), required=False)

    def __init__(self, data: Mapping[str, str], *, plan: WorkPlan | None = None) -> None:
        super().__init__(data, auto_id="choose-%s")
        self.held = plan
        plans = WorkPlan.objects.filter(pk=plan.pk) if plan else in_force()
        areas = Area.objects.filter(plan__in=plans).select_related("plan", "theme")
        self.areas = {area_key(area): area for area in areas}
        self.fields["plan"].queryset = plans
        self.fields["area"].choices = [("", ALL), *self._areas_by_plan()]
        self.fields["party"].choices = [("", ALL), *choices_of(plans)]
        self.plans = plans
        if plan:
            del self.fields["plan"]

    def _areas_by_plan(self) -> Groups | list[tuple[str, str]]:
        groups = by_plan(self.areas.values())
        if not self.held:
            return groups
        return groups[0][1] if groups else []

    @cached_property
    def choice(self) -> Choice:
        """What was chosen. A choice that cannot be read chooses nothing, and says so beside its field."""
        if not self.is_valid():
            return Choice(plans=self.plans.none())
        chosen = self.cleaned_data
        plans = WorkPlan.objects.filter(pk=chosen["plan"].pk) if chosen.get("plan") else self.plans
        area = self.areas.get(chosen["area"])
        return Choice(plans=plans, area=area, state=chosen["state"], party=party_named(chosen["party"]))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen, or something that cannot be read."""
        return not self.is_valid() or any(self.cleaned_data.values())

    @property
    def query(self) -> str:
        """What was chosen, for the addresses of other pages; with its question mark, or empty."""
        chosen = urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})
        return f"?{chosen}" if chosen else ""

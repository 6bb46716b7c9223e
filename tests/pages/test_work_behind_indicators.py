"""An indicator's page names the work of the plans behind it, and nothing of a draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from results.models import Indicator, IndicatorLink
from tests.pages import builders
from workplans.enums import PlanState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_activities_and_their_deliverables(read: Callable[[str], str], language: str) -> None:
    activity = builders.activity(builders.plan())
    hidden = builders.activity(builders.plan(state=PlanState.DRAFT))
    deliverable = activity.plan.deliverables.get()
    deliverable.activities.add(activity)
    indicator = Indicator.objects.get(code="HRF-03")
    for each in (activity, hidden):
        IndicatorLink.objects.create(indicator=indicator, activity=each)
    text = read(f"/{language}/results/indicators/HRF-03/")
    field = "title_en" if language == "en" else "title_zh_hans"
    for record in (activity, activity.plan, deliverable):
        assert getattr(record, field) in text
    assert getattr(hidden, field) not in text

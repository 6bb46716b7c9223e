"""The pages about work plans."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from knowledge.enums import PublicationState
from tests.pages import builders
from workplans.enums import PlanState
from workplans.models import Activity, Deliverable, WorkPlan

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]
PLAN = "workplans/health-2024/"


def test_the_index_counts_what_is_in_a_plan(read: Read) -> None:
    text = read("/en/workplans/")
    assert "Health sector work plan 2024" in text
    assert "7 objectives 10 activities 6 deliverables" in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_plan_shows_every_objective_activity_deliverable_and_part(read: Read, language: str) -> None:
    text = read(f"/{language}/{PLAN}")
    plan = WorkPlan.objects.get(slug="health-2024")
    field = "title_en" if language == "en" else "title_zh_hans"
    wanted = [getattr(objective, field) for objective in plan.objectives.all()]
    wanted += [getattr(activity, field) for activity in Activity.objects.filter(plan=plan)]
    for deliverable in Deliverable.objects.filter(plan=plan):
        wanted += [getattr(deliverable, field), deliverable.due_in(language)]
        wanted += [getattr(part, field) for part in deliverable.parts.all()]
    assert len(wanted) == 7 + 10 + 6 * 2 + 6
    assert [words for words in wanted if words not in text] == []


def test_a_draft_plan_stays_unseen(client: Client, read: Read) -> None:
    draft = builders.plan(state=PlanState.DRAFT)
    promised = builders.activity(draft)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.title_en not in read("/en/workplans/")
    assert promised.objective.plan.deliverables.get().title_en not in read("/en/")


def test_what_is_not_published_stays_unseen(read: Read) -> None:
    plan = builders.plan()
    activity = builders.activity(plan)
    hidden = builders.event(state=PublicationState.DRAFT)
    activity.events.add(hidden)
    paper = builders.document(state=PublicationState.DRAFT)
    plan.documents.add(paper)
    plan.deliverables.update(proof=paper, meeting=hidden)
    text = read(plan.get_absolute_url())
    assert activity.events.first().title_en in text
    assert hidden.title_en not in text
    assert paper.title_en not in text

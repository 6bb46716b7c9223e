"""Two versions of a plan side by side: what was added, removed, changed and moved, and who may see it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from playwright.sync_api import Page

from knowledge.models import Organisation
from tests import people
from tests.workplans.showing import faults, show
from tests.workplans.whole_plan import named, whole_plan
from workplans.models import Activity, Area, Deliverable, Objective, WorkPlan
from workplans.selectors.comparing import Comparison, Entry, compare
from workplans.selectors.lineage import family_of
from workplans.services.publishing import move
from workplans.services.versions import copy_plan

pytestmark = pytest.mark.django_db


def _amend(plan: WorkPlan, *, publish: bool = True) -> WorkPlan:
    made = copy_plan(plan=plan, by=people.editor(), as_amendment=True)
    made.change_note_en, made.change_note_zh_hans = "As agreed.", "经商定修改。"
    made.save()
    return move(plan=made, to="current", by=people.reviewer()) if publish else made


def _activity(plan: WorkPlan, number: int) -> Activity:
    return plan.activities.get(objective__isnull=False, number=number)


def _entry(comparison: Comparison, kind: str) -> Entry:
    (entry,) = comparison.narrowed(kind, "")
    return entry


def _pieces(entry: Entry) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in entry.texts[0].pieces]


def test_a_copy_is_no_different_from_what_it_was_copied_from() -> None:
    plan = whole_plan()
    comparison = compare(plan, _amend(plan))

    assert (comparison.entries, comparison.texts, comparison.values, comparison.counts) == ((), (), (), [])


def test_what_was_added_and_what_was_removed() -> None:
    plan = whole_plan()
    later = _amend(plan)
    _activity(later, 2).delete()
    new = Activity.objects.create(objective=later.objectives.get(), number=9, **named(en="New", zh="新增"))

    comparison = compare(plan, later)

    assert [(entry.whats, entry.record) for entry in comparison.entries] == [
        (("added",), new),
        (("removed",), _activity(plan, 2)),
    ]
    assert [(kind.name, cells) for kind, cells in comparison.counts] == [
        ("activities", [("added", 1), ("removed", 1), ("moved", 0), ("changed", 0)])
    ]


def test_fields_one_by_one_with_the_words_that_moved() -> None:
    plan = whole_plan()
    later = _amend(plan)
    activity = _activity(later, 1)
    activity.title_en = "Project 1 in three countries"
    activity.ends_on = date(2025, 6, 30)
    activity.save()

    entry = _entry(compare(plan, later), "activities")

    assert entry.whats == ("changed",)
    assert [(kind, text.strip()) for kind, text in _pieces(entry)] == [("stayed", "Project 1"), ("added", "in three countries")]
    assert [(each.label, each.before, each.after) for each in entry.values] == [
        ("Dates", "February 2025 – May 2025", "February 2025 – June 2025")
    ]


@pytest.mark.parametrize(("language", "shown"), [("en", "zh-hans"), ("zh-hans", "zh-hans")])
def test_a_text_changed_in_one_language_alone_is_shown_in_it(language: str, shown: str) -> None:
    plan = whole_plan()
    later = _amend(plan)
    objective = later.objectives.get()
    objective.title_zh_hans = "总目标"
    objective.save()

    with translation.override(language):
        entry = _entry(compare(plan, later), "objectives")

    with translation.override(language):
        assert entry.texts[0].language == shown
        assert _pieces(entry) == [("added", "总"), ("stayed", "目标")]


def test_a_record_that_moved_is_the_same_record() -> None:
    plan = whole_plan()
    later = _amend(plan)
    other = Objective.objects.create(plan=later, area=later.areas.get(number=2), number=2, **named(en="Other", zh="另一目标"))
    activity = _activity(later, 1)
    activity.objective, activity.number = other, 5
    activity.save()

    entry = _entry(compare(plan, later), "activities")

    assert (entry.before, entry.after, entry.whats) == (_activity(plan, 1), activity, ("moved",))
    assert [(each.label, each.before, each.after) for each in entry.places] == [
        ("Number", "1.1", "2.5"),
        ("Area", "1. Area 1", "2. Area 2"),
    ]


def test_an_area_with_another_name_moves_nothing_that_stands_in_it() -> None:
    plan = whole_plan()
    later = _amend(plan)
    area = later.areas.get(number=1)
    area.title_en, area.number = "Area one", 7
    area.save()

    comparison = compare(plan, later)

    assert [(entry.kind.name, entry.whats) for entry in comparison.entries] == [("areas", ("moved", "changed"))]


def test_parts_are_told_line_by_line() -> None:
    plan = whole_plan()
    later = _amend(plan)
    activity = _activity(later, 1)
    gone, come = activity.involvements.get(organisation__isnull=False), Organisation.objects.order_by("-pk")[0]
    before = gone.organisation
    gone.organisation = come
    gone.save()
    activity.quantities.update(planned="40.5")
    later.deliverables.get(number=1).parts.filter(order=2).update(title_en="Part two")

    comparison = compare(plan, later)

    lines = {each.label: (each.removed, each.added) for each in _entry(comparison, "activities").lines}
    unit = activity.quantities.get().unit.name_en
    assert lines == {
        "Who leads and who takes part": ((f"{before.name_en} – participant",), (f"{come.name_en} – participant",)),
        "Quantities": ((f"Trained · 30 {unit}",), (f"Trained · 40.5 {unit}",)),
    }
    (parts,) = _entry(comparison, "deliverables").lines
    assert (parts.removed, parts.added) == (("Part 2 (planned)",), ("Part two (planned)",))


def test_the_plan_itself_is_compared() -> None:
    plan = whole_plan()
    later = _amend(plan)
    later.introduction_en, later.months_between_rounds = "What is done and why.", 3
    later.save()

    comparison = compare(plan, later)

    assert [change.label for change in comparison.texts] == ["Introduction"]
    assert [(each.label, each.before, each.after) for each in comparison.values] == [("Months between evaluations", "6", "3")]


def test_records_are_known_again_across_generations_and_in_either_order() -> None:
    first = whole_plan()
    second = _amend(first)
    third = _amend(second)
    activity = _activity(third, 1)
    activity.number = 8
    activity.save()

    for comparison in (compare(first, third), compare(third, first)):
        assert (comparison.earlier, comparison.later) == (first, third)
        entry = _entry(comparison, "activities")
        assert (entry.before, entry.after, entry.whats) == (_activity(first, 1), activity, ("moved",))


def test_two_that_were_copied_from_the_same_plan_are_compared_as_well() -> None:
    plan = whole_plan()
    continuing = copy_plan(plan=plan, by=people.editor(), as_amendment=False)
    amended = _amend(plan)

    comparison = compare(amended, continuing)

    assert [entry.record for entry in comparison.narrowed("activities", "removed")] == [
        _activity(amended, 2),
        _activity(amended, 3),
    ]
    assert comparison.narrowed("activities", "added") == []


def test_a_meeting_that_is_not_public_is_not_named() -> None:
    plan = whole_plan()
    later = _amend(plan)
    meeting = later.deliverables.get(number=1).meeting
    later.deliverables.filter(number=1).update(meeting=None)
    type(meeting).objects.filter(pk=meeting.pk).update(state="draft")

    assert compare(plan, later).entries == ()


def test_more_activities_take_no_more_queries() -> None:
    plan = whole_plan()
    later = _amend(plan)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            compare(WorkPlan.objects.get(pk=plan.pk), WorkPlan.objects.get(pk=later.pk))
        return len(captured)

    few = queries()
    for number in range(20, 40):
        Activity.objects.create(objective=plan.objectives.get(), number=number, **named(en="A", zh="甲"))
        Deliverable.objects.create(
            plan=later, number=number, due_year=2025, due_quarter=2, action_asked="approval", **named(en="B", zh="乙")
        )
        Area.objects.create(plan=later, number=number, **named(en="C", zh="丙"))

    assert queries() == few


# Pages -------------------------------------------------------------------------------------------------------------------


def test_the_versions_of_a_plan(client: Client) -> None:
    plan = whole_plan()
    later = _amend(plan)

    response = client.get("/en/workplans/list-of-2025/versions/")

    page = response.content.decode()
    assert response.context["versions"] == [later, plan]
    assert 'href="/en/workplans/list-of-2025-v2/"' in page
    assert "As agreed." in page
    assert 'href="/en/workplans/list-of-2025-v2/compare/?with=list-of-2025"' in page
    assert "经商定修改。" in client.get("/zh-hans/workplans/list-of-2025/versions/").content.decode()


def test_a_draft_is_seen_by_the_secretariat_alone(client: Client) -> None:
    plan = whole_plan()
    _amend(plan, publish=False)
    pages = ("/en/workplans/list-of-2025-v2/versions/", "/en/workplans/list-of-2025-v2/compare/?with=list-of-2025")

    for who in (None, people.focal_point()):
        if who:
            client.force_login(who)
        assert "v2" not in client.get("/en/workplans/list-of-2025/versions/").content.decode()
        assert client.get("/en/workplans/list-of-2025/compare/?with=list-of-2025-v2").status_code == 404
        assert [client.get(page).status_code for page in pages] == [404, 404]

    client.force_login(people.editor())
    assert "v2" in client.get("/en/workplans/list-of-2025/versions/").content.decode()
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert family_of(plan, people.focal_point()) == [plan]


def test_the_comparison_is_narrowed_by_kind_and_by_what_happened(client: Client) -> None:
    plan = whole_plan()
    later = _amend(plan)
    Activity.objects.create(objective=later.objectives.get(), number=9, **named(en="A new project", zh="新项目"))
    later.areas.filter(number=2).update(title_en="Renamed")
    address = "/en/workplans/list-of-2025-v2/compare/"

    everything = client.get(address, {"with": "list-of-2025"}).content.decode()
    added = client.get(address, {"with": "list-of-2025", "what": "added"}).content.decode()
    areas = client.get(address, {"with": "list-of-2025", "kind": "areas"}).content.decode()

    assert ("A new project" in everything, "Renamed" in everything) == (True, True)
    assert ("A new project" in added, "Renamed" in added) == (True, False)
    assert ("A new project" in areas, "Renamed" in areas) == (False, True)
    assert '<a href="/en/workplans/list-of-2025-v2/activities/1.9/">A new project</a>' in everything


@pytest.mark.parametrize(
    "asked", [{"with": "nothing"}, {"with": "list-of-2025", "kind": "x"}, {"with": "list-of-2025", "what": "x"}]
)
def test_what_is_not_there_is_not_compared(client: Client, asked: dict[str, str]) -> None:
    _amend(whole_plan())

    assert client.get("/en/workplans/list-of-2025-v2/compare/", asked).status_code == 404


def test_without_another_version_the_versions_are_shown(client: Client) -> None:
    whole_plan()

    response = client.get("/en/workplans/list-of-2025/compare/")

    assert response["Location"] == "/en/workplans/list-of-2025/versions/"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ["versions/", "compare/?with=list-of-2025"])
def test_everyone_can_use_the_pages(page: Page, client: Client, name: str, language: str) -> None:
    plan = whole_plan()
    later = _amend(plan)
    _activity(later, 2).delete()
    activity = _activity(later, 1)
    activity.title_en, activity.title_zh_hans, activity.number = "Another project", "其他项目", 7
    activity.save()
    activity.involvements.all().delete()

    show(page, client.get(f"/{language}/workplans/list-of-2025-v2/{name}"))

    assert faults(page, phone=320) == []

"""Who publishes, who deletes, and who sees what is not public."""

from __future__ import annotations

import pytest
from django.test import Client

from base.versions import version_of
from knowledge.enums import PublicationState
from knowledge.models import Event
from results.models import Framework, Indicator
from tests import people
from tests.admin.posting import address_of, delete, form_at, press
from tests.knowledge import builders as catalogue
from workplans.models import Activity, WorkPlan

pytestmark = pytest.mark.django_db


def _as(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _state(event: Event) -> str:
    return Event.objects.get(pk=event.pk).state


def test_from_draft_to_archive() -> None:
    event = catalogue.event(state="draft")
    editor, reviewer = _as(people.editor()), _as(people.reviewer())

    editor.post(address_of(event), form_at(editor, address_of(event)) | {"title_en": "Handed in", "_step_hand-in": "1"})
    assert (_state(event), Event.objects.get(pk=event.pk).title_en) == ("in_review", "Handed in")
    press(reviewer, event, "publish")
    assert _state(event) == "published"
    press(reviewer, event, "archive")
    assert _state(event) == "archived"
    press(reviewer, event, "take-back")
    assert _state(event) == "draft"
    assert [version.history_change_reason for version in event.history.order_by("history_id")][-4:] == [
        "hand_in",
        "publish",
        "archive",
        "take_back",
    ]


def test_editors_do_not_publish_or_take_back_what_is_published() -> None:
    draft, published = catalogue.event(state="draft"), catalogue.event(state="published")
    client = _as(people.editor())

    press(client, draft, "publish")
    client.post(address_of(draft), form_at(client, address_of(draft)) | {"_step_publish": "1", "state": "published"})
    client.post("/admin/knowledge/event/", {"action": "step_publish", "_selected_action": [draft.pk]})
    press(client, published, "take-back")
    press(client, published, "archive")

    assert (_state(draft), _state(published)) == ("draft", "published")


def test_going_back_to_an_old_version_does_not_bring_its_state_back() -> None:
    event = catalogue.event(state="published", title_en="First")
    version = event.history.first()
    reviewer, editor = _as(people.reviewer()), _as(people.editor())
    press(reviewer, event, "take-back")
    address = address_of(event, f"history/{version.pk}")

    assert editor.post(address, form_at(editor, address)).status_code == 302

    assert _state(event) == "draft"


def test_a_missing_language_stops_publication() -> None:
    event = catalogue.event(state="draft", summary_en="Words.", summary_zh_hans="")

    page = press(_as(people.reviewer()), event, "publish", follow=True).content.decode()

    assert "An entry is published in both languages: write what is missing first." in page
    assert _state(event) == "draft"


def test_what_is_published_is_not_deleted() -> None:
    published, archived, draft = (catalogue.event(state=state) for state in ("published", "archived", "draft"))

    editor, administrator = _as(people.editor()), _as(people.administrator())
    assert [delete(editor, event).status_code for event in (published, archived, draft)] == [403, 403, 302]
    bulk = {"action": "delete_selected", "_selected_action": [published.pk], "post": "yes"}
    bulk["seen_version"] = f"{published.pk}:{version_of(published)}"
    assert editor.post("/admin/knowledge/event/", bulk).status_code == 403
    assert [delete(administrator, event).status_code for event in (published, archived)] == [403, 302]
    assert list(Event.objects.filter(pk__in=[published.pk, archived.pk, draft.pk])) == [published]


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.ARCHIVED])
def test_focal_points_see_nothing_that_is_not_published(state: PublicationState) -> None:
    event = catalogue.event(state=state, title_en="Hidden symposium", title_zh_hans="未公开研讨会")
    client = _as(people.focal_point())

    assert "Hidden symposium" not in client.get("/admin/knowledge/event/", {"q": event.slug}).content.decode()
    for page in ("change", "history", f"history/{event.history.first().pk}", "delete"):
        response = client.get(address_of(event, page))
        assert response.status_code in (302, 403, 404), page
        assert "Hidden symposium" not in response.content.decode()
    press(client, event, "publish")
    assert _state(event) == state


def test_focal_points_read_what_is_published_but_not_how_it_came_about() -> None:
    event = catalogue.event(state="published", title_en="Open symposium")
    client = _as(people.focal_point())

    page = client.get(address_of(event)).content.decode()
    assert "Open symposium" in page
    assert "historylink" not in page
    assert client.get(address_of(event, "history")).status_code == 403
    assert client.get(address_of(event, f"history/{event.history.first().pk}")).status_code == 403


def test_parts_of_hidden_entries_are_hidden_too() -> None:
    event = catalogue.event(state="draft")
    material = catalogue.material(event, url="https://example.org/hidden")
    client = _as(people.focal_point())

    assert client.get(address_of(material)).status_code == 302
    listed = client.get("/admin/knowledge/eventmaterial/").context["cl"].queryset
    assert material.pk not in set(listed.values_list("pk", flat=True))


def test_a_framework_is_published_by_reviewers_and_hidden_from_focal_points_till_then() -> None:
    framework = Framework.objects.create(slug="test-framework", title_en="Hidden", title_zh_hans="未公开", baseline_year=2030)
    editor, reviewer, focal = _as(people.editor()), _as(people.reviewer()), _as(people.focal_point())

    press(editor, framework, "publish")
    assert not Framework.objects.get(pk=framework.pk).is_public
    assert focal.get(address_of(framework)).status_code == 302
    press(reviewer, framework, "publish")
    assert Framework.objects.get(pk=framework.pk).is_public
    assert focal.get(address_of(framework)).status_code == 200
    assert focal.get(address_of(Indicator.objects.filter(placements__framework__is_public=True).first())).status_code == 200


def test_a_plan_in_force_keeps_its_parts() -> None:
    plan = WorkPlan.objects.exclude(state="draft").first()
    activity = Activity.objects.filter(plan=plan).first()
    for client in (_as(people.editor()), _as(people.administrator())):
        assert client.post(address_of(activity, "delete"), {"post": "yes"}).status_code == 403
        assert client.post(address_of(plan, "delete"), {"post": "yes"}).status_code == 403
    press(_as(people.editor()), plan, "take-back")
    assert WorkPlan.objects.get(pk=plan.pk).state == plan.state
    press(_as(people.reviewer()), plan, "take-back")
    assert WorkPlan.objects.get(pk=plan.pk).state == "draft"
    assert delete(_as(people.editor()), activity).status_code == 302


def test_the_history_names_choices_and_parts_that_were_changed() -> None:
    event, editor = catalogue.event(), people.editor(first_name="Aru", last_name="Bekova")
    client = _as(editor)
    posted = form_at(client, address_of(event)) | {
        "themes": [catalogue.theme().pk],
        "outcomes-TOTAL_FORMS": 1,
        "outcomes-0-decision_en": "Agreed.",
        "outcomes-0-decision_zh_hans": "同意。",
        "outcomes-0-order": 1,
    }

    assert client.post(address_of(event), posted).status_code == 302

    page = client.get(address_of(event, "history")).content.decode()
    assert "Changed Themes. Added meeting outcome “Agreed.”." in page
    assert page.count("Aru Bekova") == 3  # signed in, the version, what was done

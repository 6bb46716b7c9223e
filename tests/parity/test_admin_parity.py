"""In the admin: the filter, the badge, the note beside the field with what moved, and the button “translation checked”."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from base.models import TextState
from base.text import CHINESE, ENGLISH
from knowledge.models import Country, Event, EventHost
from results.models import ProgressEntry, ReportingCycle
from tests import people
from tests.admin.posting import address_of, form_at
from tests.parity.stories import event, stale_event, standing, state_of

pytestmark = pytest.mark.django_db

EVENTS = "/admin/knowledge/event/"


@pytest.fixture
def editor() -> User:
    return people.editor()


@pytest.fixture
def as_editor(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def _listed(client: Client, value: str) -> set[int]:
    return set(client.get(EVENTS, {"missing": value}).context["cl"].queryset.values_list("pk", flat=True))


def test_the_filter_finds_what_is_out_of_date_in_each_language(as_editor: Client) -> None:
    chinese_stale, english_stale, missing = stale_event(), event(), event(title_zh_hans="")
    english_stale.summary_zh_hans = "培训护士320名。"
    english_stale.save()

    assert _listed(as_editor, "stale-zh-hans") == {chinese_stale.pk}
    assert _listed(as_editor, "stale-en") == {english_stale.pk}
    assert missing.pk in _listed(as_editor, "zh-hans")
    assert _listed(as_editor, "none").isdisjoint({chinese_stale.pk, english_stale.pk, missing.pk})


def test_the_list_shows_a_badge_and_asks_once_for_all_rows(as_editor: Client) -> None:
    made = stale_event()
    page = as_editor.get(EVENTS, {"q": made.slug}).content.decode()
    assert '<span class="badge warn">Chinese out of date</span>' in page

    with CaptureQueriesContext(connection) as queries:
        as_editor.get(EVENTS)
    for _ in range(5):
        stale_event()
    with CaptureQueriesContext(connection) as more:
        as_editor.get(EVENTS)
    assert len(more) == len(queries)


def test_beside_the_field_stands_who_changed_what(as_editor: Client, editor: User) -> None:
    made = event()
    as_editor.post(address_of(made), form_at(as_editor, address_of(made)) | {"summary_en": "Trained 320 nurses."})

    page = as_editor.get(address_of(made)).content.decode()

    row = page[page.index("field-summary_zh_hans") :]
    note = row[row.index('class="parity-note"') : row.index("</div>", row.index('class="parity-note"'))]
    assert "Chinese out of date" in note
    assert "English changed last · <time datetime=" in note
    assert editor.username in note
    assert (
        re.sub(r"<[^>]+>", "", note[note.index('<p class="moved-text" lang="en">') :])
        .strip()
        .startswith("Trained [removed: 230][added: 320] nurses.")
    )
    assert page.count('class="parity-note"') == 1


def test_a_part_tells_it_on_the_page_of_its_record(as_editor: Client) -> None:
    host = EventHost.objects.create(event=event(), role_en="Host", role_zh_hans="主办方", country=Country.objects.first())
    host.role_zh_hans = "承办方"
    host.save()
    page = as_editor.get(address_of(host.event)).content.decode()
    assert page.count('class="parity-note"') == 1
    assert page.index('class="parity-note"') > page.index("hosts-0-role_en")
    assert f"/admin/parity/{state_of(host, 'role').pk}/checked/" in page


def test_the_entries_of_a_cycle_carry_the_badge(as_editor: Client) -> None:
    entry = ProgressEntry.objects.exclude(narrative_en="").exclude(narrative_zh_hans="").first()
    entry.narrative_en += " More."
    entry.save()
    page = as_editor.get(address_of(ReportingCycle.objects.get(pk=entry.cycle_id))).content.decode()
    assert "Chinese out of date" in page


def test_the_form_asks_as_often_with_many_parts_as_with_few(as_editor: Client) -> None:
    made = event()

    def queries_with_another_part() -> int:
        host = EventHost.objects.create(event=made, role_en="Host", role_zh_hans="主办方", country=Country.objects.first())
        EventHost.objects.filter(pk=host.pk).update(country=None)
        host.role_zh_hans = "承办方"
        host.save()
        as_editor.get(address_of(made))
        with CaptureQueriesContext(connection) as queries:
            as_editor.get(address_of(made))
        return sum("base_textstate" in query["sql"] for query in queries)

    assert queries_with_another_part() == queries_with_another_part() == 1


def _press(client: Client, record: Event, *, field: str = "summary", **posted: str) -> int:
    """Press the button as it stands on the form; its status."""
    page = client.get(address_of(record)).content.decode()
    pk = state_of(record, field).pk
    token = re.search(rf'formaction="/admin/parity/{pk}/checked/" name="token" value="([^"]+)"', page)
    data = {"token": token[1] if token else "", "next": address_of(record)} | posted
    return client.post(f"/admin/parity/{pk}/checked/", data).status_code


def test_the_button_takes_the_translation_as_checked_and_says_by_whom(as_editor: Client, editor: User) -> None:
    made = stale_event()

    assert _press(as_editor, made) == 302

    state = state_of(made, "summary")
    assert (state.state, state.behind, state.checked_by) == ("complete", "", editor)
    assert (state.agreed.en, state.agreed.zh) == ("Trained 320 nurses.", "培训护士230名。")
    assert LogEntry.objects.latest("pk").change_message == "Translation checked: summary"
    page = as_editor.get(address_of(made)).content.decode()
    assert 'class="parity-note"' not in page
    assert 'class="parity-checked' in page
    assert Event.history.filter(id=made.pk).count() == 2  # the record itself was not touched


def test_the_button_confirms_only_what_was_read(as_editor: Client) -> None:
    made = stale_event()
    page = as_editor.get(address_of(made)).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    made.summary_en = "Trained 500 nurses."
    made.save()

    answer = as_editor.post(f"/admin/parity/{state_of(made, 'summary').pk}/checked/", {"token": token}, follow=True)

    assert standing(made) == ("stale", CHINESE)
    assert "The text was changed after you opened it." in answer.content.decode()


def test_there_is_nothing_to_confirm_twice(as_editor: Client) -> None:
    made = stale_event()
    _press(as_editor, made)
    answer = as_editor.post(f"/admin/parity/{state_of(made, 'summary').pk}/checked/", {}, follow=True)
    assert "This translation is not out of date any more." in answer.content.decode()


def test_only_who_may_change_the_record_may_confirm(client: Client) -> None:
    made = stale_event()
    address = f"/admin/parity/{state_of(made, 'summary').pk}/checked/"
    assert client.post(address).status_code == 302  # to sign in
    client.force_login(people.reviewer())
    page = client.get(address_of(made)).content.decode()
    assert 'class="parity-note"' in page
    assert "formaction=" not in page
    assert client.post(address).status_code == 403
    client.force_login(people.editor())
    assert client.get(address).status_code == 405
    assert client.post("/admin/parity/0/checked/").status_code == 404
    assert standing(made) == ("stale", CHINESE)


def test_the_button_leads_nowhere_else(as_editor: Client) -> None:
    made = stale_event()
    answer = as_editor.post(f"/admin/parity/{state_of(made, 'summary').pk}/checked/", {"next": "https://example.org/"})
    assert answer["Location"] == address_of(made)


def test_a_form_that_could_not_be_saved_tells_of_what_is_stored(as_editor: Client) -> None:
    made = stale_event()
    posted = form_at(as_editor, address_of(made)) | {"summary_en": "Typed and not saved.", "title_en": ""}
    page = as_editor.post(address_of(made), posted).content.decode()
    note = page[page.index('class="moved-text"') :]
    assert re.sub(r"<[^>]+>", "", note[: note.index("</p>")]).endswith("Trained [removed: 230][added: 320] nurses.")


def test_the_states_name_the_language_behind_exactly_where_one_is(as_editor: Client) -> None:
    stale_event()
    assert not TextState.objects.filter(state="complete").exclude(behind="").exists()
    assert set(TextState.objects.exclude(state="complete").values_list("behind", flat=True)) <= {CHINESE, ENGLISH}

"""The parity board: what is missing and out of date, counted by kind, within what a person may see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.parity_board import PER_PAGE
from knowledge.enums import PublicationState
from knowledge.models import Event
from results.models import Framework, ProgressEntry
from tests import people
from tests.admin.posting import address_of
from tests.knowledge import builders
from tests.parity.stories import event, stale_event, state_of

pytestmark = pytest.mark.django_db

BOARD = "/admin/parity/"


@pytest.fixture
def as_editor(client: Client) -> Client:
    client.force_login(people.editor())
    return client


def _rows(client: Client, **asked: str) -> dict[tuple[str, str], tuple[str, str]]:
    """What the board lists: record and field, with the state and the language behind."""
    page = client.get(BOARD, asked).context["page_obj"]
    return {(str(row.record), row.note.state.field): (row.note.state.state, row.note.behind) for row in page.rows}


def _counts(client: Client, **asked: str) -> dict[str, list[int]]:
    board = client.get(BOARD, asked).context["board"]
    return {row.kind.value: [each.count for each in row.counts] for row in board.counts}


def test_what_is_missing_and_out_of_date_is_listed_and_counted(as_editor: Client) -> None:
    before = _counts(as_editor).get("knowledge.event", [0, 0, 0, 0])
    stale, missing = stale_event(), event(title_zh_hans="")

    rows = _rows(as_editor, kind="knowledge.event")

    assert rows[str(stale), "summary"] == ("stale", "zh-hans")
    assert rows[missing.title_en, "title"] == ("missing", "zh-hans")
    after = _counts(as_editor)["knowledge.event"]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1, 0, 0]


def test_each_row_leads_to_its_field(as_editor: Client) -> None:
    made = stale_event()
    page = as_editor.get(BOARD, {"kind": "knowledge.event", "state": "stale"}).content.decode()
    assert f'href="{address_of(made)}#id_summary_zh_hans"' in page
    assert f'formaction="/admin/parity/{state_of(made, "summary").pk}/checked/"' in page
    assert 'id="id_summary_zh_hans"' in as_editor.get(address_of(made)).content.decode()


def test_the_filters_narrow(as_editor: Client) -> None:
    stale, missing = stale_event(), builders.document(title_en="Only English", title_zh_hans="")
    framework = Framework.objects.first()
    framework.title_zh_hans += "（修订）"
    framework.save()
    mine = {(str(stale), "summary"), ("Only English", "title"), (str(framework), "title")}

    def listed(**asked: str) -> set[tuple[str, str]]:
        return mine & set(_rows(as_editor, **asked))

    assert listed() == mine
    assert listed(room="results") == {(str(framework), "title")}
    assert listed(kind="knowledge.document") == {(str(missing), "title")}
    assert listed(language="en") == {(str(framework), "title")}
    assert listed(state="missing") == {(str(missing), "title")}
    assert listed(state="stale", language="zh-hans") == {(str(stale), "summary")}
    assert listed(room="results", kind="knowledge.event") == set()
    assert listed(kind="no.such") == set()


def test_nobody_sees_there_what_the_admin_hides_from_them(client: Client) -> None:
    public, draft = stale_event(), stale_event(state=PublicationState.DRAFT)
    entry = ProgressEntry.objects.exclude(narrative_en="").exclude(narrative_zh_hans="").first()
    entry.narrative_en += " More."
    entry.save()

    client.force_login(people.focal_point(country=builders.kazakhstan()))
    rows = _rows(client, state="stale")
    assert (str(public), "summary") in rows
    assert (str(draft), "summary") not in rows
    assert _counts(client, kind="knowledge.event")["knowledge.event"][1] == 1
    assert "formaction" not in client.get(BOARD, {"kind": "knowledge.event"}).content.decode()

    client.force_login(people.editor())
    assert {(str(public), "summary"), (str(draft), "summary")} <= set(_rows(client, state="stale"))

    client.force_login(people.person())
    assert _rows(client) == {}
    assert _counts(client) == {}


def test_visitors_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(BOARD).status_code == 302


def test_it_asks_as_often_for_many_texts_as_for_few(as_editor: Client) -> None:
    def queries() -> int:
        as_editor.get(BOARD)
        with CaptureQueriesContext(connection) as found:
            assert as_editor.get(BOARD).status_code == 200
        return len(found)

    stale_event()
    entries = list(ProgressEntry.objects.exclude(narrative_en="").exclude(narrative_zh_hans="")[:6])
    for entry in entries[:1]:
        entry.narrative_en += " More."
        entry.save()
    few = queries()
    for _ in range(8):
        stale_event()
    for entry in entries[1:]:
        entry.narrative_en += " More."
        entry.save()
    assert queries() == few


def test_it_turns_pages(as_editor: Client) -> None:
    for number in range(PER_PAGE + 1):
        builders.document(slug=f"one-language-{number}", title_zh_hans="")
    asked = {"kind": "knowledge.document", "state": "missing"}
    first, second = (as_editor.get(BOARD, asked | {"page": page}) for page in ("1", "2"))
    assert len(first.context["page_obj"].rows) == PER_PAGE
    assert len(second.context["page_obj"].rows) >= 1
    assert 'rel="next"' in first.content.decode()
    assert "kind=knowledge.document" in first.content.decode()


def test_the_desk_leads_to_it(as_editor: Client) -> None:
    stale_event()
    page = as_editor.get("/admin/").content.decode()
    assert '<a href="/admin/parity/">Parity of the languages</a>' in page
    assert 'href="/admin/parity/?language=zh-hans&amp;state=stale"' in page


def test_texts_are_shown_as_text(as_editor: Client) -> None:
    made = event()
    made.summary_en = "Trained <script>alert(1)</script> nurses."
    made.save()
    for address in (BOARD, address_of(made)):
        assert "<script>alert" not in as_editor.get(address).content.decode()
    assert Event.objects.get(pk=made.pk).summary_en == made.summary_en

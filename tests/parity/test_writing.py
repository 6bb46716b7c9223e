"""Whatever way a text is written, the portal knows which language changed last, and by whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base import content
from base.history import save_as
from base.models import TextState
from base.parity_checking import mark_checked
from base.parity_refresh import refresh, refresh_all, translated_models
from base.parity_selectors import stale_or_missing
from base.parity_state import token_of
from base.text import CHINESE, ENGLISH, text_of
from knowledge.models import Country, Event, EventHost, Unit
from tests import people
from tests.admin.posting import address_of, form_at
from tests.knowledge import builders
from tests.parity.stories import event, stale_event, standing, state_of

pytestmark = pytest.mark.django_db


def test_every_translated_model_is_watched_and_has_a_number_as_its_key() -> None:
    models = translated_models()
    assert len(models) >= 40
    for model in models:
        assert model._meta.pk.get_internal_type() == "BigAutoField", model


def test_the_first_load_marks_nothing_as_out_of_date() -> None:
    assert not TextState.objects.filter(state="stale").exists()
    assert TextState.objects.count() > 900
    assert refresh_all() == 0


def test_a_save_names_the_language_the_time_and_the_author() -> None:
    editor, before = people.editor(), timezone.now()
    made = event()
    made.summary_en = "Trained 320 nurses."
    save_as(made, by=editor, reason="a test")

    state = state_of(made, "summary")
    assert (state.state, state.behind, state.changed_last) == ("stale", CHINESE, ENGLISH)
    assert (state.agreed.en, state.agreed.zh) == ("Trained 230 nurses.", "培训护士230名。")
    assert before <= state.changed_at(ENGLISH) <= timezone.now()
    assert state.changed_by(ENGLISH) == editor
    assert state.changed_at(CHINESE) < state.changed_at(ENGLISH)
    assert state.changed_by(CHINESE) is None
    assert standing(made, "title") == ("complete", "")


def test_a_saved_translation_agrees_again() -> None:
    made = stale_event()
    made.summary_zh_hans = "培训护士320名。"
    made.save()
    assert standing(made) == ("complete", "")
    assert state_of(made, "summary").agreed.en == "Trained 320 nurses."


def test_saving_some_fields_only_looks_at_what_is_stored() -> None:
    made = event()
    made.summary_en, made.summary_zh_hans = "Trained 320 nurses.", "没有保存。"
    made.save(update_fields=["summary_en"])
    assert standing(made) == ("stale", CHINESE)
    Event.objects.filter(pk=made.pk).update(summary_zh_hans="培训护士320名。")
    made.save(update_fields=["status"])
    assert standing(made) == ("stale", CHINESE)  # no text was saved, so nothing was looked at


def test_a_record_read_in_part_is_looked_at_whole() -> None:
    made = event()
    part = Event.objects.only("pk", "slug", "title_en").get(pk=made.pk)
    part.title_en = "Another title"
    part.save()
    assert standing(made, "title") == ("stale", CHINESE)
    assert standing(made) == ("complete", "")


def test_the_form_of_the_admin_names_who_is_signed_in(client: Client) -> None:
    editor, made = people.editor(), event()
    client.force_login(editor)
    posted = form_at(client, address_of(made)) | {"summary_zh_hans": "培训护士320名。"}
    assert client.post(address_of(made), posted).status_code == 302

    state = state_of(made, "summary")
    assert (state.state, state.behind) == ("stale", ENGLISH)
    assert state.changed_by(CHINESE) == editor


def test_parts_on_the_page_of_their_record_are_watched_too(client: Client) -> None:
    host = EventHost.objects.create(event=event(), role_en="Host", role_zh_hans="主办方", country=Country.objects.first())
    client.force_login(people.editor())
    posted = form_at(client, address_of(host.event)) | {"hosts-0-role_en": "Co-host"}
    assert client.post(address_of(host.event), posted).status_code == 302
    assert standing(host, "role") == ("stale", CHINESE)


def test_loading_content_tells_what_it_changed_and_what_it_put_back(tmp_path: Path) -> None:
    words = '- model: knowledge.unit\n  fields: {{slug: test-parity, name_en: "{en}", name_zh_hans: "{zh}"}}\n'
    path = tmp_path / "99_units.yaml"

    def load(en: str, zh: str) -> tuple[str, str]:
        path.write_text(words.format(en=en, zh=zh), encoding="utf-8")
        content.load([path])
        return standing(Unit.objects.get(slug="test-parity"), "name")

    assert load("nurse", "护士") == ("complete", "")
    assert load("trained nurse", "护士") == ("stale", CHINESE)
    assert load("trained nurse", "护士") == ("stale", CHINESE)
    assert load("nurse", "护士") == ("complete", "")
    assert load("doctor", "医生") == ("complete", "")
    assert load("doctor", "") == ("missing", CHINESE)


def test_loading_costs_three_queries_a_kind() -> None:
    pks = list(Country.objects.values_list("pk", flat=True))
    refresh(Country, pks)
    with CaptureQueriesContext(connection) as queries:
        assert refresh(Country, pks) == 0
    assert len(queries) == 2  # nothing to write
    Country.objects.update(name_en="Somewhere")
    with CaptureQueriesContext(connection) as queries:
        assert refresh(Country, pks) == len(pks)
    assert len(queries) == 3


def test_a_bulk_import_is_looked_at_when_it_says_so() -> None:
    editor = people.editor()
    first, second = event(), event()
    first.summary_en, second.summary_zh_hans = "Trained 1 nurse.", ""
    Event.objects.bulk_update([first, second], ["summary_en", "summary_zh_hans"])
    assert standing(first) == ("complete", "")

    assert refresh(Event, [first.pk, second.pk], by=editor) == 2

    assert (standing(first), standing(second)) == (("stale", CHINESE), ("missing", CHINESE))
    assert state_of(first, "summary").changed_by(ENGLISH) == editor


def test_records_made_in_bulk_are_new_and_so_agree() -> None:
    made = EventHost.objects.bulk_create(
        [EventHost(event=event(), role_en="Host", role_zh_hans=zh, country=Country.objects.first()) for zh in ("主办方", "")]
    )
    assert refresh(EventHost, [host.pk for host in made]) == 2
    assert [standing(host, "role") for host in made] == [("complete", ""), ("missing", CHINESE)]


def test_the_sweep_finds_what_nobody_told_and_forgets_what_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    made, gone = event(), event()
    Event.objects.filter(pk=made.pk).update(summary_en="Trained 320 nurses.")
    Event.objects.filter(pk=gone.pk)._raw_delete("default")
    call_command("refresh_parity")
    assert "1 texts new or changed" in capsys.readouterr().out
    assert standing(made) == ("stale", CHINESE)
    assert not TextState.objects.filter(object_id=gone.pk, content_type=state_of(made, "summary").content_type).exists()


def test_deleting_a_record_deletes_what_is_known_of_its_texts() -> None:
    made = event()
    content_type, pk = state_of(made, "title").content_type, made.pk
    made.delete()
    assert not TextState.objects.filter(content_type=content_type, object_id=pk).exists()


def test_listed_in_each_language_for_itself_is_never_behind() -> None:
    term = builders.term(variants_en="", variants_zh_hans="另一说法")
    country = Country.objects.first()
    country.variants_en, country.variants_zh_hans = "Another name", ""
    country.save()
    assert stale_or_missing([country, term]) == []


def _revert(client: Client, record: Event, version: int) -> None:
    """Take the way back that the admin offers, to the ``version``th of the record's versions."""
    at = record.history.order_by("history_id")[version]
    address = address_of(record, f"history/{at.pk}").rstrip("/") + "/"
    assert client.post(address, form_at(client, address)).status_code == 302


def test_a_way_back_brings_back_what_was_out_of_date_then(client: Client) -> None:
    editor = people.editor()
    client.force_login(editor)
    made = stale_event()  # version 0: both; 1: the English moved on
    made.summary_zh_hans = "培训护士320名。"
    made.save()  # version 2: the Chinese followed
    assert standing(made) == ("complete", "")

    _revert(client, made, 1)
    assert standing(made) == ("stale", CHINESE)  # although it is the Chinese that was changed last
    assert state_of(made, "summary").agreed.en == "Trained 230 nurses."
    assert state_of(made, "summary").changed_by(CHINESE) == editor

    _revert(client, made, 0)
    assert standing(made) == ("complete", "")


def test_a_way_back_to_a_version_that_was_checked_agrees(client: Client) -> None:
    client.force_login(people.editor())
    made = stale_event()
    mark_checked(state=state_of(made, "summary"), by=people.editor(), token=token_of(text_of(made, "summary")))
    made.summary_en = "Trained 500 nurses."
    made.save()
    assert standing(made) == ("stale", CHINESE)

    _revert(client, made, 1)
    assert standing(made) == ("complete", "")


def test_the_selector_for_a_release_asks_once() -> None:
    records = [stale_event(), event(), builders.document(title_zh_hans=""), people.editor()]
    list(stale_or_missing(records))
    with CaptureQueriesContext(connection) as queries:
        found = stale_or_missing(records)
        told = {(str(each.content_type.model), each.field, each.state, each.behind, each.changed_by(ENGLISH)) for each in found}
    assert told == {("event", "summary", "stale", CHINESE, None), ("document", "title", "missing", CHINESE, None)}
    assert len(queries) == 1

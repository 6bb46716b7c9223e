"""Both languages stand side by side, Chinese left, each named and marked."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from knowledge.models import Event, Unit
from tests import people
from tests.admin.posting import address_of, form_at
from tests.knowledge import builders as catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client: Client) -> Client:
    client.force_login(people.editor())
    return client


def test_each_translated_field_is_one_row_of_two(as_editor: Client) -> None:
    page = as_editor.get(address_of(catalogue.event())).content.decode()

    rows = re.findall(r'<div class="form-row[^"]* field-(\w+)_zh_hans field-(\w+)_en"', page)
    assert [zh for zh, en in rows if zh == en] == ["title", "summary", "place", "source_note", "role", "title", "decision"]
    assert re.search(r'<textarea name="title_zh_hans"[^>]* lang="zh-Hans"', page)
    assert re.search(r'<textarea name="title_en"[^>]* lang="en"', page)
    assert "Title (中文):" in page
    assert "Title (English):" in page
    assert 'name="title"' not in page


def test_inlines_too(as_editor: Client) -> None:
    event = Event.objects.filter(hosts__isnull=False).first()
    page = as_editor.get(address_of(event)).content.decode()

    assert re.search(r'<input type="text" name="hosts-0-role_zh_hans"[^>]* lang="zh-Hans"', page)
    assert re.search(r'<input type="text" name="hosts-0-role_en"[^>]* lang="en"', page)
    assert 'name="hosts-0-role"' not in page


def test_labels_in_chinese(as_editor: Client) -> None:
    as_editor.cookies["django_language"] = "zh-hans"
    page = as_editor.get("/admin/knowledge/event/add/").content.decode()
    assert "标题（中文）" in page
    assert "标题（English）" in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_either_language_can_be_emptied_by_readers_of_either(as_editor: Client, language: str) -> None:
    event = catalogue.event(summary_en="Words.", summary_zh_hans="文字。")
    as_editor.cookies["django_language"] = language
    posted = form_at(as_editor, address_of(event)) | {"summary_en": "", "summary_zh_hans": ""}

    assert as_editor.post(address_of(event), posted).status_code == 302

    event = Event.objects.get(pk=event.pk)
    assert not event.summary_en
    assert not event.summary_zh_hans


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_change_of_one_language_leaves_the_other(as_editor: Client, language: str) -> None:
    event = catalogue.event(title_en="Before", title_zh_hans="之前")
    as_editor.cookies["django_language"] = language

    as_editor.post(address_of(event), form_at(as_editor, address_of(event)) | {"title_zh_hans": "之后"})

    event = Event.objects.get(pk=event.pk)
    assert (event.title_en, event.title_zh_hans) == ("Before", "之后")


def test_a_long_line_stays_one_line(as_editor: Client) -> None:
    event = catalogue.event()
    posted = form_at(as_editor, address_of(event)) | {"title_en": "A title\r\n  pasted from  a page "}

    as_editor.post(address_of(event), posted)

    assert Event.objects.get(pk=event.pk).title_en == "A title pasted from a page"


def test_the_space_before_a_unit_stays(as_editor: Client) -> None:
    unit = Unit.objects.create(
        slug="test-speed", name_en="speed", name_zh_hans="速度", suffix_en=" km/h", suffix_zh_hans="公里/小时"
    )

    assert as_editor.post(address_of(unit), form_at(as_editor, address_of(unit)) | {"name_en": "Speed"}).status_code == 302

    unit = Unit.objects.get(pk=unit.pk)
    assert (unit.name_en, unit.suffix_en) == ("Speed", " km/h")


def test_both_languages_are_searched(as_editor: Client) -> None:
    catalogue.event(title_en="Zanzibarian symposium", title_zh_hans="桑给巴尔研讨会")
    for words in ("zanzibarian", "桑给巴尔"):
        page = as_editor.get("/admin/knowledge/event/", {"q": words}).content.decode()
        assert page.count('class="action-select"') == 1, words
        found = as_editor.get(
            "/admin/autocomplete/",
            {"term": words, "app_label": "knowledge", "model_name": "event", "field_name": "part_of"},
        ).json()
        assert [result["text"] for result in found["results"]] == ["Zanzibarian symposium"]


def test_missing_translations_are_marked_and_found(as_editor: Client) -> None:
    lacking = catalogue.event(summary_en="Words.", summary_zh_hans="")
    page = as_editor.get("/admin/knowledge/event/", {"q": lacking.slug}).content.decode()
    assert "Chinese missing" in re.sub(r"(?s)<nav id=\"changelist-filter\".*</nav>", "", page)

    listed = {
        value: set(as_editor.get("/admin/knowledge/event/", {"missing": value}).context["cl"].queryset.values_list("pk", flat=True))
        for value in ("zh-hans", "en", "none")
    }
    assert lacking.pk in listed["zh-hans"]
    assert lacking.pk not in listed["en"] | listed["none"]
    assert (listed["zh-hans"] | listed["en"]).isdisjoint(listed["none"])
    assert listed["zh-hans"] | listed["en"] | listed["none"] == set(Event.objects.values_list("pk", flat=True))

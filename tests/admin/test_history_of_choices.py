"""Which countries, themes or documents a record named before and after stands in its history, in both languages."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from knowledge.models import Event, FundingOpportunity
from tests import people
from tests.admin.posting import address_of, form_at, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(people.editor())
    return client


def _history(client: Client, record: object, language: str) -> list[tuple]:
    client.cookies["django_language"] = language
    done = client.get(address_of(record, "history")).context["done"]
    return [(each.field, each.part, each.before, each.after) for entry in done for each in entry.choices]


def test_a_changed_choice_says_from_what_to_what(editor: Client) -> None:
    event = Event.objects.get(slug="wgh-5-2023")
    before = tuple(str(theme) for theme in event.themes.all())
    posted = form_at(editor, address_of(event))
    kept = event.themes.first()
    answer = editor.post(address_of(event), posted | {"themes": [kept.pk]})

    assert answer.status_code == 302
    assert len(before) > 1
    assert _history(editor, event, "en") == [("Themes", "", before, (str(kept),))]
    ((field, _, names, _),) = _history(editor, event, "zh-hans")
    assert field == "主题"
    assert len(names) == len(before)
    assert set(names).isdisjoint(before)


def test_a_save_without_another_choice_logs_none(editor: Client) -> None:
    event = Event.objects.get(slug="wgh-5-2023")
    editor.post(address_of(event), form_at(editor, address_of(event)) | {"title_en": "Another title"})

    assert LogEntry.objects.filter(object_id=event.pk).count() == 1
    assert _history(editor, event, "en") == []


def test_the_choices_of_a_part_are_told_too(editor: Client) -> None:
    fund = FundingOpportunity.objects.get(awards__slug__contains="kazakhstan", awards__amount=19_000_000)
    posted = form_at(editor, address_of(fund))
    award = fund.awards.get(amount=19_000_000)
    index = next(name.split("-")[1] for name, value in posted.items() if name.endswith("-id") and value == award.pk)
    posted[f"awards-{index}-countries"] = []
    answer = editor.post(address_of(fund), posted)

    assert answer.status_code == 302
    assert _history(editor, fund, "en") == [("Countries", str(award), (str(award.countries.model.objects.get(iso3="KAZ")),), ())]


def test_a_step_is_told_in_the_readers_language(editor: Client) -> None:
    event = Event.objects.get(slug="wgh-5-2023")
    reviewer = Client()
    reviewer.force_login(people.reviewer())
    press(reviewer, event, "archive")

    told = {}
    for language in ("en", "zh-hans"):
        editor.cookies["django_language"] = language
        (entry,) = editor.get(address_of(event, "history")).context["done"]
        told[language] = [str(step) for step in entry.steps]
    assert told["en"] == ["Archived."]
    assert told["zh-hans"] != told["en"]

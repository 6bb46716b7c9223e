"""The version of a record, and holding it against somebody else's newer save."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from base.history import save_as
from base.versions import Conflict, differences, hold, record_at, version_of, versions_of
from knowledge.models import Event, GlossaryTerm
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> GlossaryTerm:
    return GlossaryTerm.objects.create(slug="health-desk", term_en="Health desk", term_zh_hans="卫生工作台")


def test_every_save_is_a_version(term: GlossaryTerm) -> None:
    first = version_of(term)
    term.term_en = "Health counter"
    term.save()

    assert version_of(term) == str(term.history.first().history_id) != first
    assert record_at(term, first).term_en == "Health desk"
    assert record_at(term, "no number") is record_at(term, "9" * 40) is record_at(term, "1²") is None


def test_what_was_never_kept_has_no_version() -> None:
    assert version_of(GlossaryTerm(slug="new")) == ""
    (made,) = GlossaryTerm.objects.bulk_create([GlossaryTerm(slug="bulk", term_en="Bulk", term_zh_hans="批量")])
    assert version_of(made) == ""


def test_the_versions_of_many_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    events = list(Event.objects.all())
    with django_assert_num_queries(1):
        versions = versions_of(events)
    assert len(versions) == len(events) > 5
    assert versions[events[0].pk] == version_of(events[0])


def test_a_held_record_is_the_one_stored(term: GlossaryTerm) -> None:
    with transaction.atomic():
        held = hold(term, version_of(term))
    assert held == term
    assert held is not term


def test_a_newer_save_is_told_with_its_author_and_time(term: GlossaryTerm) -> None:
    seen, somebody = version_of(term), people.editor()
    theirs = GlossaryTerm.objects.get(pk=term.pk)
    theirs.note_en = "Theirs"
    save_as(theirs, by=somebody, reason="edit")

    with pytest.raises(Conflict) as caught, transaction.atomic():
        hold(term, seen)

    assert caught.value.stored.note_en == "Theirs"
    assert (caught.value.by, caught.value.at) == (somebody, term.history.first().history_date)
    assert (caught.value.seen, caught.value.version) == (seen, version_of(term))


@pytest.mark.parametrize("seen", [None, "", "0", "forged"])
def test_nobody_saves_over_what_they_did_not_see(term: GlossaryTerm, seen: str | None) -> None:
    with pytest.raises(Conflict), transaction.atomic():
        hold(term, seen)


def test_a_deleted_record_is_held_only_by_who_knows_it(term: GlossaryTerm) -> None:
    seen, key = version_of(term), term.pk
    term.delete()
    term.pk = key
    with pytest.raises(Conflict) as caught, transaction.atomic():
        hold(term, seen)
    assert caught.value.stored is None
    with transaction.atomic():
        assert hold(term, caught.value.version) is term


def test_differences_tell_who_changed_what_in_peoples_words(term: GlossaryTerm) -> None:
    base = GlossaryTerm.objects.get(pk=term.pk)
    stored, typed = (GlossaryTerm.objects.get(pk=term.pk) for _side in range(2))
    stored.term_zh_hans, stored.abbreviation = "卫生服务台", "HD"
    typed.term_zh_hans, typed.note_en = "卫生柜台", "Mine"

    rows = [(row.label, row.stored, row.typed, row.by_them, row.by_you) for row in differences(stored, typed, base)]

    assert rows == [
        ("Official term (中文)", "卫生服务台", "卫生柜台", True, True),
        ("Abbreviation", "HD", "", True, False),
        ("Note (English)", "", "Mine", False, True),
    ]
    assert [row.by_you for row in differences(stored, typed, None)] == [None, None, None]


def test_nothing_is_nothing_and_line_ends_do_not_differ(term: GlossaryTerm) -> None:
    term.note_en, term.note_zh_hans = "One\nTwo", None
    assert differences(term, {"note_en": "One\r\nTwo", "note_zh_hans": ""}, None) == []

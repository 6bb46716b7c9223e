"""What names a record is found in the models and moved, clashes included; shown with countries, which much is about."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import models

from base.moving import Hand, choices_of, keys_to, move_all, put_back
from knowledge.enums import ParticipantKind
from knowledge.models import Country, Event, EventAttendance, Organisation, Unit
from tests import people
from tests.knowledge import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Country, Country]:
    return (
        Country.objects.create(iso3="QQA", name_en="Zanzibar", name_zh_hans="测试国"),
        Country.objects.create(iso3="QQB", name_en="Republic of Zanzibar", name_zh_hans="测试共和国"),
    )


@pytest.fixture
def hand() -> Hand:
    return Hand(people.editor(), "a test")


def _attendance(event: Event, country: Country, **fields: object) -> EventAttendance:
    usual = {"unit": Unit.objects.get(slug="participations"), "kind": ParticipantKind.OFFICIAL, "count": 3}
    return EventAttendance.objects.create(event=event, country=country, **usual | fields)


def test_every_field_of_every_room_is_found() -> None:
    keys = {f"{each.model._meta.label_lower}.{each.name}" for each in keys_to(Country)}
    choices = {f"{each.model._meta.label_lower}.{each.name}" for each in choices_of(Country)}

    assert {
        "knowledge.eventhost.country",
        "knowledge.countrybrief.country",
        "results.observation.country",
        "accounts.user.country",
    } <= keys
    assert {"knowledge.event.countries", "knowledge.organisation.countries", "knowledge.body.members"} <= choices
    assert not [each for each in keys if "historical" in each]
    assert {each.name for each in keys_to(Organisation) if each.model is Organisation} == {"merged_into"}
    assert [each for each in keys_to(Organisation, apart=(Organisation,)) if each.model is Organisation] == []


def test_a_choice_is_moved_with_a_version_and_a_line_in_the_log(pair: tuple[Country, Country], hand: Hand) -> None:
    source, target = pair
    alone, both = builders.event(countries=(source,)), builders.event(countries=(source, target))
    versions = [event.history.count() for event in (alone, both)]

    moves = move_all(source=source, target=target, hand=hand)

    assert [set(event.countries.all()) for event in (alone, both)] == [{target}, {target}]
    assert [(move.kind, move.pk, move.had_both) for move in moves] == [("chosen", alone.pk, False), ("chosen", both.pk, True)]
    assert [event.history.count() for event in (alone, both)] == [number + 1 for number in versions]
    newest = alone.history.first()
    assert (newest.history_user, newest.history_change_reason) == (hand.by, "a test")
    assert LogEntry.objects.filter(user=hand.by).count() == 2

    assert put_back(moves, source=source, target=target, hand=hand) == []
    assert [set(event.countries.all()) for event in (alone, both)] == [{source}, {source, target}]


def test_a_choice_changed_since_stays(pair: tuple[Country, Country], hand: Hand) -> None:
    source, target = pair
    event = builders.event(countries=(source,))
    moves = move_all(source=source, target=target, hand=hand)
    event.countries.set([builders.kazakhstan()])

    assert put_back(moves, source=source, target=target, hand=hand) == moves
    assert list(event.countries.all()) == [builders.kazakhstan()]


def test_a_row_that_would_double_another_is_taken_out_and_comes_back(pair: tuple[Country, Country], hand: Hand) -> None:
    source, target = pair
    event = builders.event()
    row, twin = _attendance(event, source, count=7), _attendance(event, target, count=9)
    other = _attendance(builders.event(), source, count=5)
    before = EventAttendance.objects.filter(pk=row.pk).values().get()

    moves = move_all(source=source, target=target, hand=hand)

    assert sorted((move.kind, move.pk) for move in moves) == [("pointed", other.pk), ("taken_out", row.pk)]
    assert list(event.attendance.values_list("pk", "country", "count")) == [(twin.pk, target.pk, 9)]
    gone = EventAttendance.history.filter(id=row.pk).first()
    assert (gone.history_type, gone.country, gone.count, gone.history_user) == ("-", source, 7, hand.by)

    assert put_back(moves, source=source, target=target, hand=hand) == []
    assert EventAttendance.objects.filter(pk=row.pk).values().get() == before
    assert set(event.attendance.values_list("country", "count")) == {(source.pk, 7), (target.pk, 9)}
    assert EventAttendance.objects.get(pk=other.pk).country == source


def test_a_row_whose_record_is_gone_does_not_come_back(pair: tuple[Country, Country], hand: Hand) -> None:
    source, target = pair
    event = builders.event()
    _attendance(event, source)
    _attendance(event, target)
    moves = move_all(source=source, target=target, hand=hand)
    event.delete()

    assert put_back(moves, source=source, target=target, hand=hand) == moves


def test_a_row_that_somebody_wrote_anew_stays_theirs(pair: tuple[Country, Country], hand: Hand) -> None:
    source, target = pair
    row = _attendance(builders.event(), source)
    moves = move_all(source=source, target=target, hand=hand)
    new = _attendance(row.event, source, count=11)

    assert put_back(moves, source=source, target=target, hand=hand) == moves
    assert set(row.event.attendance.values_list("country", "count")) == {(target.pk, 3), (source.pk, 11)}
    assert EventAttendance.objects.get(pk=new.pk).count == 11


def test_a_record_with_parts_is_never_taken_out(pair: tuple[Country, Country], hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    """A brief of one country and year with countries of its own to be about would be lost."""
    source, target = pair
    briefs = [builders.brief(country=each, countries=(builders.kazakhstan(),)) for each in pair]
    rule = models.UniqueConstraint(fields=["country", "year"], name="one_brief_a_year")
    monkeypatch.setattr(type(briefs[0])._meta, "constraints", [rule])

    with pytest.raises(ValidationError, match="would double another one, and has parts of its own"):
        move_all(source=source, target=target, hand=hand)
    assert type(briefs[0]).objects.filter(pk__in=[each.pk for each in briefs]).count() == 2

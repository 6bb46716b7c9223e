"""Pages that are made once and kept: never another person's, never a draft, and never old for longer than they say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from results.enums import EntryState
from results.models import Indicator, ProgressEntry
from results.views.keeping import KEPT_FOR
from tests.pages import builders
from tests.people import editor
from tests.results import builders as progress

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def indicator() -> Indicator:
    return builders.placed_indicator(builders.result(builders.framework()))


def test_a_page_is_made_once_and_given_again(indicator: Indicator, client: Client) -> None:
    first = client.get(indicator.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        again = client.get(indicator.get_absolute_url())
    assert again.content == first.content
    assert len(queries) == 1
    assert b"csrfmiddlewaretoken" not in again.content
    assert not again.cookies


def test_who_is_signed_in_gets_a_page_of_their_own_and_leaves_none(indicator: Indicator, client: Client) -> None:
    own = Client()
    own.force_login(editor())
    address = indicator.get_absolute_url()
    assert b"csrfmiddlewaretoken" in own.get(address).content
    stranger = client.get(address)
    assert b"csrfmiddlewaretoken" not in stranger.content
    assert b"csrfmiddlewaretoken" in own.get(address, headers={"if-none-match": stranger["ETag"]}).content


def test_a_draft_is_on_no_kept_page(indicator: Indicator, client: Client) -> None:
    address = indicator.get_absolute_url()
    client.get(address)
    entry = ProgressEntry.objects.create(
        cycle=progress.cycle(), indicator=indicator, narrative_en="unripe words", narrative_zh_hans="未定稿", state=EntryState.DRAFT
    )
    assert b"unripe words" not in client.get(address).content
    entry.state = EntryState.APPROVED
    entry.save()
    assert b"unripe words" in client.get(address).content


def test_a_change_is_seen_at_once(indicator: Indicator, client: Client) -> None:
    address = indicator.get_absolute_url()
    before = client.get(address)
    assert client.get(address, headers={"if-none-match": before["ETag"]}).status_code == 304
    figure = builders.observation(indicator.measures.first(), year=2032, value=77123)
    seen = client.get(address, headers={"if-none-match": before["ETag"]})
    assert (seen.status_code, b"77,123" in seen.content) == (200, True)
    figure.delete()
    assert b"77,123" not in client.get(address, headers={"if-none-match": seen["ETag"]}).content


def test_what_no_history_tells_is_seen_after_a_minute_also_by_who_has_the_page(indicator: Indicator, client: Client) -> None:
    address = indicator.get_absolute_url()
    event = builders.event()
    with time_machine.travel(NOW, tick=False) as clock:
        before = client.get(address)
        indicator.measures.first().observations.first().events.add(event)
        Indicator.objects.filter(pk=indicator.pk).update(name_en="Renamed behind the scenes")
        clock.shift(KEPT_FOR + 1)
        seen = client.get(address, headers={"if-none-match": before["ETag"]})
    assert seen.status_code == 200
    assert "Renamed behind the scenes" in seen.content.decode()
    assert event.title_en in seen.content.decode()


def test_files_too_are_never_old_for_ever(indicator: Indicator, client: Client) -> None:
    address = f"{indicator.get_absolute_url()}series.csv"
    measure = indicator.measures.first()
    with time_machine.travel(NOW, tick=False) as clock:
        before = client.get(address)
        assert client.get(address, headers={"if-none-match": before["ETag"]}).status_code == 304
        type(measure).objects.filter(pk=measure.pk).update(name_en="Renamed behind the scenes")
        clock.shift(300)
        seen = client.get(address, headers={"if-none-match": before["ETag"]})
    assert seen.status_code == 200
    assert b"Renamed behind the scenes" in seen.content

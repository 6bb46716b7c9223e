"""Programs may ask how the translations of what they read stand: ``?parity=1``, for one query a page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.enums import PublicationState
from knowledge.models import EventHost
from tests.parity.stories import event, stale_event

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


def _states(client: Client, **asked: str) -> dict[str, str]:
    return {each["slug"]: each.get("translation_state") for each in client.get(EVENTS, asked).json()["results"]}


def test_each_record_says_how_its_texts_stand(client: Client) -> None:
    stale, missing, complete = stale_event(), event(title_zh_hans=""), event()
    stale_event(state=PublicationState.DRAFT, slug="hidden")

    states = _states(client, parity="1")

    assert (states[stale.slug], states[missing.slug], states[complete.slug]) == ("stale", "missing", "complete")
    assert "hidden" not in states
    assert client.get(f"{EVENTS}{stale.slug}/", {"parity": "true"}).json()["translation_state"] == "stale"


def test_nothing_is_added_unasked(client: Client) -> None:
    made = stale_event()
    assert _states(client)[made.slug] is None
    assert "translation_state" not in client.get(f"{EVENTS}{made.slug}/").json()


def test_records_within_a_record_speak_for_themselves(client: Client) -> None:
    made = event()
    host = EventHost.objects.create(event=made, role_en="Host", role_zh_hans="主办方")
    host.role_en = "Co-host"
    host.save()
    answer = client.get(f"{EVENTS}{made.slug}/", {"parity": "1"})
    assert answer.json()["translation_state"] == "complete"
    assert answer.content.decode().count("translation_state") == 1


def test_it_costs_one_query_a_page(client: Client) -> None:
    stale_event()
    for asked in ({}, {"parity": "1"}):
        client.get(EVENTS, asked)
    with CaptureQueriesContext(connection) as plain:
        client.get(EVENTS)
    with CaptureQueriesContext(connection) as told:
        client.get(EVENTS, {"parity": "1"})
    assert len(told) == len(plain) + 1


def test_anything_else_is_refused(client: Client) -> None:
    answer = client.get(EVENTS, {"parity": "perhaps"})
    assert answer.status_code == 400
    assert list(answer.json()) == ["parity"]

"""A list of many records costs as many queries as a list of few."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from results.enums import EntryState
from results.models import ProgressEntry
from tests import people
from tests.results import builders

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label)
    if model._meta.model_name not in {"edition", "documentfile"}
]


def _queries(client: Client, address: str) -> int:
    client.get(address)  # content types and the like are remembered from the first time on
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_queries_do_not_grow_with_the_rows(client: Client, model: type[models.Model], monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(people.administrator())
    if model._meta.model_name == "user":
        [people.editor() for _ in range(4)]
    total = model._base_manager.count()
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    counted = {}
    for rows in (1, max(total - 1, 1)):
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", min(rows, 200))
        counted[rows] = _queries(client, address)
    assert len(set(counted.values())) == 1, counted


def test_the_desk_costs_as_much_with_many_drafts_as_with_few(client: Client) -> None:
    client.force_login(people.editor())
    cycle = builders.cycle()
    builders.entry(author=None, in_cycle=cycle)
    few = _queries(client, "/admin/")
    for _ in range(5):
        builders.entry(author=people.editor(), in_cycle=cycle)
    assert _queries(client, "/admin/") == few


def test_the_desk_shows_what_is_open(client: Client) -> None:
    reviewer, editor = people.reviewer(), people.editor()
    cycle = builders.cycle()
    submitted = builders.entry(author=editor, state=EntryState.SUBMITTED, in_cycle=cycle)
    returned = builders.entry(author=editor, state=EntryState.RETURNED, in_cycle=cycle)
    builders.entry(author=editor, state=EntryState.APPROVED, in_cycle=cycle)

    client.force_login(reviewer)
    desk = client.get("/admin/").context["desk"]
    assert [entry.pk for entry in desk.awaiting if entry.cycle == cycle] == [submitted.pk]
    assert desk.writing is None
    assert [(row.approved, row.total) for row in desk.cycles if row.title == str(cycle)] == [(1, 3)]

    client.force_login(editor)
    desk = client.get("/admin/").context["desk"]
    assert desk.awaiting is None
    assert [entry.pk for entry in desk.writing if entry.cycle == cycle] == [returned.pk]
    assert ProgressEntry.objects.unapproved().filter(cycle=cycle).count() == 2

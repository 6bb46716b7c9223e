"""A report's content survives as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from base.text import Text
from results.reports import snapshot
from results.reports.content import EditionMark, Report, Section, Snapshot
from results.reports.html import render_html

pytestmark = pytest.mark.django_db  # the content is read from the database once per session


def test_round_trip_is_exact(content: Report) -> None:
    kept = Snapshot(EditionMark(7, "bilingual", "2024-05-30"), content)
    data = snapshot.dump(kept)
    assert data["schema"] == snapshot.SCHEMA
    assert snapshot.load(json.loads(json.dumps(data))) == kept


def test_a_section_without_a_block_and_an_edition_without_a_number(content: Report) -> None:
    section = Section("key", 1, True, Text("标题", "Heading"), Text(), Text(), None)
    kept = Snapshot(EditionMark(None, "en", "2024-05-30"), replace(content, sections=(section,), unapproved=("A", "B")))
    assert snapshot.load(json.loads(json.dumps(snapshot.dump(kept)))) == kept


def test_an_older_snapshot_is_brought_up_to_date(content: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Snapshot(EditionMark(1, "en", "2024-05-30"), content)
    old = snapshot.dump(kept) | {"schema": 0, "when": "2024-05-30"}
    del old["edition"]["day"]
    monkeypatch.setitem(snapshot.UPGRADES, 0, lambda data: {**data, "edition": data["edition"] | {"day": data["when"]}})
    assert snapshot.load(old) == kept


def test_a_newer_snapshot_is_refused(content: Report) -> None:
    data = snapshot.dump(Snapshot(EditionMark(1, "en", "2024-05-30"), content)) | {"schema": snapshot.SCHEMA + 1}
    with pytest.raises(snapshot.UnknownSchema):
        snapshot.load(data)


def test_drawing_asks_no_database(content: Report, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        html = render_html(Snapshot(EditionMark(1, "en", "2024-05-30"), content))
    assert "Senior Officials" in html

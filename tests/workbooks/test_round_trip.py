"""Whatever is typed where typing is allowed arrives as it was typed, and the same file twice changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.models import EntryFigure, ProgressEntry
from tests.cycle import builders
from tests.people import editor
from tests.workbooks.filling import FIGURES, PROGRESS, Filled, export, problems

pytestmark = pytest.mark.django_db

NUMBERS = st.none() | st.integers(0, 10**15)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t=+@'_x"), max_size=80)


@pytest.fixture
def entry() -> ProgressEntry:
    return builders.entry(builders.cycle())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=NUMBERS, note=TEXTS, chinese=TEXTS, narrative=TEXTS, state=st.sampled_from(["reported", "not_available"]))
def test_random_edits_arrive(entry: ProgressEntry, value: int | None, note: str, chinese: str, narrative: str, state: str) -> None:
    by = editor()
    filled = Filled(export(cycle=entry.cycle.slug, by=by))
    key = filled.keys(FIGURES)[0]
    told = value if state == "reported" else None
    texts = (
        {"note_en": note, "note_zh_hans": chinese}
        if told is not None or state != "reported"
        else {"note_en": "", "note_zh_hans": ""}
    )
    for column, text in {**texts, "state": state}.items():
        put(filled, FIGURES, key, column, text)
    filled.fill(FIGURES, key, value=told)
    put(filled, PROGRESS, f"{entry.indicator.code}|", "narrative_en", narrative.replace("{", ""))
    preview = filled.take_over(by)
    assert problems(preview) == []
    entry.refresh_from_db()
    assert entry.narrative_en == narrative.replace("{", "").strip()
    figure = EntryFigure.objects.filter(entry=entry).first()
    if told is None and state == "reported":
        assert figure is None
    else:
        assert (figure.state, figure.value) == (state, None if told is None else Decimal(told))
        assert (figure.note_en, figure.note_zh_hans) == (note.strip(), chinese.strip())
    assert filled.take_over(by).changes == []
    fresh = Filled(export(cycle=entry.cycle.slug, by=by))
    assert fresh.look(by).changes == []


def put(filled: Filled, sheet: str, key: str, column: str, text: str) -> None:
    """Type a text, whatever it begins with."""
    cell = filled.cell(sheet, key, column)
    cell.value = text or None
    if text:
        cell.data_type = "s"

"""``manage.py export_workbook`` and ``import_workbook``: what they print, what they write, how they end."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from base.history import save_as
from results.models import ProgressEntry
from tests.cycle import builders
from tests.people import editor
from tests.workbooks.filling import FIGURES, PROGRESS, Filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    return builders.entry(builders.cycle())


def take_out(path: Path, entry: ProgressEntry, **options: str) -> Filled:
    call_command("export_workbook", "cycle", str(path), cycle=entry.cycle.slug, stdout=StringIO(), **options)
    return Filled(path.read_bytes())


def bring_in(path: Path, filled: Filled, **options: object) -> str:
    path.write_bytes(filled.bytes())
    out = StringIO()
    call_command("import_workbook", str(path), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_out_changed_and_in_again(entry: ProgressEntry, tmp_path: Path) -> None:
    path, by = tmp_path / "cycle.xlsx", editor()
    filled = take_out(path, entry).fill(PROGRESS, f"{entry.indicator.code}|", narrative_en="230 came.")
    line = f"{PROGRESS}!H2 230 people took part. → 230 came.\n"
    assert bring_in(path, filled, user=by.username, dry_run=True) == f"{line}1 cells would change.\n"
    entry.refresh_from_db()
    assert entry.narrative_en == "230 people took part."
    assert bring_in(path, filled, user=by.username).endswith("1 cells changed.\n")
    entry.refresh_from_db()
    assert (entry.narrative_en, entry.author) == ("230 came.", by)
    assert bring_in(path, filled, user=by.username) == "0 cells changed.\n"


def test_problems_end_with_one(entry: ProgressEntry, tmp_path: Path) -> None:
    path = tmp_path / "cycle.xlsx"
    filled = take_out(path, entry)
    filled.fill(FIGURES, filled.keys(FIGURES)[0], value="many")
    with pytest.raises(SystemExit) as ended:
        bring_in(path, filled, user=editor().username)
    assert ended.value.code == 1


def test_a_conflict_is_told_and_kept(entry: ProgressEntry, tmp_path: Path) -> None:
    path, by = tmp_path / "cycle.xlsx", editor()
    filled = take_out(path, entry).fill(PROGRESS, f"{entry.indicator.code}|", narrative_en="Mine.")
    entry.narrative_en = "Theirs."
    save_as(entry, by=editor(), reason="record")
    answer = bring_in(path, filled, user=by.username)
    assert answer == f"{PROGRESS}!H2 Theirs. → Mine. (conflict: what is stored stays)\n0 cells changed.\n"
    assert "1 cells changed." in bring_in(path, filled, user=by.username, take_conflicts=True)
    entry.refresh_from_db()
    assert entry.narrative_en == "Mine."


def test_what_is_missing_is_said(entry: ProgressEntry, tmp_path: Path) -> None:
    path = tmp_path / "cycle.xlsx"
    filled = take_out(path, entry)
    with pytest.raises(CommandError, match="Say with --user who writes this workbook"):
        bring_in(path, filled)
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        bring_in(path, filled, user="nobody")
    with pytest.raises(CommandError, match="needs --cycle"):
        call_command("export_workbook", "cycle", str(path))
    with pytest.raises(CommandError, match="takes no --country"):
        call_command("export_workbook", "frameworks", str(path), country="KAZ")
    with pytest.raises(CommandError, match="There is no country “XXX”"):
        call_command("export_workbook", "cycle", str(path), cycle=entry.cycle.slug, country="XXX")
    (tmp_path / "no.xlsx").write_text("no")
    with pytest.raises(CommandError, match="not a workbook of the kind"):
        call_command("import_workbook", str(tmp_path / "no.xlsx"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_workbook", str(tmp_path / "none.xlsx"))


def test_tables_need_nobody(tmp_path: Path) -> None:
    path = tmp_path / "frameworks.xlsx"
    out = StringIO()
    call_command("export_workbook", "frameworks", str(path), stdout=out)
    assert ": 7 sheets, " in out.getvalue()
    filled = Filled(path.read_bytes())
    filled.fill("指标 Indicators", "HRF-03", note_en="Read with care.", note_zh_hans="请谨慎解读。")
    assert "2 cells changed." in bring_in(path, filled)

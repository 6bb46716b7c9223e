"""``manage.py render_report``."""

from __future__ import annotations

import resource
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from results.models import Edition, ProgressReport
from tests.reports.reading import SLUG
from workplans.models import Objective


def render(output: Path, *, slug: str = SLUG, language: str = "en", format: str = "pdf") -> str:
    told = StringIO()
    call_command("render_report", slug, language=language, format=format, output=str(output), stdout=told)
    return told.getvalue()


@pytest.mark.parametrize("language", ["zh-hans", "en", "bilingual"])
def test_writes_the_report(language: str, report: ProgressReport, tmp_path: Path) -> None:
    output = tmp_path / "new" / "report.pdf"
    told = render(output, language=language)
    reader = PdfReader(BytesIO(output.read_bytes()))
    assert f"{output}: {len(reader.pages)} pages" in told
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"slug": "nope"}, f"There is no report “nope”. There is: {SLUG}, sample-projects-2025."),
        ({"language": "fr"}, "Unknown language “fr”. Choose one of: zh-hans, en, bilingual."),
        ({"format": "odt"}, "Unknown format “odt”. Choose one of: pdf, docx."),
        ({"format": "docx"}, "This portal cannot write Word files yet. Use --format pdf."),
    ],
)
def test_refuses_what_it_cannot_do(wrong: dict[str, str], refusal: str, report: ProgressReport, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        render(tmp_path / "report.pdf", **wrong)
    assert str(refused.value) == refusal
    assert list(tmp_path.iterdir()) == []


def test_names_the_texts_that_are_missing(report: ProgressReport, tmp_path: Path) -> None:
    Objective.objects.filter(plan=report.work_plan, number=1).update(title_en="")
    with pytest.raises(CommandError) as refused:
        render(tmp_path / "report.pdf")
    assert "- objective “1. " in str(refused.value)
    assert "objective: English" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_what_was_there(report: ProgressReport, tmp_path: Path) -> None:
    output = tmp_path / "report.pdf"
    output.write_bytes(b"the old report")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, before[1]))
    try:
        with pytest.raises(CommandError, match="could not be stored: File too large"):
            render(output)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert output.read_bytes() == b"the old report"
    assert list(tmp_path.iterdir()) == [output]


def test_a_folder_is_no_file(report: ProgressReport, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Is a directory"):
        render(tmp_path)
    assert list(tmp_path.iterdir()) == []

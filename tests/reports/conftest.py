"""Reports as they are drawn from the loaded content, and a storage of its own for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from results.enums import EditionLanguage
from results.models import ProgressReport
from results.reports.collect import collect_report
from results.reports.content import EditionMark, Report, Snapshot
from results.reports.html import render_html
from results.reports.pdf import draw_pdf
from tests.reports.reading import DAY, SLUG, Edition, keep_editions_in


@pytest.fixture
def report(db: None) -> ProgressReport:
    return ProgressReport.objects.get(slug=SLUG)


@pytest.fixture(scope="session")
def content(django_db_setup: None, django_db_blocker: object) -> Report:
    """The whole content of the report, as every test may read it."""
    with django_db_blocker.unblock():
        found, gaps = collect_report(SLUG)
    assert gaps == []
    return found


@pytest.fixture(scope="session")
def draw(content: Report) -> Callable[[str], Edition]:
    """Draws an edition once per session and language."""
    drawn: dict[str, Edition] = {}

    def draw_once(language: str) -> Edition:
        if language not in drawn:
            html = render_html(Snapshot(EditionMark(3, language, DAY), content))
            pdf = draw_pdf(html)
            drawn[language] = Edition(html, pdf.content, pdf.pages)
        return drawn[language]

    return draw_once


@pytest.fixture(params=EditionLanguage.values)
def edition(request: pytest.FixtureRequest, draw: Callable[[str], Edition]) -> Edition:
    return draw(request.param)


@pytest.fixture(autouse=True)
def reports_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where editions are kept during the test."""
    folder = tmp_path / "reports"
    keep_editions_in(folder, monkeypatch)
    return folder

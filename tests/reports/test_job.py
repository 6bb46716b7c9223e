"""Drawing an edition in the worker: the whole job, for real."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from pypdf import PdfReader

from results.enums import EntryState, Failure, JobState, Stage
from results.models import Edition, ProgressEntry, ProgressReport
from results.reports import snapshot
from results.services import rendering_job
from results.services.rendering import fail, request_edition
from results.tasks import draw_edition
from tests.reports.reading import keep_editions_in


@pytest.fixture
def queued(report: ProgressReport) -> Edition:
    return request_edition(report=report, language="en", user=None)


def drawn(edition: Edition) -> Edition:
    draw_edition(str(edition.pk))
    edition.refresh_from_db()
    return edition


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_draws_and_keeps_the_edition(queued: Edition, reports_folder: Path) -> None:
    edition = drawn(queued)
    assert (edition.state, edition.failure, edition.failure_detail) == (JobState.DONE, "", {})
    assert edition.file.name == "health-som-2024/health-som-2024-en-1.pdf"
    assert files(reports_folder) == [edition.file.name]
    content = (reports_folder / edition.file.name).read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert edition.sha256 == hashlib.sha256(content).hexdigest()
    assert edition.size == len(content)
    assert edition.pages == len(PdfReader(BytesIO(content)).pages)
    assert edition.started_at <= edition.finished_at
    assert snapshot.load(edition.snapshot).edition.number == 1


def test_what_is_kept_can_be_drawn_again_to_the_same_bytes(queued: Edition, reports_folder: Path) -> None:
    edition = drawn(queued)
    again = rendering_job.draw(snapshot.load(edition.snapshot))
    assert hashlib.sha256(again.content).hexdigest() == edition.sha256


def test_says_how_far_it_is(queued: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    write = rendering_job.Job._write

    def note(job: rendering_job.Job, **values: object) -> None:
        write(job, **values)
        told.append(Edition.objects.get(pk=queued.pk).stage)

    monkeypatch.setattr(rendering_job.Job, "_write", note)
    drawn(queued)
    assert list(dict.fromkeys(told)) == [*Stage.values, ""]


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.RUNNING])
def test_leaves_alone_what_is_finished_or_anothers(state: str, queued: Edition, reports_folder: Path) -> None:
    claimed = timezone.now()
    Edition.objects.filter(pk=queued.pk).update(state=state, started_at=claimed)
    edition = drawn(queued)
    assert (edition.state, edition.started_at) == (state, claimed)
    assert files(reports_folder) == []


def test_an_unknown_edition_is_nothing_to_do(db: None) -> None:
    draw_edition("00000000-0000-0000-0000-000000000000")


def test_a_second_message_for_the_same_edition_changes_nothing(queued: Edition) -> None:
    first = drawn(queued)
    before = (first.sha256, first.finished_at)
    second = drawn(queued)
    assert (second.sha256, second.finished_at) == before


def test_a_job_that_was_given_up_leaves_no_file(queued: Edition, reports_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker was only slow: somebody else gave it up while the pages were drawn."""

    def slow(html: str) -> rendering_job.Drawing:
        fail(queued, Failure.LOST)
        return rendering_job.Drawing(b"%PDF-", 1)

    monkeypatch.setattr(rendering_job, "draw_pdf", slow)
    edition = drawn(queued)
    assert (edition.state, edition.failure) == (JobState.FAILED, Failure.LOST)
    assert files(reports_folder) == []


def test_a_job_given_up_while_it_stores_takes_its_file_away(
    queued: Edition, reports_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = rendering_job.store

    def slow(content: bytes, path: Path) -> rendering_job.Stored:
        stored = store(content, path)
        fail(queued, Failure.LOST)
        return stored

    monkeypatch.setattr(rendering_job, "store", slow)
    edition = drawn(queued)
    assert (edition.state, edition.failure, edition.file.name) == (JobState.FAILED, Failure.LOST, "")
    assert files(reports_folder) == []


@pytest.mark.parametrize(
    ("language", "lacking", "told"), [("en", "en", ["en"]), ("bilingual", "en", ["en"]), ("zh-hans", "zh_hans", ["zh-hans"])]
)
def test_a_missing_translation_is_told_with_its_place(
    language: str, lacking: str, told: list[str], report: ProgressReport, reports_folder: Path
) -> None:
    entry = ProgressEntry.objects.get(cycle=report.cycle, indicator__code="HRF-03")
    ProgressEntry.objects.filter(pk=entry.pk).update(**{f"narrative_{lacking}": ""})
    edition = drawn(request_edition(report=report, language=language, user=None))
    assert (edition.state, edition.failure) == (JobState.FAILED, Failure.MISSING_TRANSLATION)
    [gap] = edition.failure_detail["gaps"]
    assert (gap["model"], gap["pk"], gap["field"], gap["languages"]) == ("results.progressentry", entry.pk, "narrative", told)
    assert edition.file.name == ""
    assert files(reports_folder) == []


def test_the_other_language_does_not_need_it(report: ProgressReport) -> None:
    ProgressEntry.objects.filter(cycle=report.cycle).update(narrative_zh_hans="")
    assert drawn(request_edition(report=report, language="en", user=None)).state == JobState.DONE


def test_unapproved_progress_makes_a_draft(report: ProgressReport) -> None:
    ProgressEntry.objects.filter(cycle=report.cycle, indicator__code="HRF-03").update(state=EntryState.SUBMITTED)
    edition = drawn(request_edition(report=report, language="en", user=None))
    assert edition.state == JobState.DONE
    assert edition.snapshot["report"]["unapproved"] == ["HRF-03"]


def test_an_unexpected_error_is_told_and_not_raised(queued: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(html: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rendering_job, "draw_pdf", broken)
    edition = drawn(queued)
    assert (edition.state, edition.failure) == (JobState.FAILED, Failure.UNEXPECTED)
    assert edition.failure_detail == {"error": "ZeroDivisionError"}
    assert edition.stage == Stage.PDF


# The disk -----------------------------------------------------------------------------------------------------------------
@contextmanager
def files_no_larger_than(limit: int) -> Iterator[None]:
    """The system itself ends a write beyond ``limit`` bytes, in the middle of the file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    keep_editions_in(disk, monkeypatch)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def assert_not_stored(edition: Edition, folder: Path, reason: str) -> None:
    assert (edition.state, edition.failure, edition.failure_detail) == (JobState.FAILED, Failure.STORAGE, {"reason": reason})
    assert (edition.file.name, edition.sha256, edition.size, edition.pages) == ("", "", None, None)
    assert edition.stage == Stage.STORE
    assert files(folder) == []


def test_a_full_disk(queued: Edition, small_disk: Path) -> None:
    assert_not_stored(drawn(queued), small_disk, os.strerror(28))


def test_a_write_that_ends_in_the_middle(queued: Edition, reports_folder: Path) -> None:
    with files_no_larger_than(30_000):
        edition = drawn(queued)
    assert_not_stored(edition, reports_folder, os.strerror(27))


def test_a_file_stands_in_place_of_the_folder(queued: Edition, reports_folder: Path) -> None:
    reports_folder.mkdir()
    (reports_folder / "health-som-2024").write_text("")
    edition = drawn(queued)
    assert (edition.state, edition.failure) == (JobState.FAILED, Failure.STORAGE)
    assert files(reports_folder) == ["health-som-2024"]


def test_after_a_failure_it_can_be_drawn_again(report: ProgressReport, reports_folder: Path) -> None:
    with files_no_larger_than(30_000):
        drawn(request_edition(report=report, language="en", user=None))
    edition = drawn(request_edition(report=report, language="en", user=None))
    assert (edition.state, edition.number) == (JobState.DONE, 2)
    assert files(reports_folder) == ["health-som-2024/health-som-2024-en-2.pdf"]

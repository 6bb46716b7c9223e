"""The portal's pages about reports: who sees what, and what the buttons do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from results.enums import EntryState, Failure, JobState, Stage
from results.models import Edition, ProgressEntry, ProgressReport
from tests.people import editor, focal_point, reviewer

CONTENT = b"%PDF-1.7 a report"
OUTSIDERS = [pytest.param(None, id="anonymous"), pytest.param(focal_point, id="focal point")]


def signed_in(person: Callable[[], User] | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person())
    return client


@pytest.fixture
def edition(report: ProgressReport, reports_folder: Path) -> Edition:
    """A finished edition that is not published."""
    made = Edition(report=report, language="en", number=1, state=JobState.DONE, sha256="ab" * 32, size=len(CONTENT), pages=13)
    made.snapshot = {"report": {"unapproved": []}}
    made.file.save(f"{report.slug}/{report.slug}-en-1.pdf", ContentFile(CONTENT))
    return made


@pytest.fixture
def published(edition: Edition) -> Edition:
    edition.published_at = timezone.now()
    edition.save()
    return edition


def address(name: str, edition: Edition) -> str:
    return reverse(f"reports:{name}", args=[edition.pk])


# Reading ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", OUTSIDERS)
def test_what_is_not_published_is_not_there(person: Callable | None, edition: Edition) -> None:
    client = signed_in(person)
    assert edition.report.title_en not in client.get(reverse("reports:index")).content.decode()
    assert client.get(edition.report.get_absolute_url()).status_code == 404
    for name in ("edition", "edition_status", "download"):
        answer = client.get(address(name, edition))
        assert answer.status_code == 404
        assert edition.sha256.encode() not in answer.content


@pytest.mark.parametrize("person", OUTSIDERS)
def test_what_is_published_is_for_everyone(person: Callable | None, published: Edition) -> None:
    client = signed_in(person)
    assert published.report.title_en in client.get(reverse("reports:index")).content.decode()
    page = client.get(published.report.get_absolute_url()).content.decode()
    for told in ("English", "13", published.sha256[:12], address("download", published)):
        assert told in page
    assert "Draw an edition" not in page
    assert "All editions" not in page
    assert client.get(address("edition", published)).status_code == 200


def test_the_public_does_not_see_other_editions_of_a_published_report(published: Edition, report: ProgressReport) -> None:
    other = Edition.objects.create(report=report, language="zh-hans", number=8, state=JobState.FAILED, failure=Failure.STORAGE)
    page = Client().get(report.get_absolute_url()).content.decode()
    assert str(other.pk) not in page


@pytest.mark.parametrize("person", [editor, reviewer])
def test_the_secretariat_sees_all(person: Callable, edition: Edition) -> None:
    client = signed_in(person)
    page = client.get(edition.report.get_absolute_url()).content.decode()
    assert "Draw an edition" in page
    assert address("edition", edition) in page
    for name in ("edition", "edition_status", "download"):
        assert client.get(address(name, edition)).status_code == 200


def test_download(published: Edition) -> None:
    answer = Client().get(address("download", published))
    assert b"".join(answer.streaming_content) == CONTENT
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="health-som-2024-en-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, no-cache"


def test_what_is_not_published_is_kept_nowhere(edition: Edition) -> None:
    assert signed_in(editor).get(address("download", edition))["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_is_not_found(published: Edition) -> None:
    published.file.storage.delete(published.file.name)
    assert Client().get(address("download", published)).status_code == 404


def test_pages_in_chinese(published: Edition) -> None:
    page = Client().get(published.report.get_absolute_url().replace("/en/", "/zh-hans/")).content.decode()
    assert published.report.title_zh_hans in page
    assert '<html lang="zh-Hans">' in page


def test_lists_ask_as_often_however_much_there_is(published: Edition, report: ProgressReport) -> None:
    client = signed_in(reviewer)

    def queries() -> list[int]:
        counts = []
        for url in (reverse("reports:index"), report.get_absolute_url()):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counts.append(len(asked))
        return counts

    before = queries()
    for number in range(2, 12):
        who = editor()
        Edition.objects.create(
            report=report, language="en", number=number, state=JobState.DONE, published_at=timezone.now(), size=1, requested_by=who
        )
        ProgressReport.objects.create(
            slug=f"more-{number}", kind=report.kind, cycle=report.cycle, title_en=f"More {number}", title_zh_hans=f"更多{number}"
        )
    assert queries() == before


# Watching -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "stage", "told"),
    [
        (JobState.QUEUED, "", {"label": "waiting", "done": 0, "is_active": True}),
        (JobState.RUNNING, Stage.COLLECT, {"label": "collecting the content", "done": 0, "is_active": True}),
        (JobState.RUNNING, Stage.PDF, {"label": "drawing the PDF", "done": 3, "is_active": True}),
        (JobState.DONE, "", {"label": "ready", "done": 5, "is_active": False}),
    ],
)
def test_status(state: str, stage: str, told: dict, report: ProgressReport) -> None:
    made = Edition.objects.create(report=report, language="en", number=1, state=state, stage=stage)
    answer = signed_in(editor).get(address("edition_status", made))
    assert answer.json() == {"state": state, "stage": stage, "total": 5, **told}
    assert "no-store" in answer["Cache-Control"]


def test_a_running_job_is_watched(report: ProgressReport) -> None:
    made = Edition.objects.create(report=report, language="en", number=1, state=JobState.RUNNING, stage=Stage.HTML)
    page = signed_in(editor).get(address("edition", made)).content.decode()
    assert address("edition_status", made) in page
    assert "Composing the pages" in page
    assert "reports/watch" in page
    assert 'max="5" value="2"' in page


def test_a_job_that_fell_silent_is_told_as_lost(report: ProgressReport) -> None:
    made = Edition.objects.create(report=report, language="en", number=1, state=JobState.RUNNING, stage=Stage.PDF)
    Edition.objects.filter(pk=made.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=11))
    page = signed_in(editor).get(address("edition", made)).content.decode()
    assert "no sign of life" in page
    assert address("retry", made) in page


FAILURES = [
    (Failure.MISSING_FONT, {"characters": ""}, "No Chinese font is installed"),
    (Failure.MISSING_FONT, {"characters": "\U000f1234"}, "No installed font has these characters: \U000f1234"),
    (Failure.BROKER_AWAY, {}, "The queue did not answer"),
    (Failure.STORAGE, {"reason": "No space left on device"}, "could not be stored: No space left on device"),
    (Failure.LOST, {}, "no sign of life"),
    (Failure.UNEXPECTED, {"error": "KeyError"}, "(KeyError)"),
]


@pytest.mark.parametrize(("failure", "detail", "told"), FAILURES)
def test_a_failure_is_told_with_its_reason(failure: str, detail: dict, told: str, report: ProgressReport) -> None:
    made = Edition.objects.create(
        report=report, language="en", number=1, state=JobState.FAILED, failure=failure, failure_detail=detail
    )
    page = signed_in(editor).get(address("edition", made)).content.decode()
    assert told in page
    assert "Retry" in page


def test_missing_texts_are_listed_with_their_place_in_the_admin(report: ProgressReport) -> None:
    entry = ProgressEntry.objects.get(cycle=report.cycle, indicator__code="HRF-03")
    section = report.sections.first()
    gaps = [
        {"model": model, "pk": pk, "name": {"en": name, "zh-hans": name}, "field": field, "languages": ["zh-hans"]}
        for model, pk, name, field in (
            ("results.progressentry", entry.pk, "an entry", "narrative"),
            ("results.reportsection", section.pk, "a section", "heading"),
        )
    ]
    made = Edition.objects.create(
        report=report,
        language="zh-hans",
        number=1,
        state=JobState.FAILED,
        failure=Failure.MISSING_TRANSLATION,
        failure_detail={"gaps": gaps},
    )
    page = signed_in(editor).get(address("edition", made)).content.decode()
    assert f"/admin/results/progressentry/{entry.pk}/change/" in page
    assert "/admin/results/" in page.split("a section")[0].rsplit("<a ", 1)[1]
    assert page.count("Simplified Chinese") == 2


# Doing --------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["render", "retry", "publish"])
def test_actions_are_posts_by_those_who_may(name: str, edition: Edition) -> None:
    url = reverse("reports:render", args=[edition.report.slug]) if name == "render" else address(name, edition)
    anonymous = Client().post(url, {"language": "en"})
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/en/account/login/")
    assert signed_in(focal_point).post(url, {"language": "en"}).status_code == 403
    assert signed_in(reviewer).get(url).status_code == 405
    edition.refresh_from_db()
    assert edition.published_at is None
    assert Edition.objects.count() == 1


def test_an_editor_draws_and_does_not_publish(edition: Edition) -> None:
    client = signed_in(editor)
    assert "Publish this edition" not in client.get(address("edition", edition)).content.decode()
    assert client.post(address("publish", edition)).status_code == 403


def test_pressing_render_answers_with_the_job(report: ProgressReport) -> None:
    client = signed_in(editor)
    url = reverse("reports:render", args=[report.slug])
    first, second = (client.post(url, {"language": "bilingual"}) for _press in range(2))
    made = Edition.objects.get()
    assert made.language == "bilingual"
    assert first["Location"] == second["Location"] == made.get_absolute_url()
    assert "Being drawn: bilingual" in client.get(report.get_absolute_url()).content.decode()


def test_the_token_against_forged_posts_is_needed(report: ProgressReport) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    assert client.post(reverse("reports:render", args=[report.slug]), {"language": "en"}).status_code == 403
    assert not Edition.objects.exists()


def test_an_unknown_language_is_told(report: ProgressReport) -> None:
    answer = signed_in(editor).post(reverse("reports:render", args=[report.slug]), {"language": "fr"}, follow=True)
    assert "There is no edition in the language “fr”." in answer.content.decode()
    assert not Edition.objects.exists()


def test_an_unknown_report_is_not_found(db: None) -> None:
    client = signed_in(editor)
    assert client.post(reverse("reports:render", args=["nothing"]), {"language": "en"}).status_code == 404
    assert client.get(reverse("reports:report", args=["nothing"])).status_code == 404


def test_retry_makes_a_new_job(report: ProgressReport) -> None:
    failed = Edition.objects.create(report=report, language="en", number=1, state=JobState.FAILED, failure=Failure.STORAGE)
    answer = signed_in(editor).post(address("retry", failed))
    made = Edition.objects.exclude(pk=failed.pk).get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.language, made.number, made.state) == ("en", 2, JobState.QUEUED)
    failed.refresh_from_db()
    assert failed.state == JobState.FAILED


def test_a_reviewer_publishes(edition: Edition) -> None:
    client = signed_in(reviewer)
    assert "Publish this edition" in client.get(address("edition", edition)).content.decode()
    answer = client.post(address("publish", edition), follow=True)
    assert "everyone may download it now" in answer.content.decode()
    assert Client().get(address("download", edition)).status_code == 200


def test_publishing_is_refused_with_the_list_of_what_is_not_approved(edition: Edition) -> None:
    ProgressEntry.objects.filter(cycle=edition.report.cycle, indicator__code="HRF-03").update(state=EntryState.RETURNED)
    client = signed_in(reviewer)
    page = client.get(address("edition", edition)).content.decode()
    assert "Not approved: HRF-03" in page
    assert "Publish this edition" not in page
    assert "Not approved: HRF-03" in client.get(edition.report.get_absolute_url()).content.decode()
    answer = client.post(address("publish", edition), follow=True)
    assert "HRF-03" in answer.content.decode()
    assert Client().get(address("download", edition)).status_code == 404

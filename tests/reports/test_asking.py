"""Asking for an edition, and what becomes of jobs that nobody finishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from results.enums import Failure, JobState
from results.models import Edition, ProgressReport
from results.services.rendering import fail, give_up_silent_jobs, request_edition
from tests.people import editor, focal_point

LONG_AGO = timedelta(minutes=10, seconds=1)


def silence(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(heartbeat_at=timezone.now() - LONG_AGO)


def test_two_presses_make_one_job(report: ProgressReport, django_capture_on_commit_callbacks: Callable) -> None:
    user = editor()
    with django_capture_on_commit_callbacks() as queued:
        first = request_edition(report=report, language="en", user=user)
        second = request_edition(report=report, language="en", user=user)
    assert first == second
    assert (first.state, first.number, first.requested_by) == (JobState.QUEUED, 1, user)
    assert len(queued) == 1
    assert Edition.objects.count() == 1


def test_each_language_has_a_job_and_a_count_of_its_own(report: ProgressReport) -> None:
    editions = [request_edition(report=report, language=language, user=None) for language in ("en", "zh-hans", "bilingual")]
    assert [edition.number for edition in editions] == [1, 1, 1]
    assert len({edition.pk for edition in editions}) == 3


def test_the_count_goes_on_after_a_failure(report: ProgressReport) -> None:
    fail(request_edition(report=report, language="en", user=None), Failure.UNEXPECTED)
    assert request_edition(report=report, language="en", user=None).number == 2


def test_the_database_itself_allows_one_job(report: ProgressReport) -> None:
    Edition.objects.create(report=report, language="en", number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(report=report, language="en", number=2)


def test_an_unknown_language_is_refused(report: ProgressReport) -> None:
    with pytest.raises(ValidationError, match="“fr”"):
        request_edition(report=report, language="fr", user=None)
    assert not Edition.objects.exists()


def test_only_those_who_may_draw_can_ask(report: ProgressReport) -> None:
    with pytest.raises(PermissionDenied):
        request_edition(report=report, language="en", user=focal_point())
    assert not Edition.objects.exists()


def test_a_silent_job_is_given_up_and_replaced(report: ProgressReport) -> None:
    lost = request_edition(report=report, language="en", user=None)
    silence(lost)
    replacement = request_edition(report=report, language="en", user=None)
    lost.refresh_from_db()
    assert (lost.state, lost.failure) == (JobState.FAILED, Failure.LOST)
    assert (replacement.state, replacement.number) == (JobState.QUEUED, 2)


def test_a_job_that_lives_is_not_given_up(report: ProgressReport) -> None:
    request_edition(report=report, language="en", user=None)
    assert give_up_silent_jobs(report=report) == 0
    assert give_up_silent_jobs(report=report, at=timezone.now() + LONG_AGO) == 1


def test_a_finished_job_does_not_fail_afterwards(report: ProgressReport) -> None:
    done = Edition.objects.create(report=report, language="en", number=1, state=JobState.DONE)
    assert fail(done, Failure.LOST) is False
    done.refresh_from_db()
    assert done.state == JobState.DONE

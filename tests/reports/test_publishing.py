"""Releasing an edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from results.enums import EntryState, JobState
from results.models import Edition, ProgressEntry, ProgressReport
from results.services.publishing import publish_edition
from tests.people import editor, reviewer


@pytest.fixture
def edition(report: ProgressReport, reports_folder: Path) -> Edition:
    """A finished edition."""
    made = Edition(report=report, language="en", number=1, state=JobState.DONE, snapshot={"report": {"unapproved": []}})
    made.file.save(f"{report.slug}/{report.slug}-en-1.pdf", ContentFile(b"%PDF-1.7 a report"))
    return made


def assert_refused(edition: Edition, match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        publish_edition(edition=edition, by=reviewer())
    edition.refresh_from_db()
    assert (edition.published_at, edition.published_by) == (None, None)


def test_publishes(edition: Edition) -> None:
    by = reviewer()
    published = publish_edition(edition=edition, by=by)
    edition.refresh_from_db()
    assert (edition.published_by, edition.published_at) == (by, published.published_at)
    assert list(Edition.objects.published()) == [edition]


def test_publishing_twice_changes_nothing(edition: Edition) -> None:
    first = publish_edition(edition=edition, by=reviewer())
    second = publish_edition(edition=edition, by=reviewer())
    assert (second.published_at, second.published_by) == (first.published_at, first.published_by)


def test_drawing_is_not_publishing(edition: Edition) -> None:
    with pytest.raises(PermissionDenied):
        publish_edition(edition=edition, by=editor())
    assert not Edition.objects.published().exists()


def test_refused_while_progress_is_not_approved(edition: Edition) -> None:
    entries = ProgressEntry.objects.filter(cycle=edition.report.cycle)
    entries.filter(indicator__code="HRF-03").update(state=EntryState.SUBMITTED)
    entries.filter(indicator__code="HRF-05").update(state=EntryState.DRAFT)
    assert_refused(edition, "HRF-03, HRF-05")


def test_refused_when_drawn_before_the_approval(edition: Edition) -> None:
    """What was drawn may differ from what was approved later."""
    Edition.objects.filter(pk=edition.pk).update(snapshot={"report": {"unapproved": ["HRF-04"]}})
    assert_refused(edition, "HRF-04")


def test_refused_before_it_is_finished(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=JobState.FAILED)
    assert_refused(edition, "not ready")


def test_refused_without_its_file(edition: Edition) -> None:
    edition.file.storage.delete(edition.file.name)
    assert_refused(edition, "no longer there")

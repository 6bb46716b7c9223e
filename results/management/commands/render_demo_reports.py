"""Has every report drawn by the worker in its three editions, and publishes them. What is there already stays."""

from __future__ import annotations

import time
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from results.enums import EditionLanguage, JobState, Stage
from results.models import Edition, ProgressReport
from results.reports.explaining import explain
from results.services.publishing import publish_edition
from results.services.rendering import request_edition

PAUSE = 0.2  # seconds between two looks at a job


class Command(BaseCommand):
    help = "Have the worker draw every report in Chinese, in English and in both, and publish the editions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--timeout", type=float, default=180, help="seconds to wait for each edition")

    def handle(self, *, timeout: float, **_options: object) -> None:
        jobs = []
        for report in ProgressReport.objects.order_by("slug"):
            for language in EditionLanguage.values:
                if edition := _published(report, language):
                    self.stdout.write(edition.file.path)
                elif edition := _left_by_an_earlier_run(report, language):
                    jobs.append(edition)
                else:
                    jobs.append(request_edition(report=report, language=language, user=None))
        for edition in jobs:
            self._wait(edition, timeout)
            self._publish(edition)
            self.stdout.write(edition.file.path)

    def _wait(self, edition: Edition, timeout: float) -> None:
        end, told = time.monotonic() + timeout, ""
        while edition.is_active:
            if time.monotonic() > end:
                raise CommandError(f"{edition}: not drawn within {timeout:g} seconds. Is a worker running?")
            time.sleep(PAUSE)
            edition.refresh_from_db(fields=["state", "stage", "failure", "failure_detail", "file"])
            if edition.stage and edition.stage != told:
                told = edition.stage
                self.stdout.write(f"{edition}: {Stage(edition.stage).label}")
        if edition.state == JobState.FAILED:
            raise CommandError(f"{edition}: {explain(edition.failure, edition.failure_detail)}")

    def _publish(self, edition: Edition) -> None:
        try:
            publish_edition(edition=edition, by=None)
        except ValidationError as refusal:
            raise CommandError(f"{edition}: {' '.join(refusal.messages)}") from refusal


def _published(report: ProgressReport, language: str) -> Edition | None:
    """The newest published edition whose file is there."""
    editions = Edition.objects.published().filter(report=report, language=language).order_by("-number")
    return next((each for each in editions if each.file.storage.exists(each.file.name)), None)


def _left_by_an_earlier_run(report: ProgressReport, language: str) -> Edition | None:
    """An edition that this command asked for, drawn after it had given up waiting; nobody asked for it by name."""
    drawn = report.editions.filter(language=language, state=JobState.DONE, published_at=None, requested_by=None)
    found = drawn.order_by("-number").first()
    return found if found and found.file.storage.exists(found.file.name) else None

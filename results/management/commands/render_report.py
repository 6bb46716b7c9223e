"""Draws a report into a file, from the shell: the same pages that the portal draws, without queue and edition."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from results.enums import EditionLanguage
from results.models import ProgressReport
from results.reports.explaining import explain
from results.reports.failures import DrawingFailed
from results.reports.store import store
from results.services.rendering_job import collect_snapshot, draw

PDF, DOCX = FORMATS = ("pdf", "docx")


class Command(BaseCommand):
    help = "Draw a report into a file. The file is written whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the report's address name")
        parser.add_argument("--language", required=True, help="one of: " + ", ".join(EditionLanguage.values))
        parser.add_argument("--format", default=PDF, help="one of: " + ", ".join(FORMATS))
        parser.add_argument("--output", required=True, type=Path, help="the file to write")

    def handle(self, *, slug: str, language: str, format: str, output: Path | str, **_options: object) -> None:
        check_choice(_("Unknown language “%(given)s”. Choose one of: %(choices)s."), language, EditionLanguage.values)
        check_choice(_("Unknown format “%(given)s”. Choose one of: %(choices)s."), format, FORMATS)
        if format == DOCX:
            raise CommandError(_("This portal cannot write Word files yet. Use --format pdf."))
        slugs = list(ProgressReport.objects.order_by("slug").values_list("slug", flat=True))
        check_choice(_("There is no report “%(given)s”. There is: %(choices)s."), slug, slugs)
        day = timezone.localdate().isoformat()
        try:
            drawing = draw(collect_snapshot(slug=slug, language=language, number=None, day=day))
            stored = store(drawing.content, Path(output))
        except DrawingFailed as failure:
            raise CommandError(str(explain(failure.code, failure.detail))) from failure
        self.stdout.write(f"{output}: {drawing.pages} pages, {stored.size:,} bytes, SHA-256 {stored.sha256}")


def check_choice(refusal: str, given: str, choices: list[str] | tuple[str, ...]) -> None:
    if given not in choices:
        raise CommandError(refusal % {"given": given, "choices": ", ".join(choices) or "–"})

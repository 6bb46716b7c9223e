"""Drawing an edition, stage by stage. The row says how far it is, so that people can watch and a lost job is noticed."""

from __future__ import annotations

import gc
import logging
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from ..charts import bar_chart, render_svg
from ..enums import Failure, JobState, Stage
from ..models import Edition
from ..reports.collect import Gap, collect_report
from ..reports.content import EditionMark, Snapshot
from ..reports.failures import DrawingFailed, MissingTranslation
from ..reports.html import languages_of, render_html
from ..reports.pdf import Drawing, draw_pdf
from ..reports.snapshot import dump, load
from ..reports.store import store
from .rendering import fail

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class JobLost(Exception):
    """The job was given up or taken over while it ran: its result is not wanted any more."""


def collect_snapshot(*, slug: str, language: str, number: int | None, day: str) -> Snapshot:
    """The content of a report as it stands now, for an edition in ``language``.

    Raises ``MissingTranslation`` when a text that the edition needs lacks a language.
    """
    report, gaps = collect_report(slug)
    needed = set(languages_of(language))
    if unmet := [gap for gap in gaps if needed & set(gap.languages)]:
        raise MissingTranslation([_needed(gap, needed) for gap in unmet])
    return Snapshot(edition=EditionMark(number=number, language=language, day=day), report=report)


def _needed(gap: Gap, languages: set[str]) -> dict[str, object]:
    told = gap.as_json()
    return {**told, "languages": [language for language in gap.languages if language in languages]}


def draw(snapshot: Snapshot) -> Drawing:
    """The PDF of a snapshot; the database is not asked."""
    return draw_pdf(render_html(snapshot))


def draw_edition(edition_id: uuid.UUID) -> bool:
    """Draw a queued edition to its end, good or bad; says whether this call did it.

    An edition that is finished, or that another worker has, is left alone.
    """
    job = Job.claim(edition_id)
    if job is None:
        return False
    try:
        job.run()
    except JobLost:
        log.warning("edition %s was given up while it was being drawn", edition_id)
    except DrawingFailed as failure:
        fail(job.edition, failure.code, failure.detail)
    except Exception as error:  # told to people as an unexpected error; the log has the rest
        log.exception("edition %s could not be drawn", edition_id)
        fail(job.edition, Failure.UNEXPECTED, {"error": type(error).__name__})
    return True


class Job:
    """One worker's hold on one edition: the moment it was claimed says whose it is."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @classmethod
    def claim(cls, edition_id: uuid.UUID) -> Job | None:
        """Take the edition if it is still waiting; of several workers one gets it."""
        now = timezone.now()
        waiting = Edition.objects.filter(pk=edition_id, state=JobState.QUEUED)
        if not waiting.update(state=JobState.RUNNING, started_at=now, heartbeat_at=now):
            return None
        return cls(Edition.objects.select_related("report").get(pk=edition_id))

    def run(self) -> None:
        edition = self.edition
        day = timezone.localdate().isoformat()
        slug = edition.report.slug
        snapshot = self._stage(
            Stage.COLLECT,
            lambda: collect_snapshot(slug=slug, language=edition.language, number=edition.number, day=day),
        )
        data = self._stage(Stage.SNAPSHOT, lambda: self._freeze(snapshot))
        html = self._stage(Stage.HTML, lambda: render_html(load(data)))
        drawing = self._stage(Stage.PDF, lambda: draw_pdf(html))
        self._stage(Stage.STORE, lambda: self._store(drawing))

    def _stage(self, stage: Stage, work: Callable[[], Result]) -> Result:
        self._write(stage=stage)
        return work()

    def _freeze(self, snapshot: Snapshot) -> dict[str, object]:
        """Keep the snapshot in the row; what is drawn is what was kept."""
        data = dump(snapshot)
        self._write(snapshot=data)
        return data

    def _store(self, drawing: Drawing) -> None:
        name = file_name(self.edition)
        path = Path(self.edition.file.storage.path(name))
        stored = store(drawing.content, path)
        try:
            self._write(
                state=JobState.DONE,
                stage="",
                file=name,
                sha256=stored.sha256,
                size=stored.size,
                pages=drawing.pages,
                finished_at=timezone.now(),
            )
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _write(self, **values: object) -> None:
        """Write to the row while it is still ours. Raises ``JobLost`` when it is not."""
        ours = Edition.objects.filter(pk=self.edition.pk, state=JobState.RUNNING, started_at=self._claimed_at)
        if not ours.update(heartbeat_at=timezone.now(), **values):
            raise JobLost

    @property
    def _claimed_at(self) -> datetime | None:
        return self.edition.started_at


def file_name(edition: Edition) -> str:
    """Where an edition is kept, below the storage for reports."""
    return f"{edition.report.slug}/{edition.report.slug}-{edition.language}-{edition.number}.pdf"


def warm_up() -> None:
    """Load what drawing needs: the libraries, the typeface, the chart engine.

    Without a font there is nothing to warm; the first edition will say so.
    """
    render_svg(bar_chart(rows=[("中", 1)], unit="", title=""))
    with suppress(DrawingFailed):
        draw_pdf('<html lang="zh-Hans"><title>中</title><p>中文 Aa <strong>中文 Aa</strong>')
    gc.collect()
    gc.freeze()  # what is loaded stays; looking through it again and again costs a tenth of each drawing

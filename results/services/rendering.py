"""Asking for an edition, and following its job: the edition's row is the truth, the queue only says that there is work."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from ..enums import EditionLanguage, Failure, JobState
from ..models import Edition, ProgressReport

log = logging.getLogger(__name__)


@transaction.atomic
def request_edition(*, report: ProgressReport, language: str, user: User | None) -> Edition:
    """Queue the drawing of ``report``, and answer at once with its job.

    Pressed twice, the job that is under way is the answer. A job whose worker fell silent is given up and replaced.
    When the queue does not take the work, the edition fails with ``broker_away`` as soon as the transaction is
    committed. ``user`` is ``None`` for the portal's own commands.
    """
    if user is not None and not user.has_perm("results.render_edition"):
        raise PermissionDenied(_("You may not draw editions."))
    if language not in EditionLanguage.values:
        raise ValidationError(_("There is no edition in the language “%(language)s”."), params={"language": language})
    ProgressReport.objects.select_for_update().get(pk=report.pk)  # of two presses one is first, and the other sees its job
    editions = Edition.objects.filter(report=report, language=language)
    give_up_silent_jobs(report=report)
    if active := editions.active().first():
        return active
    last = editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition(report=report, language=language, number=last + 1, requested_by=user)
    edition.full_clean()
    edition.save()
    transaction.on_commit(lambda: _enqueue(edition))
    return edition


def _enqueue(edition: Edition) -> None:
    from ..tasks import draw_edition  # tasks imports the services

    try:
        draw_edition.apply_async(args=[str(edition.pk)], retry=False)
    except Exception:  # each broker has errors of its own; whichever it is, nobody will draw this edition
        log.exception("the queue did not take edition %s", edition.pk)
        fail(edition, Failure.BROKER_AWAY)


def fail(edition: Edition, failure: Failure, detail: dict[str, object] | None = None, at: datetime | None = None) -> bool:
    """End a job that is under way, with the reason; says whether it was still under way."""
    changes = {
        "state": JobState.FAILED,
        "failure": failure,
        "failure_detail": detail or {},
        "finished_at": at or timezone.now(),
    }
    ended = Edition.objects.active().filter(pk=edition.pk).update(**changes)
    if ended:
        for name, value in changes.items():
            setattr(edition, name, value)
    return bool(ended)


def give_up_silent_jobs(*, report: ProgressReport, at: datetime | None = None) -> int:
    """Fail the report's jobs that have given no sign of life for long; says how many."""
    return sum(fail(edition, Failure.LOST, at=at) for edition in Edition.objects.silent(at).filter(report=report))

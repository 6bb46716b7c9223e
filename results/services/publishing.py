"""Releasing an edition, so that everyone may download it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from ..enums import JobState
from ..models import Edition
from ..selectors.unapproved import unapproved_in


def unapproved_codes(edition: Edition) -> list[str]:
    """What the edition's report tells and is not approved now, or was not when it was drawn (``selectors/unapproved.py``)."""
    now = unapproved_in(edition.report)
    then = (edition.snapshot or {}).get("report", {}).get("unapproved", [])
    return sorted({*now, *then})


@transaction.atomic
def publish_edition(*, edition: Edition, by: User | None) -> Edition:
    """Let everyone download the edition.

    Raises ``PermissionDenied``, or ``ValidationError`` when the edition is not ready, its file is gone, or progress in
    it is not approved; then nothing has changed. An edition that is published already stays as it is. ``by`` is ``None``
    for the portal's own commands.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("report").get(pk=edition.pk)
    if by is not None and not by.has_perm("results.publish_edition"):
        raise PermissionDenied(_("You may not publish editions."))
    if edition.published_at is not None:
        return edition
    if edition.state != JobState.DONE:
        raise ValidationError(_("This edition is not ready: only a finished edition can be published."))
    if not edition.file.storage.exists(edition.file.name):
        raise ValidationError(_("The file of this edition is no longer there. Draw the edition again."))
    if codes := unapproved_codes(edition):
        raise ValidationError(
            _(
                "The progress of these indicators is not approved, or was not when the edition was drawn: %(codes)s. "
                "Have it approved, then draw the edition again."
            )
            if edition.report.cycle_id
            else _(
                "These evaluations are not accepted, or were not when the edition was drawn: %(codes)s. "
                "Have them accepted, then draw the edition again."
            ),
            params={"codes": ", ".join(codes)},
        )
    edition.published_at, edition.published_by = timezone.now(), by
    edition.save(update_fields=["published_at", "published_by"])
    return edition

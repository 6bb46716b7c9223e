"""Files that stand behind an entry."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as

from .. import rules
from ..models import EvidenceFile, ProgressEntry


@transaction.atomic
def attach_file(*, entry: ProgressEntry, file: EvidenceFile, by: User) -> EvidenceFile:
    """Keep an uploaded file with an entry, with its checksum; whoever may write the entry may do so."""
    if not rules.may_record(by, entry):
        raise PermissionDenied(_("You may not write this: it is not your task, or another country’s."))
    file.entry, file.uploaded_by = entry, by
    save_as(file, by=by, reason="attach")
    return file

"""The way of a catalogue entry: draft, in review, published, archived."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base.history import save_as
from base.parity import missing_languages

from .. import rules
from ..enums import PublicationState
from ..models import Resource

REASONS = {
    PublicationState.DRAFT: "take_back",
    PublicationState.IN_REVIEW: "hand_in",
    PublicationState.PUBLISHED: "publish",
    PublicationState.ARCHIVED: "archive",
}


@transaction.atomic
def move(*, entry: Resource, to: PublicationState, by: AbstractBaseUser, seen_at: datetime | None = None) -> Resource:
    """Bring an entry into the state ``to``.

    What is published is there in both languages. Raises ``PermissionDenied`` when ``knowledge/rules.py`` says no, and
    ``ValidationError`` when a language is missing or somebody changed the entry after ``seen_at``.
    """
    entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if seen_at is not None and entry.updated_at != seen_at:
        raise ValidationError(_("Somebody changed this entry while you were reading it. Read it again before you decide."))
    if not rules.may_move(by, entry, to):
        raise PermissionDenied(
            _("You may not bring this entry from “%(state)s” to “%(next)s”.")
            % {"state": entry.get_state_display(), "next": to.label}
        )
    if to == PublicationState.PUBLISHED and missing_languages(entry):
        raise ValidationError(_("An entry is published in both languages: write what is missing first."))
    entry.state = to
    save_as(entry, by=by, reason=REASONS[to])
    return entry
